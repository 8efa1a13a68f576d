#!/usr/bin/env bash
# Runs the long tests at many times the length that they have in `make test`: soak.sh [SUITE]
#
# SOAK says how many times (20), SEED where random numbers begin (a new one each time, printed for the next try).
set -euo pipefail
cd "$(dirname "$0")/.."

suites=${1:-'KillTests|EnduranceTests|JudgeTests|RoundTripTests'}
export SOAK=${SOAK:-20}
export SEED=${SEED:-$(date +%s)}

swift build --build-tests
printf 'Soaking %s: SOAK=%s SEED=%s\n' "$suites" "$SOAK" "$SEED"
.build/venv/bin/python Tests/Judges/with_ministack.py swift test --skip-build --filter "$suites"
printf 'SOAK=%s SEED=%s passed\n' "$SOAK" "$SEED"
