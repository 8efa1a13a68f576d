"""The API of `make run` and the same endpoints in FastAPI under uvicorn, for gateway_bench and events_bench.

Both store their items durably in the same LocalTable and verify the same tokens. During the run no entry of the outbox
is sent, neither the gateway's nor FastAPI's.
"""

import base64
import contextlib
import json
import os
import pathlib
import re
import subprocess
import time
import urllib.request

import boto3

from table_bench import ended, free_port

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SECONDS = 1.0
MOST_CLIENTS = 64


class Tokens:
    """Tokens for new users."""

    def __init__(self, data: pathlib.Path):
        import jwt
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        sample = subprocess.run(
            [ROOT / ".build/release/Gateway", "token", "--user", "bench", "--data", data, "--template",
             ROOT / "template.yaml"], check=True, stdout=subprocess.PIPE, text=True).stdout
        self.sign = jwt.PyJWS().encode
        # Reading it takes as long as fifty signatures, so it is read once.
        self.key = load_pem_private_key((data / "issuer.pem").read_bytes(), None)
        self.header, self.claims = (
            json.loads(base64.urlsafe_b64decode(part + "==")) for part in sample.split(".")[:2])
        self.users = 0

    def token(self, user: str, *roles: str) -> str:
        claims = {**self.claims, "sub": user, "email": f"{user}@example.com", "cognito:groups": roles}
        return self.sign(json.dumps(claims).encode(), self.key, "RS256", self.header)

    def make(self, count: int) -> list[str]:
        self.users += count
        return [self.token(f"user-{number}") for number in range(self.users - count, self.users)]


class API:
    """A running API: its address, its table and its process."""

    def __init__(self, process: subprocess.Popen, port: int, table_port: int, folder: pathlib.Path):
        self.process, self.port, self.table_port = process, port, table_port
        self.tokens = Tokens(folder / "data")
        self.requests = folder / "requests"
        self.table = boto3.client(
            "dynamodb", endpoint_url=f"http://127.0.0.1:{table_port}", region_name="eu-west-1",
            aws_access_key_id="local", aws_secret_access_key="local")
        self.table_name = self.table.list_tables()["TableNames"][0]

    def peak_memory(self, function: str) -> float:
        """Returns the peak memory of the function process that used the most, in megabytes."""
        listed = subprocess.run(
            ["pgrep", "--parent", str(self.process.pid), "--full", f"/{function}$"], check=True,
            stdout=subprocess.PIPE, text=True).stdout
        return max(
            int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{number}/status").read_text())[1]) / 1e3
            for number in listed.split())


@contextlib.contextmanager
def gateway(folder: pathlib.Path):
    """Runs the release build in front of the packaged functions."""
    functions = folder / "functions"
    functions.mkdir(parents=True)
    for package in (ROOT / ".build/lambda").glob("*/bootstrap"):
        (functions / package.parent.name).symlink_to(package)
    template = folder / "template.yaml"
    template.write_text(without_events((ROOT / "template.yaml").read_text()))
    command = [
        ROOT / ".build/release/Gateway", "run", "--port", "0", "--table-port", "0", "--data", folder / "data",
        "--template", template, "--functions", functions, "--concurrency", str(MOST_CLIENTS),
        *(word for limit in ("Throttling", "Public") for part in ("Rate", "Burst")
          for word in ("--parameter", f"{limit}{part}=1000000"))]
    environment = {name: value for name, value in os.environ.items() if name != "DYNAMODB_ENDPOINT"}
    with ended(subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)) as process:
        banner = ""
        while "Ready" not in banner and (line := process.stdout.readline()):
            banner += line
        ports = [int(port) for port in re.findall(r"http://127\.0\.0\.1:(\d+)", banner)]
        yield API(process, ports[0], ports[2], folder)


def without_events(template: str) -> str:
    """Returns the template with its streams and schedules disabled."""
    template, streams = re.subn(r"(?m)^( *)StartingPosition: .*$", r"\g<0>\n\1Enabled: false", template)
    template, schedules = re.subn(r"Schedule: rate\([^)]*\)", r"\g<0>, Enabled: false", template)
    assert streams and schedules, "the template's events are written in another way"
    return template


@contextlib.contextmanager
def fast_api(folder: pathlib.Path, ours: API):
    """Runs FastAPI on the gateway's table; returns its port."""
    port = free_port()
    keys, claims = folder / "keys.json", ours.tokens.claims
    keys.write_bytes(urllib.request.urlopen(f"http://127.0.0.1:{ours.port}/.well-known/jwks.json").read())
    environment = {
        **os.environ, "AWS_ACCESS_KEY_ID": "local", "AWS_DEFAULT_REGION": "eu-west-1", "AWS_SECRET_ACCESS_KEY": "local",
        "DYNAMODB_ENDPOINT": f"http://127.0.0.1:{ours.table_port}", "EDUCATION_TABLE": ours.table_name,
        "TOKEN_AUDIENCE": claims["aud"], "TOKEN_ISSUER": claims["iss"], "TOKEN_KEYS": str(keys),
    }
    command = [
        ROOT / ".build/venv/bin/uvicorn", "yardstick_events:app", "--app-dir", HERE, "--port", str(port), "--workers",
        "2"]
    # It writes a line for each request, as the gateway does.
    with ended(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)):
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/docs", timeout=1).read()
                break
            time.sleep(0.05)
        yield port


class Figures:
    """The results of gateway_load: requests per second, the median and 99th percentile in microseconds, and the 503s.
    """

    def __init__(self, printed: str):
        words = printed.split()
        self.rate, self.half, self.slow = (float(word) for word in words[:3])
        self.refused = int(words[3])


def measure(
    load: pathlib.Path, ours: API, port: int, clients: int, requests: list[str], again: bool = False,
    seconds: float = SECONDS
) -> Figures:
    """Calls the API at a port; answers of 503 are only counted."""
    ours.requests.write_text("".join(request + "\n" for request in requests))
    return Figures(subprocess.run(
        [load, str(port), str(clients), str(seconds), "again" if again else "once", ours.requests], check=True,
        stdout=subprocess.PIPE, text=True).stdout)


def column(runs: list[Figures]) -> str:
    """Formats the median run as a table cell."""
    half, slow = (sorted(times)[len(runs) // 2] / 1e3 for times in zip(*((run.half, run.slow) for run in runs)))
    rates = sorted(run.rate for run in runs)
    text = f"{rates[len(rates) // 2]:,.0f}/s (best {rates[-1]:,.0f}), p50 {half:.1f} ms, p99 {slow:.1f} ms"
    refused = sum(run.refused for run in runs)
    return f"{text}, {refused} × 503" if refused else text
