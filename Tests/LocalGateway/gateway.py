"""The real gateway in front of the packaged functions, each behind a recorder of its events."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GATEWAY = ROOT / ".build/debug/Gateway"


class Gateway:
    """A system of its own with free ports, for as long as a test takes."""

    def __init__(self, settings: dict[str, str] = {}):
        self.cleanup = contextlib.ExitStack()
        self.folder = pathlib.Path(self.cleanup.enter_context(tempfile.TemporaryDirectory()))
        (self.folder / "settings.json").write_text(json.dumps(settings))
        functions = self.folder / "functions"
        functions.mkdir()
        for bootstrap in (ROOT / ".build/lambda").glob("*/bootstrap"):
            recorder = functions / bootstrap.parent.name
            recorder.write_text(
                f'#!/bin/sh\nexec "{sys.executable}" "{HERE}/recorder.py" "{bootstrap}" "{self.folder}"\n')
            recorder.chmod(0o755)
        command = [
            GATEWAY, "run", "--port", "0", "--table-port", "0", "--functions", functions, *self.place()]
        environment = {name: value for name, value in os.environ.items() if name != "DYNAMODB_ENDPOINT"}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
        self.cleanup.callback(self.end)
        banner = ""
        while "Ready" not in banner and (line := self.process.stdout.readline()):
            banner += line
        ports = re.findall(r"http://127\.0\.0\.1:(\d+)", banner)
        self.port, self.table_port = int(ports[0]), int(ports[2])
        self.token = subprocess.run(
            [GATEWAY, "token", "--user", "ada", "--roles", "mentor", *self.place()], check=True, capture_output=True,
            text=True).stdout.strip()

    def place(self) -> list:
        return ["--data", self.folder / "data", "--template", ROOT / "template.yaml"]

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method: str, target: str, headers: list[tuple[str, str]] = [], body: bytes = b""):
        """The answer (status, headers, body) of a request that bears the token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, target, skip_accept_encoding=True, skip_host=True)
        given = {name for name, _ in headers}
        usual = [("host", "localhost"), ("authorization", f"Bearer {self.token}"), ("content-length", str(len(body)))]
        for name, value in [pair for pair in usual if pair[0] not in given] + headers:
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        try:
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def event(self) -> bytes:
        """The last event that a function was given."""
        return (self.folder / "event.json").read_bytes()
