"""What happens in a random election, line by line: ballots, second and invalid ones, service, tenants."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consult.domain.consent import Rule
from consult.domain.deemed import DeemedMode
from consult.domain.ledger import LineType
from consult.domain.procedure import Procedure
from consult.domain.question import Question
from consult.domain.question_json import answers_to_json
from tests.verifier.questions import answers
from tests.verifier.sheets_read import SheetsRead, sealed

Event = tuple[LineType, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Camps:
    """Who votes how: the question on the edge, the camp of each of those who take part, and how many electors."""

    questions: tuple[Question, ...]
    edge: Question
    camps: list[int]
    electors: int


def procedure(chance: random.Random, rule: Rule) -> Procedure:
    """The usual procedure, or any that this rule allows."""
    if chance.random() < 0.4:
        return Procedure()
    deemed = chance.choice(list(DeemedMode)) if rule.allows_deeming else DeemedMode.OFF
    return Procedure(
        blank_abstains=chance.random() < 0.4,
        invalid_takes_part=chance.random() < 0.4,
        late_paper=chance.random() < 0.5,
        deemed=deemed,
        clause={"zh": "逾期不反馈的，按多数意见计算。"} if deemed is not DeemedMode.OFF else {},
        proxy_cap=chance.choice((1, 2, 3)),
        replace=chance.random() < 0.4,
        follow=rule.allows_deeming and chance.random() < 0.4,
        tenants=chance.random() < 0.5,
    )


def events(chance: random.Random, rule: Rule, frozen: Procedure, camps: Camps) -> Iterator[Event]:
    """The lines between OPEN and CLOSE, in order; the first of them is number 2."""
    is_quiet = chance.random() < 0.4
    book = _Book(chance, frozen, camps, rule.allows_proxies)
    for at, camp in enumerate(camps.camps):
        book.vote(at + 1, camp)
        if not is_quiet:
            book.disturb(at + 1)
    if not is_quiet:
        book.set_aside()
        book.settle()
    if frozen.tenants:
        book.ask_tenants()
    if frozen.paper_twice and chance.random() < 0.7:
        book.sheets.reconcile()
    if frozen.deemed is not DeemedMode.OFF:
        served = [n for n in range(1, camps.electors + 1) if chance.random() < 0.7]
        book.write(LineType.SERVED, {"electors": served})
    return iter(book.lines)


class _Book:
    def __init__(self, chance: random.Random, frozen: Procedure, camps: Camps, allows_proxies: bool) -> None:
        self._chance, self._frozen, self._camps = chance, frozen, camps
        self._agents = range(camps.electors + 1 - max(1, camps.electors // 4), camps.electors + 1)
        """Only the last few represent others, and nobody represents them: chains cannot come about."""
        self._allows_proxies = allows_proxies
        self._represented: dict[int, int] = {}
        self._cast: dict[int, int] = {}
        self._doubles: list[tuple[int, int, int, dict[str, Any]]] = []
        self._own: dict[int, tuple[int, dict[str, Any]]] = {}
        """Elector → the first kept second ballot that the household sent itself, and what opens it."""
        self._fell: set[int] = set()
        self._on_paper: set[int] = set()
        """Lines of second ballots that came on paper."""
        """Electors whose first ballot was found not to be theirs, while their own counts in its place."""
        self._ways: dict[int, str] = {}
        self.lines: list[Event] = []
        self.sheets = SheetsRead(chance, self.write)

    def write(self, kind: LineType, payload: dict[str, Any]) -> int:
        """Append a line and answer its number."""
        self.lines.append((kind, payload))
        return len(self.lines) + 1

    def _answers(self, camp: int, *, on_paper: bool) -> dict[str, Any]:
        said = answers(self._chance, self._camps.questions, self._camps.edge, camp, on_paper=on_paper)
        return answers_to_json(said)

    def _nonce(self) -> str:
        return f"{self._chance.getrandbits(64):016x}"

    def vote(self, elector: int, camp: int) -> None:
        """One ballot, on paper, on the web, by doorstep or by proxy; an empty one is not cast."""
        on_paper = self._chance.random() < 0.4
        if not (said := self._answers(camp, on_paper=on_paper)):
            return
        payload: dict[str, Any] = {"elector": elector, "answers": said, "nonce": self._nonce()}
        if on_paper and self._frozen.paper_twice:
            self._vote_read_twice(payload)
            return
        if on_paper:
            more: dict[str, Any] = {"channel": "paper", "serial": f"1-{elector:03d}", "photo": None}
        else:
            more = self._way(elector)
        kind = LineType.PAPER if on_paper else LineType.BALLOT
        self._cast[elector] = self.write(kind, payload | more)
        self._ways[elector] = more["channel"]

    def _vote_read_twice(self, payload: dict[str, Any]) -> None:
        elector = payload["elector"]
        if more := self.sheets.read(elector, payload["answers"], "returned"):
            self._cast[elector] = self.write(LineType.BALLOT, payload | more | {"channel": "paper"})
            self._ways[elector] = "paper"

    def _way(self, elector: int) -> dict[str, Any]:
        free = [agent for agent in self._agents if self._represented.get(agent, 0) < self._frozen.proxy_cap]
        way = self._chance.choice(("web", "web", "doorstep", "proxy"))
        if way == "doorstep":
            return self._from_the_door()
        if way != "proxy" or not self._allows_proxies or elector in self._agents:
            return {"channel": "web"}
        agent = self._chance.choice([None, *free])
        if agent is not None:
            self._represented[agent] = self._represented.get(agent, 0) + 1
        document = f"sha256:{self._chance.getrandbits(256):064x}"
        return {"channel": "proxy", "proxy": {"agent": agent, "document": document}}

    def _from_the_door(self) -> dict[str, Any]:
        """A ballot from a leader's phone, perhaps of a batch that was registered before."""
        if self._chance.random() < 0.5:
            return {"channel": "doorstep"}
        fingerprints = sorted(f"{self._chance.getrandbits(256):064x}" for _ in range(self._chance.randint(1, 3)))
        line = self.write(LineType.BATCH, {"fingerprints": fingerprints})
        return {"channel": "doorstep", "registered": {"line": line, "fingerprint": self._chance.choice(fingerprints)}}

    def disturb(self, elector: int) -> None:
        """Perhaps a second ballot, or a spoilt paper beside a valid one."""
        if elector in self._cast and self._chance.random() < 0.15:
            self._second(elector)
        if self._chance.random() < 0.08:
            self._invalid(elector)
        if self._frozen.replace and elector in self._cast and self._chance.random() < 0.15:
            self._answer_anew(elector)
            self._own.pop(elector, None)
        if elector in self._cast and self._chance.random() < 0.1:
            self._contest(elector)
        is_entered = self._ways.get(elector, "web") != "web" and elector not in self._fell
        if is_entered and elector in self._cast and self._chance.random() < 0.1:
            self._correct(elector)

    def _contest(self, elector: int) -> None:
        """A household says that this was not them; it is dismissed, or upheld, and then they may answer again."""
        ballot = self._cast[elector]
        contest = self.write(LineType.CONTEST, {"elector": elector, "ballot": ballot, "nonce": self._nonce()})
        decision = self._chance.choice(("upheld", "dismissed", ""))
        if not decision:
            return
        about = {"elector": elector, "ballot": ballot, "contest": contest, "reason": self._mark()}
        if decision == "upheld" and elector in self._own:
            double, opened = self._own[elector]
            instead = {"counted": ballot, "duplicate": double, "instead": "second-counts"} | opened
            self.write(LineType.RESOLVE, about | instead | {"decision": decision, "nonce": self._nonce()})
            self._fell.add(elector)
            return
        resolve = self.write(LineType.RESOLVE, about | {"decision": decision, "nonce": self._nonce()})
        if decision == "dismissed":
            return
        self.write(LineType.ANNUL, {"elector": elector, "ballot": ballot, "cause": "contest", "resolve": resolve})
        del self._cast[elector], self._ways[elector]
        if self._chance.random() < 0.5 and (said := self._answers(1, on_paper=False)):
            payload = {"elector": elector, "channel": "web", "answers": said, "nonce": self._nonce()}
            self._cast[elector] = self.write(LineType.BALLOT, payload)

    def _answer_anew(self, elector: int) -> None:
        """An elector replaces the recorded ballot, whichever way it came, by one on the web."""
        if said := self._answers(3, on_paper=False):
            self.write(LineType.ANNUL, {"elector": elector, "ballot": self._cast[elector], "cause": "replaced"})
            payload = {"elector": elector, "channel": "web", "answers": said, "nonce": self._nonce()}
            self._cast[elector], self._ways[elector] = self.write(LineType.BALLOT, payload), "web"

    def _correct(self, elector: int) -> None:
        if said := self._answers(2, on_paper=self._ways[elector] == "paper"):
            payload = {"elector": elector, "ballot": self._cast[elector], "answers": said, "reason": self._mark()}
            people = {"proposed": self._mark(), "confirmed": self._mark()}
            evidence = self._mark().removeprefix("sha256:")
            self.write(LineType.CORRECT, payload | people | {"evidence": evidence, "nonce": self._nonce()})

    def _mark(self) -> str:
        return f"sha256:{self._chance.getrandbits(256):064x}"

    def _second(self, elector: int) -> None:
        channel = self._chance.choice(("web", "paper"))
        is_twice = self._frozen.paper_twice and channel == "paper"
        if is_twice and not self.sheets.may_enter(elector):
            return
        if said := self._answers(5, on_paper=channel == "paper"):
            more = self.sheets.read(elector, said, "double") if is_twice else {}
            if more is not None:
                self._double(elector, channel, said, dict(more))

    def _double(self, elector: int, channel: str, said: dict[str, Any], more: dict[str, Any]) -> None:
        opening = more.pop("opening", None) or f"{self._chance.getrandbits(256):064x}"
        payload = {"elector": elector, "channel": channel, "counted": self._cast[elector], "nonce": self._nonce()}
        seq = self.write(LineType.DUPLICATE, payload | more | {"answers": sealed(said, opening)})
        opened = {"answers": said, "opening": opening}
        self._doubles.append((elector, self._cast[elector], seq, opened))
        self._on_paper |= {seq} if channel == "paper" else set()
        if channel == "web":
            self._own.setdefault(elector, (seq, opened))

    def _invalid(self, elector: int) -> None:
        reason = self._chance.choice(("spoilt", "unsigned", "blank"))
        about = {"elector": elector, "serial": f"1-{elector:03d}", "reason": reason, "nonce": self._nonce()}
        if not self._frozen.paper_twice:
            self.write(LineType.INVALID, about)
        elif self.sheets.may_enter(elector):
            more = self.sheets.read(elector, {"invalid": reason}, "blank" if reason == "blank" else "spoilt")
            if more:
                self.write(LineType.INVALID, about | more)

    def set_aside(self) -> None:
        """Invalid papers of some who cast nothing else; one of them may be set aside twice."""
        for elector in range(len(self._camps.camps) + 1, self._camps.electors + 1):
            if self._chance.random() < 0.2:
                self._invalid(elector)
            if self._chance.random() < 0.02:
                self._invalid(elector)

    def settle(self) -> None:
        """Decide about some of the second ballots, about some of them twice."""
        for elector, first, double, opened in self._doubles:
            if self._cast.get(elector) != first:
                continue
            decision = ""
            for _ in range(self._chance.choice((0, 1, 1, 2))):
                stands = () if elector in self._fell else ("first-stands",)
                decision = self._chance.choice((*stands, "second-counts", "neither-counts"))
                payload = {"elector": elector, "counted": first, "duplicate": double}
                payload |= {"decision": decision, "nonce": self._nonce()}
                self.write(LineType.RESOLVE, payload | (opened if decision == "second-counts" else {}))
            if decision == "second-counts" and double in self._on_paper:
                self._correct_second(elector, double, opened["answers"])
            if decision == "second-counts" and elector not in self._fell and self._chance.random() < 0.3:
                self._contest_second(elector, first, double)

    def _correct_second(self, elector: int, ballot: int, said: dict[str, Any]) -> None:
        """Perhaps only the first answer was on the paper; with dice of its own, so that elections stay as they were."""
        chance = random.Random(ballot)
        marks = {key: f"sha256:{chance.getrandbits(256):064x}" for key in ("proposed", "confirmed", "reason")}
        about = {"elector": elector, "ballot": ballot, "answers": dict(list(said.items())[:1]), "nonce": "00"}
        if chance.random() < 0.5:
            self.write(LineType.CORRECT, about | marks | {"evidence": f"{chance.getrandbits(256):064x}"})

    def _contest_second(self, elector: int, first: int, double: int) -> None:
        """The second ballot that was settled to count is found not to be the household's: the first counts again."""
        about = {"elector": elector, "ballot": double, "nonce": self._nonce()}
        contest = self.write(LineType.CONTEST, about)
        decided = about | {"contest": contest, "reason": self._mark(), "decision": "upheld", "nonce": self._nonce()}
        instead = {"counted": first, "duplicate": double, "instead": "first-stands"}
        self.write(LineType.RESOLVE, decided | instead)

    def ask_tenants(self) -> None:
        """Some opinions."""
        for _ in range(self._chance.randint(0, 9)):
            if said := self._answers(5, on_paper=False):
                self.write(LineType.OPINION, {"nonce": self._nonce(), "answers": said})
