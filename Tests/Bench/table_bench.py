"""Measures LocalTable beside ministack, over HTTP in the same run: `make bench` prints its table.

Both are called by the same C program over persistent connections, each of which sends its next request after an answer;
program and servers share the machine's cores. LocalTable stores its data durably in a file, as it does by default;
ministack keeps its own in memory.
"""

import contextlib
import os
import pathlib
import re
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request

import boto3

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ROUNDS = int(os.environ.get("ROUNDS", "7"))
SECONDS = 1.0
ITEMS, MANY_ITEMS = 1_000, 1_000_000
TITLES = {
    "GetItem": "GetItem",
    "PutItem": "PutItem",
    "Query": "Query of 20 items",
    "TransactWriteItems": "transaction of 3 items",
}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def ended(process: subprocess.Popen):
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def local_table(folder: str):
    data = pathlib.Path(folder) / "table.sqlite"
    command = [ROOT / ".build/release/Table", "--port", "0", "--data", data]
    with ended(subprocess.Popen(command, stdout=subprocess.PIPE, text=True)) as process:
        yield int(re.search(r"http://\S+:(\d+)", process.stdout.readline())[1])


@contextlib.contextmanager
def ministack(folder: str):
    port = free_port()
    environment = {
        **os.environ, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "LOG_LEVEL": "WARNING",
        "MINISTACK_REGION": "eu-west-1", "SERVICES": "dynamodb",
    }
    program = ROOT / ".build/venv/bin/ministack"
    with ended(subprocess.Popen([program], env=environment, cwd=folder, stderr=subprocess.DEVNULL)):
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_ministack/health", timeout=1).read()
                break
            time.sleep(0.05)
        yield port


def make_table(port: int, name: str, items: int, load: pathlib.Path) -> None:
    boto3.client(
        "dynamodb", endpoint_url=f"http://127.0.0.1:{port}", region_name="eu-west-1", aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="bench").create_table(
            TableName=name, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("PK", "SK")],
            KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}])
    subprocess.run([load, str(port), "1", "0", "BatchWriteItem", name, str(items)], check=True)


def rate(load: pathlib.Path, port: int, connections: int, operation: str, table: str, items: int) -> float:
    """Returns the operations per second."""
    return float(subprocess.run(
        [load, str(port), str(connections), str(SECONDS), operation, table, str(items)], check=True,
        stdout=subprocess.PIPE, text=True).stdout)


def figure(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f}/s (best {max(values):,.0f})"


def ratio(ours: list[float], others: list[float]) -> str:
    return f"{statistics.median(a / b for a, b in zip(ours, others)):.1f}"


def rows(load: pathlib.Path) -> list[str]:
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        ours, theirs = stack.enter_context(local_table(folder)), stack.enter_context(ministack(folder))
        for port in (ours, theirs):
            make_table(port, "few", ITEMS, load)
        make_table(ours, "many", MANY_ITEMS, load)
        measured: dict[tuple[str, int], tuple[list[float], list[float]]] = {}
        few, many = [], []
        for _ in range(ROUNDS):
            for operation in TITLES:
                for connections in (1, 16):
                    pair = measured.setdefault((operation, connections), ([], []))
                    pair[0].append(rate(load, ours, connections, operation, "few", ITEMS))
                    pair[1].append(rate(load, theirs, connections, operation, "few", ITEMS))
            few.append(rate(load, ours, 1, "Query", "few", ITEMS))
            many.append(rate(load, ours, 1, "Query", "many", MANY_ITEMS))
    printed = [
        f"| {TITLES[operation]}, {connections} connection{'s' * (connections > 1)} | {figure(pair[0])} "
        f"| {figure(pair[1])} | {ratio(*pair)} |"
        for (operation, connections), pair in measured.items()
    ]
    printed.append(
        f"| Query of 20 in a table of {MANY_ITEMS:,}, beside one of {ITEMS:,} | {figure(many)} | {figure(few)} "
        f"| {ratio(many, few)} |")
    return printed


def main(load: pathlib.Path) -> None:
    print("\n| LocalTable, operations a second | LocalTable | ministack | Ratio |\n|---|---|---|---|")
    for row in rows(load):
        print(row, flush=True)
