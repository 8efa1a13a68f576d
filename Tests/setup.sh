#!/usr/bin/env bash
# Installs everything that is missing: setup.sh [packages]
#
# `packages` installs only the Debian packages for building and running, with apt-get. Without it, the Python tools for
# tests, packaging and measuring are also installed, in .build/venv. If nothing is missing, it does nothing; on systems
# that are not Debian it lists the packages that are needed.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
    ca-certificates curl dpkg-dev git libc-ares-dev libcurl4-openssl-dev libsqlite3-dev libssl-dev libyaml-dev openssl
    pkg-config python3 python3-venv tzdata
)

say() { printf '%s\n' "$*" >&2; }

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'; }

if ! command -v swift >/dev/null; then
    say "The Swift toolchain (6.2 or later) is missing: see https://www.swift.org/install"
    exit 1
fi

if ! command -v apt-get >/dev/null; then
    say "This is no Debian. Please install the counterparts of these Debian packages: ${packages[*]}"
else
    missing=()
    for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done
    if ((${#missing[@]})); then
        as_root=()
        if ((EUID != 0)); then
            command -v sudo >/dev/null || { say "Please run as root: apt-get install ${missing[*]}"; exit 1; }
            as_root=(sudo)
        fi
        say "Installing Debian packages: ${missing[*]}"
        log=$(mktemp)
        {
            "${as_root[@]}" apt-get update &&
                "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes "${missing[@]}"
        } >"$log" 2>&1 </dev/null || { tail -n 20 "$log" >&2; exit 1; }
        rm -f "$log"
    fi
fi

if [[ ${1:-} == packages ]]; then exit 0; fi

if [[ ! -f .build/venv/requirements.txt ]] || ! cmp -s Tests/requirements.txt .build/venv/requirements.txt; then
    say "Installing Python tools into .build/venv: $(grep -o '^[a-z0-9-]*' Tests/requirements.txt | paste -sd' ')"
    # Debian's own Python if there is one: another one in the PATH may lack modules.
    python=/usr/bin/python3
    [[ -x $python ]] || python=python3
    rm -rf .build/venv
    mkdir -p .build
    "$python" -m venv .build/venv
    .build/venv/bin/pip install --quiet --disable-pip-version-check --requirement Tests/requirements.txt >&2 || {
        say "The Python tools could not be installed from PyPI. When it can be reached: make setup"
        exit 1
    }
    cp Tests/requirements.txt .build/venv/requirements.txt
fi
