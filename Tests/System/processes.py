"""Processes of this machine, as Linux shows them."""

import contextlib
import os
import pathlib
import signal
import time
import typing


def wait_until(condition: typing.Callable, seconds: float = 60):
    """Waits until it holds; raises TimeoutError when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for has not happened")
        time.sleep(0.02)


def children(process: int) -> list[int]:
    """The processes that it has started and that have not ended."""
    found = []
    for thread in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(word) for word in thread.read_text().split()]
    return found


def name(process: int) -> str:
    """What its executable is called; empty when it has ended."""
    try:
        return os.path.basename(os.readlink(f"/proc/{process}/exe"))
    except OSError:
        return ""


def environment(process: int) -> dict[str, str]:
    """What it was told when it was started."""
    lines = pathlib.Path(f"/proc/{process}/environ").read_bytes().decode().split("\0")
    return dict(line.split("=", 1) for line in lines if line)


def kill(process: int) -> bool:
    """Kills it; false when it has ended already."""
    try:
        os.kill(process, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False
