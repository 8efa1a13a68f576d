#!/usr/bin/env bash
# Deploys the packaged functions with SAM, or deletes the stack: deploy.sh deploy|destroy
#
# STACK names the stack (convene), ARCHITECTURE the processor of the functions (by default this machine's), VERSION the
# build that the service reports (by default from git), PARAMETERS further parameters of template.yaml as `Name=value
# Name='a value with blanks or "quotes"'`.
set -euo pipefail
cd "$(dirname "$0")/../.."

stack=${STACK:-convene}
architecture=${ARCHITECTURE:-$(uname -m | sed 's/aarch64/arm64/')}
version=${VERSION:-$(git describe --always --dirty --tags 2>/dev/null || echo unknown)}

say() { printf '%s\n' "$*" >&2; }

find_sam() {
    if command -v sam >/dev/null; then echo sam
    elif [[ -x .build/venv/bin/sam ]]; then echo .build/venv/bin/sam
    else say "SAM is missing. Install it with: make setup (or: pip install aws-sam-cli)"; exit 1
    fi
}

# Prints the architecture in an executable's ELF header.
machine_of() {
    case "$(od -An -t u2 -j 18 -N 2 "$1" | tr -d ' ')" in
        62) echo x86_64 ;;
        183) echo arm64 ;;
        *) echo unknown ;;
    esac
}

# Prints the parameters, one per line: split into words as by a shell, but without file name patterns, with their values
# in the quotes that SAM reads.
further_parameters() {
    local word value
    xargs printf '%s\n' <<<"$PARAMETERS" | while IFS= read -r word; do
        value=${word#*=}
        printf '%s="%s"\n' "${word%%=*}" "${value//\"/\\\"}"
    done
}

deploy() {
    local sam lines parameters=()
    sam=$(find_sam)
    if [[ -n ${PARAMETERS:-} ]]; then
        lines=$(further_parameters) || { say "PARAMETERS has a quote without its counterpart."; exit 1; }
        mapfile -t parameters <<<"$lines"
    fi
    for bootstrap in .build/lambda/*/bootstrap; do
        [[ -f $bootstrap ]] || { say "Nothing is packaged. Run: make package"; exit 1; }
        if [[ $(machine_of "$bootstrap") != "$architecture" ]]; then
            say "$bootstrap is for $(machine_of "$bootstrap"), not for $architecture: Lambda could not start it."
            say "Package on a machine of that kind, or deploy with ARCHITECTURE=$(machine_of "$bootstrap")."
            exit 1
        fi
    done
    "$sam" deploy --template-file template.yaml --stack-name "$stack" --capabilities CAPABILITY_IAM --resolve-s3 \
        --no-fail-on-empty-changeset --parameter-overrides "Architecture=$architecture" "Version=$version" \
        "${parameters[@]}"
}

destroy() {
    local sam answer
    sam=$(find_sam)
    say "This removes the stack $stack: its functions, its API, its logs."
    say "The table and the user pool stay, with all that is in them: they are retained and protected from deletion."
    say "To remove them too, switch their deletion protection off and delete them by hand, knowing what you lose."
    read -r -p "Type the stack's name to go on: " answer
    [[ $answer == "$stack" ]] || { say "Nothing was removed."; exit 1; }
    "$sam" delete --stack-name "$stack" --no-prompts
}

case ${1:-} in
    deploy) deploy ;;
    destroy) destroy ;;
    *) say "usage: deploy.sh deploy|destroy"; exit 64 ;;
esac
