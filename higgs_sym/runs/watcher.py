"""The process that watches another one: it reads what that says and what signals reach it, and ends it if need be."""

from __future__ import annotations

import contextlib
import math
import os
import select
import signal
import struct
import time
from typing import NoReturn

PATIENCE = 0.7  # seconds in which a signal must be answered
LAST = 0.1  # seconds that a process is given to end
LATE = 5.0  # seconds, or as many as a budget had, for which a step may outlast it
SIGNALS = (signal.SIGINT, signal.SIGTERM)
# The first byte of what is said; after the second the seconds of a budget follow, after the third a length and a text.
ANSWERED, LEFT, WORDS = b"\0", b"\xfe", b"\xfd"
WIDTH = struct.calcsize("d")


def watch(pipe: int, parent: int) -> NoReturn:
    """The life of the child: it ends with the pipe or with the parent."""
    try:
        for number in (*SIGNALS, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        with contextlib.suppress(OSError):
            os.close(0)
        _Watcher(pipe, parent).run()
    finally:
        os._exit(0)


class _Watcher:
    def __init__(self, pipe: int, parent: int) -> None:
        self.pipe, self.parent = pipe, parent
        self.signalled = math.inf  # when the first signal that has no answer becomes too old
        self.asked = math.inf  # the same for a question
        self.budget, self.spent = math.inf, math.inf  # seconds of CPU, and those of the parent when they are gone
        self.words = b""  # to be printed where a budget is what ends the parent

    def run(self) -> None:
        while True:
            late = self.late()
            if self.heard(min(late, min(self.signalled, self.asked) - time.monotonic())):
                return
            now = time.monotonic()
            if now >= self.signalled:
                self.end("interrupted within one long step")
                return
            if now >= self.asked and self.words:
                self.speak()
                return
            if now >= self.asked:
                self.end(f"the time of {self.budget:.3g} s ended within one long step; nothing is decided")
                return
            if late <= 0:
                self.asked = now + PATIENCE
                os.kill(self.parent, signal.SIGALRM)

    def late(self) -> float:
        """In how many seconds the parent has spent its budget and as much again, at the earliest."""
        if self.spent == math.inf or self.asked < math.inf:
            return math.inf
        return self.spent + max(LATE, self.budget) - _cpu(self.parent)

    def heard(self, wait: float) -> bool:
        """Whether the parent has left; takes in what it says within so many seconds."""
        ready, _, _ = select.select([self.pipe], [], [], None if wait == math.inf else max(0.0, wait))
        if not ready:
            return False
        said = os.read(self.pipe, 1 + WIDTH)
        while said:
            first, said = said[:1], said[1:]
            if first == LEFT:
                said += self.rest(WIDTH - len(said))
                self.budget, said = struct.unpack("d", said[:WIDTH])[0], said[WIDTH:]
                self.spent = _cpu(self.parent) + self.budget
                self.asked = math.inf
            elif first == WORDS:
                said += self.rest(WIDTH - len(said))
                length, said = int(struct.unpack("d", said[:WIDTH])[0]), said[WIDTH:]
                said += self.rest(length - len(said))
                self.words, said = said[:length], said[length:]
            elif first == ANSWERED:
                self.signalled = math.inf
                if self.asked < math.inf:
                    self.asked, self.spent = math.inf, self.spent + LATE
            elif first[0] in SIGNALS:
                self.signalled = min(self.signalled, time.monotonic() + PATIENCE)
            if not said:
                return False
        return True

    def rest(self, length: int) -> bytes:
        """What is missing of a message."""
        found = b""
        while len(found) < length:
            more = os.read(self.pipe, length - len(found))
            if not more:
                break
            found += more
        return found

    def speak(self) -> None:
        """Print the last words of the parent in its place, and let it end with 1: SIGHUP, which it meets with _exit."""
        with contextlib.suppress(OSError):
            os.write(1, self.words)
        self.press(signal.SIGHUP, signal.SIGKILL)

    def end(self, reason: str) -> None:
        """End the parent: its second SIGINT is left to the system."""
        with contextlib.suppress(OSError):
            os.write(2, f"higgs-sym: error: {reason}\n".encode())
        self.press(signal.SIGINT, signal.SIGINT, signal.SIGKILL)

    def press(self, *numbers: int) -> None:
        """Send one signal after the other until the parent has left."""
        for number in numbers:
            with contextlib.suppress(OSError):
                os.kill(self.parent, number)
            until = time.monotonic() + LAST
            while time.monotonic() < until:
                if self.heard(LAST):
                    return


def _cpu(process: int) -> float:
    """Seconds of CPU that a process has used; where the system does not say, the time since it started."""
    try:
        return time.clock_gettime((~process << 3) | 2)
    except OSError:
        return time.monotonic()
