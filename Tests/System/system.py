"""The whole system on this machine, with its own ports and data, for black-box tests."""

import base64
import contextlib
import datetime
import email
import email.message
import email.policy
import functools
import json
import os
import pathlib
import re
import select
import shlex
import signal
import subprocess
import tempfile
import time

import boto3
import boto3.dynamodb.types
import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key

import processes
from caller import Answer, Caller

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = ROOT / ".build/debug"
GATEWAY = BUILT / "Gateway"
REGION = "eu-west-1"
# Times at which all earlier failures are due for a retry.
SWEEPS = [datetime.timedelta(minutes=10), *(datetime.timedelta(hours=hours) for hours in range(2, 60, 2))]


class System:
    """A system that runs from its creation until `stop`; it can be restarted, keeping its data and its ports."""

    def __init__(
        self, *options, functions: pathlib.Path = BUILT, with_own_table: bool = True, is_apart: bool = False
    ):
        """`options` are the gateway's; GATEWAY_OPTIONS in the environment adds more.

        Without a table of its own, the system uses the one at DYNAMODB_ENDPOINT, if that is set. A system that is apart
        has its own process group, like a program started at a terminal.
        """
        self._cleanup = contextlib.ExitStack()
        self.folder = pathlib.Path(self._cleanup.enter_context(tempfile.TemporaryDirectory()))
        self._log = self._cleanup.enter_context(open(self.folder / "log", "w+"))
        self._options = [*options, *shlex.split(os.environ.get("GATEWAY_OPTIONS", "")), "--functions", functions]
        self._is_apart = is_apart
        self._environment = dict(os.environ)
        if with_own_table:
            self._environment.pop("DYNAMODB_ENDPOINT", None)
        self._ports = ["0", "0", "0"]
        self._process = None
        self.start()

    # Starting and stopping.

    def start(self):
        """Starts the system, with the same data and on the same ports as before."""
        ports = zip(["--port", "--table-port", "--ses-port"], self._ports)
        self._process = subprocess.Popen(
            [GATEWAY, "run", *(word for option in ports for word in option), *self._place(), *self._options], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=self._log, env=self._environment, start_new_session=self._is_apart)
        banner = self._banner()
        self.url, self.table_url, self.ses_url = (
            re.search(pattern, banner)[1]
            for pattern in (r"The API is at +(\S+)", r"The table +(\S+)", r"\(SES: (\S+)\)"))
        self.port = int(self.url.rpartition(":")[2])
        self._ports = [url.rpartition(":")[2] for url in (self.url, self.table_url, self.ses_url)]

    def _banner(self) -> str:
        banner = b""
        while b"Ready" not in banner:
            ready, _, _ = select.select([self._process.stdout], [], [], 30)
            # Bypasses the file object's buffer, which select doesn't see.
            part = os.read(self._process.stdout.fileno(), 4096) if ready else b""
            if not part:
                log = self.log()
                self.stop()
                raise RuntimeError(f"the gateway did not start: {banner.decode()}{log}")
            banner += part
        return banner.decode()

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Sends the signal and waits for the end; returns the exit status."""
        process, self._process = self._process, None
        process.send_signal(number)
        return self._ending(process)

    def press_ctrl_c(self) -> int:
        """Signals the whole process group, as the terminal does for Ctrl-C."""
        process, self._process = self._process, None
        os.killpg(process.pid, signal.SIGINT)
        return self._ending(process)

    @staticmethod
    def _ending(process: subprocess.Popen) -> int:
        process.stdout.close()
        return process.wait(timeout=60)

    def stop(self):
        """Ends the system for good and deletes its data."""
        if self._process:
            self.end()
        self._cleanup.close()

    def log(self) -> str:
        """Returns the log so far."""
        return (self.folder / "log").read_text()

    def processes(self, *functions: str) -> list[int]:
        """Returns the processes of these functions, or of all."""
        children = processes.children(self._process.pid)
        return [process for process in children if not functions or processes.name(process) in functions]

    # Callers.

    def _place(self) -> list:
        return ["--data", self.folder / "data", "--template", ROOT / "template.yaml"]

    def token(self, user: str, *roles: str) -> str:
        """Returns a valid token, made by the system's own program."""
        return subprocess.run(
            [GATEWAY, "token", *self._place(), "--user", user, *(["--roles", ",".join(roles)] if roles else [])],
            check=True, capture_output=True, text=True).stdout.strip()

    @functools.cached_property
    def _sample(self) -> tuple:
        key = load_pem_private_key((self.folder / "data/issuer.pem").read_bytes(), None)
        return key, *(json.loads(base64.urlsafe_b64decode(part + "==")) for part in self.token("x").split(".")[:2])

    def quick_token(self, user: str, **claims) -> str:
        """Returns a token without starting a process, for tests that need hundreds; adds claims to the usual ones."""
        key, header, sample = self._sample
        mine = {"sub": user, "name": user, "email": f"{user}@example.com", **claims}
        return jwt.PyJWS().encode(json.dumps({**sample, **mine}).encode(), key, "RS256", header)

    def caller(self, token: str | None = None) -> Caller:
        """Returns a caller with that token and a persistent connection."""
        return Caller(self.port, token)

    def ask(self, method: str, path: str, token: str | None = None, body=None) -> Answer:
        """Returns the answer to one request."""
        with contextlib.closing(self.caller(token)) as caller:
            return caller.ask(method, path, body)

    # Stored data.

    def status(self) -> dict:
        return self.ask("GET", "/_local/status.json").json

    def mails(self) -> list[email.message.EmailMessage]:
        """Returns all mails sent through SES, the newest first."""
        return [email.message_from_bytes(mail, policy=email.policy.default) for mail in self.raw_mails()]

    def raw_mails(self) -> list[bytes]:
        """Returns all mails sent through SES, byte for byte."""
        found, before = [], ""
        with contextlib.closing(self.caller()) as caller:
            while before is not None:
                page = caller.ask("GET", f"/_local/mail.json?count=500{before}").json
                found += [caller.ask("GET", f"/_local/mail/{mail['id']}/raw").body for mail in page["messages"]]
                before = f"&before={page['next']}" if "next" in page else None
        return found

    def play_dead(self, seconds: int):
        """Makes SES unavailable for that long; 0 ends it."""
        status = self.ask("POST", "/_local/mail/outage", body=f"seconds={seconds}").status
        assert status == 303, status

    def _keys(self) -> dict[str, str]:
        own = {name: self._environment.get(name) for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
        is_other = "DYNAMODB_ENDPOINT" in self._environment and all(own.values())
        return own if is_other else dict.fromkeys(own, "local")

    def client(self, service: str):
        """Returns a boto3 client for the table, or for its streams."""
        keys = {name.lower(): value for name, value in self._keys().items()}
        return boto3.client(service, endpoint_url=self.table_url, region_name=REGION, **keys)

    def items(self) -> list[dict]:
        """Returns all items of the table."""
        database = self.client("dynamodb")
        pages = database.get_paginator("scan").paginate(TableName=self.table_name, ConsistentRead=True)
        return [plain(item) for page in pages for item in page["Items"]]

    @functools.cached_property
    def table_name(self) -> str:
        return self.status()["tables"][0]["name"]

    def outbox(self) -> list[dict]:
        return [item for item in self.items() if item["entityType"] == "OUTBOX"]

    def pending(self) -> list[dict]:
        return [entry for entry in self.outbox() if entry["status"] == "PENDING"]

    # The outbox, faster than the clock allows.

    def wait_for_stream(self):
        """Waits until DispatchOutbox has been called with all records, whatever the result.

        That is the case when nothing happens for longer than the longest pause of a stream's reader. After a crowd
        during which it was repeatedly killed, it may be minutes behind.
        """
        calm, last, deadline = 0, None, time.monotonic() + 300
        while calm < 15:
            stream = self.status()["streams"][0]
            if time.monotonic() > deadline:
                raise TimeoutError(f"the stream is not done with: {stream}")
            now = [stream[name] for name in ("batches", "failures", "records", "filtered", "waiting")]
            calm = calm + 1 if now == last and stream["waiting"] == 0 else 0
            last = now
            time.sleep(0.1)

    def sweep(self, ahead: datetime.timedelta):
        """Calls SweepOutbox with a clock set ahead, in the environment that the gateway gives functions."""
        moment = datetime.datetime.now(datetime.timezone.utc) + ahead
        function = "SweepOutbox"
        processes.wait_until(lambda: self.processes("DispatchOutbox", function))
        given = processes.environment(self.processes("DispatchOutbox", function)[0])
        del given["AWS_LAMBDA_RUNTIME_API"]
        # The function's settings without the API, which `Invoke` provides.
        subprocess.run(
            [BUILT / "Invoke", BUILT / function, ROOT / "events/sweep-outbox.json"], check=True, capture_output=True,
            env={**given, "AWS_LAMBDA_FUNCTION_NAME": function, "FIXED_TIME": moment.isoformat()[:19] + "Z"})

    def sweep_until_all_is_done(self):
        """Sweeps at times when all failed entries are due again, until nothing is pending."""
        for ahead in SWEEPS:
            if not self.pending():
                return
            self.sweep(ahead)
        if left := self.pending():
            raise AssertionError(f"never carried out: {left}")


def plain(item: dict) -> dict:
    """Returns an item of the table without the names of its types."""
    read = boto3.dynamodb.types.TypeDeserializer().deserialize
    return {name: read(value) for name, value in item.items()}
