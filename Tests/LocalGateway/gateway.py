"""The real gateway in front of the packaged functions, each with a recorder of its events."""

import contextlib
import http.client
import json
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.append(str(ROOT / "Tests/System"))

from system import System  # noqa: E402 (the path above is where it is)


class Gateway:
    """A separate system with free ports, for the duration of a test."""

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
        self.system = System(functions=functions)
        self.cleanup.callback(self.system.stop)
        self.token = self.system.token("ada", "mentor")

    def ask(self, method: str, target: str, headers: list[tuple[str, str]] = [], body: bytes = b""):
        """Returns the answer (status, headers, body) to a request with the token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.system.port, timeout=20)
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
        """Returns the last event that the API gave a function."""
        return (self.folder / "event.json").read_bytes()
