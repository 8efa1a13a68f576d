#!/usr/bin/env bash
# Builds and runs all tests, with a DynamoDB to talk to. Arguments go to `swift test`.
set -euo pipefail
cd "$(dirname "$0")/.."

log=.build/test.log
with_table=(.build/venv/bin/python Tests/Judges/with_ministack.py)

swift build --build-tests
Sources/Packaging/package.sh
{
    "${with_table[@]}" .build/venv/bin/python -m unittest discover --start-directory Tests/Packaging --verbose
    "${with_table[@]}" swift test --skip-build "$@"
} 2>&1 | tee "$log"

# Where nobody watches, a test that did not run must not look like one that passed.
if [[ -n ${CI:-} ]] && grep -E '^. (Test|Suite) .* skipped|\.\.\. skipped' "$log" >&2; then
    echo "Tests were skipped, which counts as a failure here." >&2
    exit 1
fi
