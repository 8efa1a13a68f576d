"""Concurrency in tests: threads that work until all is done, while a killer interferes."""

import os
import random
import threading
import time

SOAK = int(os.environ.get("SOAK") or 1)
SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(1 << 32))


class Crowd:
    """Threads whose failures are not lost."""

    def __init__(self):
        self._threads, self._failures = [], []

    def run(self, work, *arguments):
        """Starts work on a thread."""
        def guarded():
            try:
                work(*arguments)
            except BaseException as failure:
                self._failures.append(failure)

        self._threads.append(threading.Thread(target=guarded, daemon=True))
        self._threads[-1].start()

    def wait(self):
        """Waits until all work is done; raises the first failure, if any."""
        for thread in self._threads:
            thread.join()
        if self._failures:
            raise self._failures[0]


class Killer:
    """Repeatedly kills one of the processes returned by `choose`, with random pauses of up to that many seconds."""

    def __init__(self, choose, kill, longest_pause: float):
        self.kills = 0
        self._choose, self._kill, self._longest_pause = choose, kill, longest_pause
        self._chances, self._end = random.Random(SEED), threading.Event()
        self._crowd = Crowd()

    def __enter__(self):
        self._crowd.run(self._run)
        return self

    def __exit__(self, *_):
        self._end.set()
        self._crowd.wait()

    def _run(self):
        while not self._end.wait(self._chances.uniform(0, self._longest_pause)):
            victims = self._choose()
            if victims and self._kill(self._chances.choice(victims)):
                self.kills += 1
