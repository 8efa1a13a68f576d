"""AWS's Runtime Interface Emulator, from aws-sam-cli, running a packaged function."""

import contextlib
import json
import os
import pathlib
import platform
import signal
import socket
import subprocess
import sys
import time
import urllib.request

PACKAGED = pathlib.Path(__file__).resolve().parents[2] / ".build/lambda"


def answer(function: str, event: bytes, settings: dict[str, str]) -> dict:
    """Returns the function's answer under the emulator, with the environment of the tests and these settings."""
    import samcli.local.rapid

    machine = {"x86_64": "x86_64", "aarch64": "arm64"}[platform.machine()]
    emulator = pathlib.Path(samcli.local.rapid.__path__[0]) / f"aws-lambda-rie-{machine}"
    front, back = free_port(), free_port()
    process = subprocess.Popen(
        [emulator, "--log-level", "error", "--runtime-interface-emulator-address", f"127.0.0.1:{front}",
         "--runtime-api-address", f"127.0.0.1:{back}", PACKAGED / function / "bootstrap"],
        env={**os.environ, "AWS_LAMBDA_FUNCTION_NAME": function, **settings},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(front)
        request = urllib.request.Request(
            f"http://127.0.0.1:{front}/2015-03-31/functions/function/invocations", data=event)
        return json.loads(urllib.request.urlopen(request, timeout=20).read())
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    sys.exit(f"nothing listens on port {port}")
