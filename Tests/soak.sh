#!/usr/bin/env bash
# Runs the long tests at many times the length that they have in `make test`: soak.sh [ONLY]
#
# ONLY is a suite of the Swift tests, or `kills` (LocalTable killed during many writes), or `system` (the whole system
# with crowds and kills, its seats also on ministack), or `schemathesis` (the whole system checked against its
# document), or `fuzz` (see fuzz.sh). SOAK sets the factor (20), SEED the seed of the random numbers (a new one each
# time, printed for repeating the run), SCHEMATHESIS_SECONDS the length of the check (600), and FUZZ_SECONDS the time
# for each fuzz target (300). Races run a second time on a table that cancels overlapping transactions.
set -euo pipefail
cd "$(dirname "$0")/.."

only=${1:-}
suites='KillTests|LiveEventRaceTests|EnduranceTests|JudgeTests|RoundTripTests|SeedTests|VisitModelTests'
suites+='|LambdaEventsTests.StreamTests|RetryScheduleTests|TemplateTests.HostileTests'
races='FunctionsTests.(LiveEventRaceTests|KillTests|OutboxKillTests)'
export SOAK=${SOAK:-20}
export SEED=${SEED:-$(date +%s)}
python=.build/venv/bin/python

swift build --build-tests
printf 'Soaking %s: SOAK=%s SEED=%s\n' "${only:-everything}" "$SOAK" "$SEED"
if [[ $only != kills && $only != system && $only != schemathesis && $only != fuzz ]]; then
    "$python" Tests/Judges/with_local_table.py swift test --skip-build --filter "${only:-$suites}"
    TABLE_OPTIONS=--conflicts "$python" Tests/Judges/with_local_table.py swift test --skip-build \
        --filter "${only:-$races}"
fi
if [[ -z $only || $only == kills ]]; then
    "$python" -m unittest --verbose Tests/LocalTable/kills.py
    TABLE_OPTIONS=--conflicts "$python" -m unittest --verbose Tests/LocalTable/kills.py
fi
if [[ -z $only || $only == system ]]; then
    "$python" -m unittest discover --start-directory Tests/System --verbose
    GATEWAY_OPTIONS=--conflicts "$python" -m unittest discover --start-directory Tests/System \
        --pattern test_seats.py --verbose
    "$python" Tests/Judges/with_ministack.py "$python" -m unittest discover --start-directory Tests/System \
        --pattern test_seats.py --verbose
fi
if [[ -z $only || $only == schemathesis ]]; then
    SCHEMATHESIS_SECONDS=${SCHEMATHESIS_SECONDS:-600} "$python" -m unittest discover --start-directory Tests/API \
        --pattern test_schemathesis.py --verbose
fi
if [[ -z $only || $only == fuzz ]]; then
    for target in Tests/Fuzz/Seeds/*/; do Tests/fuzz.sh "$(basename "$target")" "${FUZZ_SECONDS:-300}"; done
fi
printf 'SOAK=%s SEED=%s passed\n' "$SOAK" "$SEED"
