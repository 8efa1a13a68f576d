#!/usr/bin/env bash
# Packages functions for Lambda: package.sh [FUNCTION ...], all of them without a name.
#
# Each becomes .build/lambda/<Function>/ with one static executable, `bootstrap`, and the few files that it reads beside
# itself, and .build/lambda/<Function>.zip of the same. What did not change is left as it is.
set -euo pipefail
cd "$(dirname "$0")/../.."

Sources/Packaging/static-curl.sh
export PKG_CONFIG_PATH=$PWD/.build/static-curl/lib/pkgconfig
# Package.swift leaves out tests and development tools, so that one build makes the functions and nothing else.
export PACKAGING=1

# Optimised across modules, a warm call takes one per cent less time.
flags=(--configuration release --scratch-path .build/package
    --static-swift-stdlib -Xswiftc -static-executable -Xswiftc -cross-module-optimization
    -Xlinker --gc-sections -Xlinker -s)
if (($# == 1)); then flags+=(--product "$1"); fi
log=$(mktemp)
lean=$(mktemp)
trap 'rm -f "$log" "$lean"' EXIT
swift build "${flags[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }

# Tables for unwinding the stack are a tenth of each zip, and nobody unwinds: Swift's errors don't need them, and what
# traps ends at once.
toolchain=$(swiftc -print-target-info | sed -n 's|.*"runtimeResourcePath": "\(.*\)/lib/swift.*|\1|p')
without_unwinding=("$toolchain/bin/llvm-objcopy" --remove-section .eh_frame --remove-section .eh_frame_hdr)

functions=("$@")
if ((${#functions[@]} == 0)); then
    for folder in Sources/Functions/*/*/; do functions+=("$(basename "$folder")"); done
fi
for function in "${functions[@]}"; do
    folder=$(echo Sources/Functions/*/"$function")
    [[ -d $folder ]] || { echo "There is no function $function in Sources/Functions." >&2; exit 1; }
    "${without_unwinding[@]}" ".build/package/release/$function" "$lean"
    python3 Sources/Packaging/bundle.py "$lean" "$folder" ".build/lambda/$function"
done
