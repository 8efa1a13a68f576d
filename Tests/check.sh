#!/usr/bin/env bash
# Runs all checks besides the tests. Each reports its findings; all of them run, even if one fails.
set -uo pipefail
cd "$(dirname "$0")/.."

failures=0

gate() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        printf 'ok    %s\n' "$name"
    else
        printf 'FAIL  %s\n%s\n' "$name" "$output"
        failures=$((failures + 1))
    fi
}

full_build() {
    # The same build as for tests: Package.swift makes warnings errors in all builds. The variables that relax or
    # shorten it must not apply here.
    env --unset ALLOW_WARNINGS --unset TEST_TARGETS swift build --build-tests \
        --explicit-target-dependency-import-check error
}

short_comments() {
    # The formatter wraps only code. In this locale grep counts characters, as the formatter does.
    ! LC_ALL=C.UTF-8 grep -rnP --include='*.swift' '^(?=.{121}) *//' Package.swift Sources Tests
}

gate "format" swift format lint --strict --recursive Package.swift Sources Tests
gate "comments within 120 columns" short_comments
gate "no warnings, no undeclared imports" full_build
gate "inventory" python3 Tests/Judges/inventory.py
gate "no Foundation in what a function links" python3 Tests/Judges/lean_functions.py

gate "template, by cfn-lint" .build/venv/bin/cfn-lint template.yaml
gate "template, by SAM" env SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=eu-west-1 .build/venv/bin/sam validate --lint
gate "template, as translated" .build/venv/bin/python Tests/Judges/translated_template.py

exit $((failures > 0))
