#!/usr/bin/env bash
# Builds and runs all tests: test.sh [ONLY]
#
# They have a DynamoDB to talk to: LocalTable, or the one that DYNAMODB_ENDPOINT names.
#
# ONLY is a pattern: then only those Swift tests run whose <Target>.<Suite> it matches, and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

log=.build/test.log
python=.build/venv/bin/python
with_table=("$python" Tests/Judges/with_local_table.py)
# What talks to a table through the project's own client.
live='Live|HostileEventTests|KillTests|SampleTests|SampleStoryTests|PeopleAPITests'
# Crowds, and processes that are killed.
races='FunctionsTests.(LiveEventRaceTests|KillTests)/'

swift build --build-tests
if [[ -n ${1:-} ]]; then
    # With a pattern that matches none, `swift test` would pass.
    swift test list --skip-build 2>/dev/null | grep --extended-regexp -- "$1" >/dev/null || {
        echo "No Swift test matches $1; they are named <Target>.<Suite>/<test>." >&2
        exit 1
    }
    exec "${with_table[@]}" swift test --skip-build --filter "$1"
fi
Sources/Packaging/package.sh
{
    "${with_table[@]}" "$python" -m unittest discover --start-directory Tests/Packaging --verbose
    "${with_table[@]}" "$python" -m unittest discover --start-directory Tests/LocalTable --verbose
    "$python" -m unittest discover --start-directory Tests/LocalGateway --verbose
    "$python" -m unittest --verbose Tests/LocalTable/kills.py
    "$python" -m unittest discover --start-directory Tests/API --verbose
    "$python" -m unittest discover --start-directory Tests/System --verbose
    "${with_table[@]}" swift test --skip-build
    # Once more where transactions that overlap are cancelled, as the service cancels them.
    if [[ -z ${DYNAMODB_ENDPOINT:-} ]]; then
        RACE_SECONDS=4 TABLE_OPTIONS=--conflicts "${with_table[@]}" swift test --skip-build --filter "$races"
        RACE_SECONDS=4 GATEWAY_OPTIONS=--conflicts "$python" -m unittest discover --start-directory Tests/System \
            --pattern test_seats.py --verbose
    fi
    # A second opinion, from a DynamoDB that others wrote.
    if [[ -n ${CI:-} && -z ${DYNAMODB_ENDPOINT:-} ]]; then
        "$python" Tests/Judges/with_ministack.py swift test --skip-build --filter "$live"
    fi
} 2>&1 | tee "$log"

# Where nobody watches, a test that did not run must not look like one that passed.
if [[ -n ${CI:-} ]] && grep -E '^. (Test|Suite) .* skipped|\.\.\. skipped' "$log" >&2; then
    echo "Tests were skipped, which counts as a failure here." >&2
    exit 1
fi
