"""Voters who do not give up: over real HTTP, whatever is killed meanwhile, until each holds a receipt.

A voter signs in with the letter, opens the ballot and sends it; where no answer comes, or the page says that nothing
could be recorded, the same form is sent once more. An acknowledgement is the way to the receipt (303): from that moment
the ballot must never be lost.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from queue import Empty, Queue

from scripts.prove.posting import Answered, Phone

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_TITLE = re.compile(r"<h1[^>]*>([^<]+)</h1>")
_SHOWN = re.compile(r'confirmation_panel__code">([^<]+)<')
_AGAIN = 0.2
"""Seconds after which a voter whose line broke tries again."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A ballot for which the way to the receipt was shown, and the code that the receipt then showed."""

    submission: str
    receipt: str
    after: int
    """How many times it had been sent before."""


@dataclass
class Voting:
    """A vote on its way: who still has to answer, what was acknowledged, and all that should never have come back."""

    code: str
    ports: Sequence[int]
    """Doors to the service; a voter whose line breaks goes to any of them."""
    letters: list[str]
    """Those that lie ready; `release` hands them out."""
    seed: int = 1
    acknowledged: dict[str, Acknowledged | None] = field(default_factory=dict)
    """By submission, from the 303 on; None until the receipt was read."""
    met: Counter[int] = field(default_factory=Counter)
    """How often a ballot's form was answered with which status; 0 where no answer came."""
    titles: Counter[str] = field(default_factory=Counter)
    """What the pages said that took nothing just now."""
    slowest: float = 0.0
    """Seconds for which somebody waited for the answer to a ballot's form."""
    repeated: int = 0
    """Ballots that were sent once more after they had been acknowledged."""
    faults: list[str] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    _handed_out: Queue[str] = field(default_factory=Queue)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, voters: int) -> None:
        """Let so many voters answer at the same time, as soon as they have letters."""
        self._threads = [threading.Thread(target=self._lane, args=(at,), daemon=True) for at in range(voters)]
        for thread in self._threads:
            thread.start()

    def release(self, letters: int) -> None:
        """Hand out so many more letters, as far as there are any."""
        for _ in range(min(letters, len(self.letters))):
            self._handed_out.put(self.letters.pop())

    def finish(self) -> None:
        """Hand out all that are left, and wait until everybody has voted."""
        self.release(len(self.letters))
        self._handed_out.join()
        self.break_off()

    def break_off(self) -> None:
        """Let everybody stop where they are."""
        self.is_over.set()
        for thread in self._threads:
            thread.join()

    def _lane(self, at: int) -> None:
        chance = random.Random(f"{self.seed} {at}")
        while not self.is_over.is_set():
            with suppress(Empty):
                self._one(self._handed_out.get(timeout=0.2), chance)

    def _one(self, letter: str, chance: random.Random) -> None:
        try:
            Voter(self, letter, chance).vote()
        except Exception as error:
            if not self.is_over.is_set():
                self.faults.append(f"a voter could not go on: {error!r}")
        finally:
            self._handed_out.task_done()

    def met_by_a_form(self, answered: Answered, seconds: float) -> None:
        """Count an answer to a ballot's form."""
        with self._lock:
            self.met[answered.status] += 1
            self.slowest = max(self.slowest, seconds)
            if answered.status == 503:
                self.titles.update(_TITLE.findall(answered.body))


@dataclass
class Voter:
    """One household at its phone."""

    voting: Voting
    letter: str
    chance: random.Random
    phone: Phone = field(init=False)
    form: dict[str, str] = field(default_factory=dict)
    sent: int = 0

    def __post_init__(self) -> None:
        """Take a phone to hand."""
        self.phone = Phone(0, "")
        self._go_to_any_door()

    def vote(self) -> None:
        """From the letter to the receipt."""
        self.open_ballot()
        self.send_until_acknowledged()
        self.read_receipt()
        if self.chance.random() < 0.1:
            self._send_once_more()
        self.phone.close()

    def open_ballot(self) -> None:
        """Sign in and fill in the form."""
        page = self._until(lambda: self.phone.ask("GET", f"/h/{self.letter}"), 200)
        token = {"csrf_token": dict(_HIDDEN.findall(page.body))["csrf_token"]}
        self._until(lambda: self.phone.ask("POST", f"/h/{self.letter}", token), 303)
        page = self._until(lambda: self.phone.ask("GET", self._ballot), 200)
        fields = dict(_HIDDEN.findall(page.body))
        self.form = {name: fields[name] for name in ("csrf_token", "submission_id", "text")}
        self.form |= {"q1": self.chance.choice(["agree", "oppose"]), "q2": "agree", "step": "send"}

    @property
    def submission(self) -> str:
        """The key of its form."""
        return self.form["submission_id"]

    @property
    def _ballot(self) -> str:
        return f"/c/{self.voting.code}/ballot"

    def send(self) -> Answered:
        """Send the form once; an acknowledgement is noted before anything else happens."""
        self.sent += 1
        begun = time.monotonic()
        answered = self.phone.ask("POST", self._ballot, self.form)
        if answered.status == 303:
            self.voting.acknowledged.setdefault(self.submission, None)
        self.voting.met_by_a_form(answered, time.monotonic() - begun)
        return answered

    def send_until_acknowledged(self) -> None:
        """Send the same form until the way to the receipt is shown."""
        self._until(self._send_and_look, 303)

    def _send_and_look(self) -> Answered:
        answered = self.send()
        if answered.status == 503:
            self._look_at(answered)
        return answered

    def _look_at(self, answered: Answered) -> None:
        """A page that says that nothing is taken just now: it says when to come again, and keeps what was filled in."""
        kept = {name: unescape(value) for name, value in _HIDDEN.findall(answered.body)}
        if not answered.again_after.isdigit() or not self.form.items() <= kept.items():
            self.voting.faults.append(f"a 503 without its Retry-After, or without the answers: {kept}")

    def read_receipt(self) -> None:
        """Open the receipt and note its code."""
        page = self._until(lambda: self.phone.ask("GET", f"/c/{self.voting.code}/receipt"), 200)
        [shown] = _SHOWN.findall(page.body)
        self.voting.acknowledged[self.submission] = Acknowledged(self.submission, unescape(shown), self.sent - 1)

    def _send_once_more(self) -> None:
        """A button hit twice: the same receipt again."""
        before = self.voting.acknowledged[self.submission]
        self.send_until_acknowledged()
        self.read_receipt()
        self.voting.repeated += 1
        after = self.voting.acknowledged[self.submission]
        if before is None or after is None or before.receipt != after.receipt:
            self.voting.faults.append(f"another receipt for the same submission: {before} and {after}")

    def _until(self, ask: Callable[[], Answered], status: int) -> Answered:
        """Ask until this status comes; a line that breaks and a service that is out of order are asked again."""
        while not self.voting.is_over.is_set():
            answered = ask()
            if answered.status == status:
                return answered
            if 0 < answered.status < 500:
                raise RuntimeError(f"{answered.status} instead of {status}: {' '.join(answered.body.split())[:600]}")
            time.sleep(_AGAIN)
            self._go_to_any_door()
        raise RuntimeError("the vote was broken off")

    def _go_to_any_door(self) -> None:
        self.phone.close()
        self.phone.port = self.chance.choice(self.voting.ports)
        self.phone.origin = f"http://127.0.0.1:{self.phone.port}"
