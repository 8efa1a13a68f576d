"""Processes of this machine, as Linux reports them."""

import contextlib
import os
import pathlib
import signal
import time
import typing


def wait_until(condition: typing.Callable, seconds: float = 60):
    """Waits until the condition holds; raises TimeoutError if it doesn't in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for has not happened")
        time.sleep(0.02)


def children(process: int) -> list[int]:
    """Returns the running child processes."""
    found = []
    for thread in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(word) for word in thread.read_text().split()]
    return found


def name(process: int) -> str:
    """Returns the name of the executable; empty if the process has ended."""
    try:
        return os.path.basename(os.readlink(f"/proc/{process}/exe"))
    except OSError:
        return ""


def environment(process: int) -> dict[str, str]:
    """Returns the environment in which the process was started."""
    lines = pathlib.Path(f"/proc/{process}/environ").read_bytes().decode().split("\0")
    return dict(line.split("=", 1) for line in lines if line)


def kill(process: int) -> bool:
    """Kills the process; returns False if it has already ended."""
    try:
        os.kill(process, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False
