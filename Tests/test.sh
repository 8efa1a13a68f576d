#!/usr/bin/env bash
# Builds and runs all tests: test.sh [ONLY]
#
# They use LocalTable as their DynamoDB, or the one at DYNAMODB_ENDPOINT.
#
# ONLY is a pattern: with it, only the Swift tests run whose <Target>.<Suite> matches.
set -euo pipefail
cd "$(dirname "$0")/.."

log=.build/test.log
python=.build/venv/bin/python
with_table=("$python" Tests/Judges/with_local_table.py)
# The tests that access a table through the project's own client.
live='Live|HostileEventTests|KillTests|SampleTests|SampleStoryTests|PeopleAPITests'
# Crowds, and processes that are killed.
races='FunctionsTests.(LiveEventRaceTests|KillTests)/'

# Prints the possible names of Swift tests, from the declarations in their files: <Target>.<Type>, and
# <Target>.<Type>/<function>(
names() {
    find Tests/*Tests -name '*.swift' -exec awk '
        FNR == 1 { split(FILENAME, path, "/"); count = 0 }
        match($0, /(struct|class|enum|extension) [A-Za-z0-9_]+/) {
            split(substr($0, RSTART, RLENGTH), words, " ")
            print path[2] "." (types[++count] = words[2])
        }
        match($0, /func [A-Za-z0-9_]+/) {
            for (i = 1; i <= count; i++) print path[2] "." types[i] "/" substr($0, RSTART + 5, RLENGTH - 5) "("
        }' {} +
}

if [[ -n ${1:-} ]]; then
    # Builds only the targets of these tests; a pattern that matches no name is tried on all tests.
    mapfile -t targets < <(names | { grep --extended-regexp -- "$1" || true; } | cut -d . -f 1 | sort --unique)
    if ((${#targets[@]} > 0)); then export TEST_TARGETS=${targets[*]}; else targets=("*Tests"); fi
    swift build --product ConvenePackageTests
    # If a pattern matches nothing, `swift test` would pass.
    swift test list --skip-build 2>/dev/null | grep --extended-regexp -- "$1" >/dev/null || {
        echo "No Swift test matches $1; they are named <Target>.<Suite>/<test>." >&2
        exit 1
    }
    # Not all tests need a table, which takes time to build.
    if grep --quiet --recursive LiveTable $(printf 'Tests/%s ' "${targets[@]}"); then
        swift build --product Table
    else
        with_table=()
    fi
    exec "${with_table[@]}" swift test --skip-build --filter "$1"
fi
swift build --build-tests
Sources/Packaging/package.sh

# Sequential tests leave a core idle, so they run beside the others. They use their own ports and their own table.
quiet_suites() {
    "${with_table[@]}" "$python" -m unittest discover --start-directory Tests/Packaging --verbose &&
        "${with_table[@]}" "$python" -m unittest discover --start-directory Tests/LocalTable --verbose &&
        "$python" -m unittest discover --start-directory Tests/LocalGateway --verbose &&
        "$python" -m unittest discover --start-directory Tests/API --verbose
}

all_suites() {
    # A separate process group, which ends with the script.
    set -m
    quiet_suites </dev/null >"$log.beside" 2>&1 &
    local beside=$! status=0
    set +m
    trap "kill -- -$beside 2>/dev/null || true" EXIT
    "${with_table[@]}" swift test --skip-build
    wait "$beside" || status=$?
    cat "$log.beside"
    ((status == 0))
    # Crowds and kills run alone.
    "$python" -m unittest --verbose Tests/LocalTable/kills.py
    "$python" -m unittest discover --start-directory Tests/System --verbose
    # Once more with overlapping transactions cancelled, as the service does.
    if [[ -z ${DYNAMODB_ENDPOINT:-} ]]; then
        RACE_SECONDS=4 TABLE_OPTIONS=--conflicts "${with_table[@]}" swift test --skip-build --filter "$races"
        RACE_SECONDS=4 GATEWAY_OPTIONS=--conflicts "$python" -m unittest discover --start-directory Tests/System \
            --pattern test_seats.py --verbose
    fi
    # The same tests on an independent implementation of DynamoDB.
    if [[ -n ${CI:-} && -z ${DYNAMODB_ENDPOINT:-} ]]; then
        "$python" Tests/Judges/with_ministack.py swift test --skip-build --filter "$live"
    fi
}

all_suites 2>&1 | tee "$log"

# In CI, a test that did not run must not look like one that passed.
if [[ -n ${CI:-} ]] && grep -E '^. (Test|Suite) .* skipped|\.\.\. skipped' "$log" >&2; then
    echo "Tests were skipped, which counts as a failure here." >&2
    exit 1
fi
