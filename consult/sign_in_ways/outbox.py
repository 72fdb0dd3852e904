"""Messages on their way: sent beside the requests, so that a slow provider keeps nobody waiting and tells nothing.

A page answers before its message is sent, whether there is one or not. Two are sent at a time, some wait, and when a
provider has stopped answering the rest is dropped: whoever wanted one asks again, or takes the letter.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from queue import Full, Queue
from threading import Lock, Thread

from consult.sign_in_ways.interface import CodeMessage, MessageSender, WaySilent

HANDS = 2
MOST_WAITING = 64

_LOG = logging.getLogger("consult.security")


@dataclass(frozen=True, slots=True)
class _Letter:
    sender: MessageSender
    message: CodeMessage
    now: datetime


class Outbox:
    """Sends messages with a few hands of its own, and counts what became of them."""

    def __init__(self, hands: int = HANDS, most_waiting: int = MOST_WAITING) -> None:
        self._waiting: Queue[_Letter] = Queue(most_waiting)
        self._hands, self._guard = hands, Lock()
        self._at_work: list[Thread] = []
        self._outcomes: Counter[str] = Counter()

    def post(self, sender: MessageSender, message: CodeMessage, *, now: datetime) -> None:
        """Have a message sent soon; drops it where too many wait."""
        self._begin()
        try:
            self._waiting.put_nowait(_Letter(sender, message, now))
        except Full:
            self._count("dropped", sender, "too-many-waiting")

    def outcomes(self) -> Mapping[str, int]:
        """How many were `sent`, `failed` and `dropped` since the process began."""
        with self._guard:
            return {outcome: self._outcomes[outcome] for outcome in ("sent", "failed", "dropped")}

    def wait(self) -> None:
        """Until nothing is waiting or being sent."""
        self._waiting.join()

    def _begin(self) -> None:
        # On first use: a process that forks its workers after loading would leave the hands behind.
        with self._guard:
            missing = self._hands - len([hand for hand in self._at_work if hand.is_alive()])
            for _ in range(missing):
                hand = Thread(target=self._work, name="messages", daemon=True)
                self._at_work.append(hand)
                hand.start()

    def _work(self) -> None:
        while True:
            letter = self._waiting.get()
            try:
                self._send(letter)
            finally:
                self._waiting.task_done()

    def _send(self, letter: _Letter) -> None:
        try:
            letter.sender.send(letter.message, now=letter.now)
        except WaySilent as silent:
            self._count("failed", letter.sender, silent.why)
        except Exception as fault:
            # A fault of ours must not end the hand; its words might quote what was sent.
            self._count("failed", letter.sender, type(fault).__name__)
        else:
            self._count("sent", letter.sender, "")

    def _count(self, outcome: str, sender: MessageSender, why: str) -> None:
        with self._guard:
            self._outcomes[outcome] += 1
        if outcome != "sent":
            _LOG.warning("message %s: %s by %s", outcome, why, sender.name)


OUTBOX = Outbox()
"""The one of this process."""
