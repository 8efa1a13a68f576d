"""Many at once: threads that each do something until all is done, and a hand that kills meanwhile."""

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
        """Begins that work."""
        def guarded():
            try:
                work(*arguments)
            except BaseException as failure:
                self._failures.append(failure)

        self._threads.append(threading.Thread(target=guarded, daemon=True))
        self._threads[-1].start()

    def wait(self):
        """Waits until everything is done; raises the first failure that there was."""
        for thread in self._threads:
            thread.join()
        if self._failures:
            raise self._failures[0]


class Killer:
    """Kills one of the processes that `choose` names, again and again, with pauses by chance up to so many seconds."""

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
