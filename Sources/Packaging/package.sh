#!/usr/bin/env bash
# Packages functions for Lambda: package.sh [--zip] [FUNCTION ...], by default all of them.
#
# Each becomes .build/lambda/<Function>/ with one static executable, `bootstrap`, and the few files that it reads from
# its own folder; with --zip, also .build/lambda/<Function>.zip with the same contents. Unchanged functions are left
# alone.
set -euo pipefail
cd "$(dirname "$0")/../.."

Sources/Packaging/static-curl.sh
export PKG_CONFIG_PATH=$PWD/.build/static-curl/lib/pkgconfig
# Package.swift leaves out tests and development tools, so one build makes only the functions.
export PACKAGING=1

# Optimised across modules, a warm call takes one per cent less time.
flags=(--configuration release --scratch-path .build/package
    --static-swift-stdlib -Xswiftc -static-executable -Xswiftc -cross-module-optimization
    -Xlinker --gc-sections -Xlinker -s)
options=()
if [[ ${1:-} == --zip ]]; then options+=(--zip); shift; fi
if (($# == 1)); then flags+=(--product "$1"); fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift build "${flags[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }

toolchain=$(swiftc -print-target-info | sed -n 's|.*"runtimeResourcePath": "\(.*\)/lib/swift.*|\1|p')
if (($# == 0)); then sources=(Sources/Functions/*/*/); else sources=(); fi
for function in "$@"; do
    folder=$(echo Sources/Functions/*/"$function")
    [[ -d $folder ]] || { echo "There is no function $function in Sources/Functions." >&2; exit 1; }
    sources+=("$folder")
done
python3 Sources/Packaging/bundle.py "${options[@]}" "$toolchain/bin/llvm-objcopy" .build/package/release .build/lambda \
    "${sources[@]}"
