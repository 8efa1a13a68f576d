#!/usr/bin/env bash
# Builds all for development, unless nothing has changed since it last did.
#
# To ask `swift build` whether there is anything to do takes some seconds; to look at files takes a moment.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Names, times and lengths of files; what an editor keeps beside them does not count.
listed() { find "$@" -name '.?*' -prune -o ! -type d -printf '%p %T@ %s\n' 2>/dev/null | sort || true; }

before=$(listed Package.swift Sources "$(readlink -f "$(command -v swift)")")
executables() { find .build/debug/ -maxdepth 1 -type f -executable -printf '%p %T@ %s\n' 2>/dev/null | sort || true; }

if [[ -f .build/built ]] && [[ $(<.build/built) == "$before"$'\n'"$(executables)" ]]; then exit 0; fi
echo "Building what has changed; the first time this takes some minutes." >&2
swift build --quiet >&2
printf '%s\n%s\n' "$before" "$(executables)" >.build/built
