"""Measures the API of `make run` beside the same endpoints in FastAPI under uvicorn: `make bench` prints its table.

Both keep their items durably in the same LocalTable, verify the same tokens, and are asked by the same C program over
connections that stay open; they take turns, and share the machine's cores with the program and the table.
"""

import base64
import contextlib
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time
import urllib.request

from table_bench import ROUNDS, ended, figure, free_port, ratio

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SECONDS = 1.0
# Of each, two sign-ups are made.
TOKENS = 1_000
CLIENTS = (1, 16, 64)
TITLES = {"list": "ListMeetups", "sign-up": "SignUpForMeetup"}


class Tokens:
    """Files of tokens, each for users that no other file has."""

    def __init__(self, data: pathlib.Path, sample: str):
        import jwt
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        self.sign = jwt.PyJWS().encode
        # Read once: that takes as long as fifty signatures.
        self.key = load_pem_private_key((data / "issuer.pem").read_bytes(), None)
        parts = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in sample.split(".")[:2]]
        self.header, self.claims = parts
        self.folder = data
        self.users = 0

    def file(self, count: int) -> pathlib.Path:
        path = self.folder / "tokens"
        with path.open("w") as file:
            for _ in range(count):
                self.users += 1
                claims = {**self.claims, "sub": f"user-{self.users}", "email": f"user-{self.users}@example.com"}
                file.write(self.sign(json.dumps(claims).encode(), self.key, "RS256", self.header) + "\n")
        return path


@contextlib.contextmanager
def gateway(folder: pathlib.Path):
    """The release build in front of the packaged functions: the ports of its API and of its table."""
    functions = folder / "functions"
    functions.mkdir()
    for package in (ROOT / ".build/lambda").glob("*/bootstrap"):
        (functions / package.parent.name).symlink_to(package)
    command = [
        ROOT / ".build/release/Gateway", "run", "--port", "0", "--table-port", "0", "--data", folder / "data",
        "--template", ROOT / "template.yaml", "--functions", functions, "--concurrency", str(max(CLIENTS)),
        "--parameter", "ThrottlingRate=1000000", "--parameter", "ThrottlingBurst=1000000"]
    environment = {name: value for name, value in os.environ.items() if name != "DYNAMODB_ENDPOINT"}
    with ended(subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)) as process:
        banner = ""
        while "Ready" not in banner and (line := process.stdout.readline()):
            banner += line
        ports = [int(port) for port in re.findall(r"http://127\.0\.0\.1:(\d+)", banner)]
        yield ports[0], ports[2]


@contextlib.contextmanager
def fast_api(folder: pathlib.Path, api: int, table: int, claims: dict):
    port = free_port()
    keys = folder / "keys.json"
    keys.write_bytes(urllib.request.urlopen(f"http://127.0.0.1:{api}/.well-known/jwks.json").read())
    environment = {
        **os.environ, "AWS_ACCESS_KEY_ID": "local", "AWS_DEFAULT_REGION": "eu-west-1", "AWS_SECRET_ACCESS_KEY": "local",
        "DYNAMODB_ENDPOINT": f"http://127.0.0.1:{table}", "EDUCATION_TABLE": table_name(table),
        "TOKEN_AUDIENCE": claims["aud"], "TOKEN_ISSUER": claims["iss"], "TOKEN_KEYS": str(keys),
    }
    command = [
        ROOT / ".build/venv/bin/uvicorn", "yardstick_api:app", "--app-dir", HERE, "--port", str(port), "--workers", "2",
        "--log-level", "warning"]
    with ended(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)):
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/docs", timeout=1).read()
                break
            time.sleep(0.05)
        yield port


def table_name(port: int) -> str:
    import boto3

    client = boto3.client(
        "dynamodb", endpoint_url=f"http://127.0.0.1:{port}", region_name="eu-west-1", aws_access_key_id="local",
        aws_secret_access_key="local")
    return client.list_tables()["TableNames"][0]


def measure(load: pathlib.Path, port: int, clients: int, what: str, tokens: pathlib.Path) -> list[float]:
    """Requests a second, and the microseconds of the median and of the slowest hundredth."""
    printed = subprocess.run(
        [load, str(port), str(clients), str(SECONDS), what, tokens], check=True, stdout=subprocess.PIPE, text=True)
    return [float(word) for word in printed.stdout.split()]


def rows(load: pathlib.Path) -> list[str]:
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        api, table = stack.enter_context(gateway(folder))
        sample = subprocess.run(
            [ROOT / ".build/release/Gateway", "token", "--user", "bench", "--data", folder / "data", "--template",
             ROOT / "template.yaml"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        tokens = Tokens(folder / "data", sample)
        servers = (api, stack.enter_context(fast_api(folder, api, table, tokens.claims)))
        # As many processes and connections as the most clients will want.
        for port in servers:
            measure(load, port, max(CLIENTS), "list", tokens.file(64))
            measure(load, port, max(CLIENTS), "sign-up", tokens.file(64))
        measured: dict[tuple[str, int], tuple[list, list]] = {}
        for _ in range(ROUNDS):
            for what in TITLES:
                for clients in CLIENTS:
                    pair = measured.setdefault((what, clients), ([], []))
                    for runs, port in zip(pair, servers):
                        count = TOKENS if what == "sign-up" else 64
                        runs.append(measure(load, port, clients, what, tokens.file(count)))
    return [
        f"| {TITLES[what]}, {clients} client{'s' * (clients > 1)} | {column(ours)} | {column(theirs)} "
        f"| {ratio([run[0] for run in ours], [run[0] for run in theirs])} |"
        for (what, clients), (ours, theirs) in measured.items()
    ]


def column(runs: list[list[float]]) -> str:
    half, slow = (sorted(run[index] for run in runs)[len(runs) // 2] / 1e3 for index in (1, 2))
    return f"{figure([run[0] for run in runs])}, p50 {half:.1f} ms, p99 {slow:.1f} ms"


def main(load: pathlib.Path) -> None:
    print("\n| The API of `make run`, requests a second | Convene | FastAPI, boto3 | Ratio |\n|---|---|---|---|")
    for row in rows(load):
        print(row, flush=True)
