#!/usr/bin/env bash
# Builds everything for development, unless nothing has changed since the last build.
#
# Asking `swift build` whether there is anything to do takes some seconds; comparing files takes a moment.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Prints each file with its time and length.
listed() { find "$@" -printf '%p %T@ %s\n' 2>/dev/null | sort || true; }

# Hidden files, such as an editor's, don't count.
sources() { listed Package.swift Sources "$(readlink -f "$(command -v swift)")" ! -type d ! -name '.*'; }
executables() { listed .build/debug/ -maxdepth 1 -type f -executable; }

before=$(sources)
if [[ -f .build/built && $(<.build/built) == "$before"$'\n'"$(executables)" ]]; then exit 0; fi
echo "Building what has changed; the first time this takes some minutes." >&2
swift build --quiet >&2
printf '%s\n%s\n' "$before" "$(executables)" >.build/built
