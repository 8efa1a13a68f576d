"""The whole system on this machine, for a judge to ask: `Gateway run` with data of its own."""

import os
import pathlib
import re
import select
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GATEWAY = ROOT / ".build/debug/Gateway"


class System:
    """Runs from its making to `stop`."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self._data = f"{self._folder.name}/data"
        self._log = open(f"{self._folder.name}/log", "w+")
        self._process = subprocess.Popen(
            [GATEWAY, "run", "--port", "0", "--table-port", "0", "--data", self._data], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=self._log)
        self.url = self._wait_until_ready()

    def _wait_until_ready(self) -> str:
        banner = b""
        while b"Ready" not in banner:
            ready, _, _ = select.select([self._process.stdout], [], [], 30)
            # Past the buffer of the file object, of which select knows nothing.
            part = os.read(self._process.stdout.fileno(), 4096) if ready else b""
            if not part:
                log = self.log()
                self.stop()
                raise RuntimeError(f"the gateway did not start: {banner.decode()}{log}")
            banner += part
        return re.search(r"http://127[^\s]*", banner.decode())[0]

    def token(self, user: str, *roles: str) -> str:
        """A token that the system lets in with."""
        return subprocess.run(
            [GATEWAY, "token", "--data", self._data, "--user", user, *(["--roles", ",".join(roles)] if roles else [])],
            cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()

    def log(self) -> str:
        """What it has said so far."""
        self._log.seek(0)
        return self._log.read()

    def stop(self):
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()
        self._log.close()
        self._folder.cleanup()
