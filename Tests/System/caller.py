"""Callers of the API."""

import contextlib
import http.client
import json
import random
import time
import typing

# The statuses for failures that are not the request's fault, after which a retry may succeed.
PASSING = {429, 500, 503}
PATIENCE = 300


class Answer(typing.NamedTuple):
    """An answer of the API, with lower-case header names."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Caller:
    """A caller with its own connection, which is replaced when it breaks."""

    def __init__(self, port: int, token: str | None = None):
        self._port, self._token, self._connection = port, token, None

    def close(self):
        if self._connection:
            self._connection.close()
            self._connection = None

    def ask(self, method: str, path: str, body=None, headers: dict[str, str] = {}) -> Answer:
        """Returns the answer to a request; raises an OSError or HTTPException when there is none."""
        authorization = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        if isinstance(body, dict):
            body = json.dumps(body)
        self._connection = self._connection or http.client.HTTPConnection("127.0.0.1", self._port, timeout=40)
        try:
            self._connection.request(method, path, body, {**authorization, **headers})
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)

    def insist(self, method: str, path: str, body=None, headers: dict[str, str] = {}) -> Answer:
        """Returns the first answer about the request itself, retrying soon, or at about the time that the API names."""
        deadline = time.monotonic() + PATIENCE
        while True:
            pause = 0.1
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = self.ask(method, path, body, headers)
                if answer.status not in PASSING or time.monotonic() > deadline:
                    return answer
                pause = float(answer.headers.get("retry-after", pause))
            if time.monotonic() > deadline:
                raise TimeoutError(f"{method} {path} was never answered")
            time.sleep(random.uniform(0.2, 2) * pause)


