"""Runs a command with a LocalTable: with_local_table.py COMMAND [ARGUMENT ...]

Starts the executable (TABLE_EXECUTABLE, else .build/debug/Table) on a free port of 127.0.0.1 with a table in memory and
random keys, and runs the command with DYNAMODB_ENDPOINT and those keys in its environment. Index reads and eventually
consistent ones are TABLE_LAG milliseconds late (default 20), so that no code comes to rely on their being up to date;
expired items are removed within a second. TABLE_OPTIONS are further options of the table, such as --conflicts. If
DYNAMODB_ENDPOINT is already set, the command runs unchanged and nothing is started.
"""

import os
import pathlib
import re
import secrets
import select
import shlex
import subprocess
import sys

REGION = "eu-west-1"
ROOT = pathlib.Path(__file__).resolve().parents[2]


def executable() -> str:
    return os.environ.get("TABLE_EXECUTABLE") or str(ROOT / ".build/debug/Table")


def random_keys() -> dict[str, str]:
    """Returns random credentials as environment variables."""
    return {
        "AWS_ACCESS_KEY_ID": "AKIA" + secrets.token_hex(8).upper(),
        "AWS_REGION": REGION,
        "AWS_SECRET_ACCESS_KEY": secrets.token_urlsafe(30),
    }


def start(options: list[str], keys: dict[str, str]) -> tuple[subprocess.Popen, str]:
    """Starts the server; returns it with its endpoint, from the first line of its banner."""
    command = [
        executable(), "--port", "0", "--region", REGION, "--access-key-id", keys["AWS_ACCESS_KEY_ID"], *options,
        *shlex.split(os.environ.get("TABLE_OPTIONS", ""))]
    # The secret is passed in the environment, because arguments are visible in the list of processes.
    environment = {**os.environ, "TABLE_SECRET_ACCESS_KEY": keys["AWS_SECRET_ACCESS_KEY"]}
    environment.pop("TABLE_SESSION_TOKEN", None)
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    ready, _, _ = select.select([server.stdout], [], [], 30)
    banner = server.stdout.readline() if ready else ""
    if found := re.search(r"https?://[^\s/]+", banner):
        return server, found[0]
    server.kill()
    server.wait()
    sys.exit(f"{command[0]} did not start; its first line: {banner.strip()!r}")


def main(command: list[str]) -> int:
    if os.environ.get("DYNAMODB_ENDPOINT"):
        return subprocess.call(command)
    keys = random_keys()
    server, endpoint = start([
        "--in-memory", "--fast", "--lag", os.environ.get("TABLE_LAG", "20"), "--ttl-interval", "1"], keys)
    try:
        return subprocess.call(command, env={
            **{name: value for name, value in os.environ.items() if name != "AWS_SESSION_TOKEN"},
            **keys,
            "DYNAMODB_CHECKS_SIGNATURES": "true",
            "DYNAMODB_ENDPOINT": endpoint,
        })
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
