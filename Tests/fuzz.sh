#!/usr/bin/env bash
# Searches for inputs that crash: fuzz.sh TARGET SECONDS, with a target from Tests/FuzzTargets/FuzzTarget.swift.
#
# libFuzzer starts with the seeds in Tests/Fuzz/Seeds and continues with its own finds, kept in .build/fuzz. Crashing
# inputs are kept there too; once fixed, add them to the seeds, which `make test` runs through.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$1
seconds=$2
found=.build/fuzz/$target
mkdir -p "$found"

# The package manager renames the main function of libFuzzer, so the last step is done without it.
flags=(--configuration release --scratch-path .build/fuzz/build --target Fuzz
    -Xswiftc -sanitize=fuzzer -Xswiftc -enable-testing)
FUZZING=1 swift build --quiet "${flags[@]}"
mapfile -t objects < <(find -L .build/fuzz/build/release -name '*.o')
swiftc -sanitize=fuzzer "${objects[@]}" -lsqlite3 -lcrypto -lcurl -o .build/fuzz/fuzz

FUZZ_TARGET=$target .build/fuzz/fuzz -max_total_time="$seconds" -seed="${SEED:-1}" -timeout=5 -rss_limit_mb=1024 \
    -print_final_stats=1 -verbosity=0 -artifact_prefix="$found/crash-" "$found" "Tests/Fuzz/Seeds/$target"
