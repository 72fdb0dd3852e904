"""Public packages made in memory, and packages taken apart so that a test can play the forger."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from consult.domain.audit import sample_size
from consult.domain.consent import Weight
from consult.domain.counting.ballot_line import is_sealed_reading
from consult.domain.counting.book_count import BALLOTS
from consult.domain.electorate_root import electorate_root
from consult.domain.ledger import (
    GENESIS,
    Line,
    LineType,
    canonical,
    fingerprint,
    head_after,
    leaf_of,
    next_line,
    tree_root,
    utc_text,
)
from consult.domain.procedure import procedure_json
from consult.domain.question_json import text_hash, to_json
from consult.domain.result import BookEnd, result_json
from consult.domain.rules import rule_json
from consult.packaging.public_package import Checkpoint, PublicPackage, RollRow, write_package
from tests.verifier.agreement import count, returns
from tests.verifier.elections import Election

CODE = "K7P9QX"
TITLE, INTRO = {"zh": "车棚改造", "en": "Shed renewal"}, {"zh": "请各位业主表决。"}
OPENS_AT = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
CLOSES_AT = datetime(2026, 12, 30, 10, 0, tzinfo=UTC)
CLOSED_AT = CLOSES_AT + timedelta(hours=3)
BUILDINGS = ("1", "2号楼", "=3", '车库, "东"')


class Book:
    """A book being written."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def write(self, kind: LineType, payload: dict[str, Any], at: datetime) -> Line:
        """Append a line."""
        head = self.lines[-1].head if self.lines else GENESIS
        seq = len(self.lines) + 1
        self.lines.append(next_line(consultation=CODE, seq=seq, head=head, kind=kind, at=at, payload=payload))
        return self.lines[-1]

    @property
    def root(self) -> str:
        """The tree root over all lines so far."""
        return tree_root([line.leaf for line in self.lines]).hex()


def package_of(election: Election, chance: random.Random) -> PublicPackage:
    """The package of an election that was opened, held, closed and counted."""
    roll = [RollRow(at, area, chance.choice(BUILDINGS)) for at, area in enumerate(election.areas, start=1)]
    book = Book()
    book.write(LineType.OPEN, _opening(election, roll), OPENS_AT)
    for n, (kind, payload) in enumerate(election.lines, start=1):
        book.write(kind, payload, _time(n, kind, payload, election, chance))
    _post(book, chance)
    ballots = sum(kind in BALLOTS and not is_sealed_reading(payload) for kind, payload in election.lines)
    ending = {"lines": len(book.lines), "ballots": ballots, "root": book.root}
    closing = book.write(LineType.CLOSE, ending, CLOSED_AT)
    result = _result(election, BookEnd(closing.seq, closing.head.hex(), book.root))
    book.write(LineType.TALLY, {"result": fingerprint(result)}, CLOSED_AT)
    if later := _corrected_later(election, chance):
        corrected_at = CLOSED_AT + timedelta(days=1)
        corrected = book.write(LineType.CORRECT, later, corrected_at)
        final = replace(election, lines=(*election.lines, (LineType.CORRECT, later)))
        result = _result(final, BookEnd(corrected.seq, corrected.head.hex(), book.root))
        book.write(LineType.REPUBLISH, {"result": fingerprint(result)}, corrected_at)
    _sampled(book, election)
    posted_lines = [line for line in book.lines if line.type is LineType.CHECKPOINT]
    noted = {line.seq: line for line in (book.lines[0], *book.lines[3:-2:7], *posted_lines, closing, *book.lines[-2:])}
    posted = [noted[seq] for seq in sorted(noted)]
    return PublicPackage(
        code=CODE,
        text={"title": TITLE, "intro": INTRO, "questions": [to_json(q) for q in election.questions]},
        rule=rule_json(election.rule),
        roll=roll,
        entries=[line.entry for line in book.lines],
        checkpoints=[Checkpoint(line.seq, json.loads(line.entry)["at"], line.head.hex()) for line in posted],
        result=result,
    )


def _sampled(book: Book, election: Election) -> None:
    """Perhaps the sample of paper ballots, and how far it got. Its own chance: other packages stay what they were."""
    chance, listed = random.Random(book.root), len(_sheets_in(election))
    stages = chance.choice([0, 0, 1, 2, 3, 3]) if listed else 0
    share, confidence = chance.choice(["1/50", "1/2", "1"]), chance.choice(["19/20", "1/2"])
    size = sample_size(listed, Fraction(share), Fraction(confidence)) if listed else 0
    differ = chance.randint(0, size)
    about = {"fingerprint": book.root, "listed": listed, "share": share, "confidence": confidence, "size": size}
    people = {key: f"sha256:{chance.getrandbits(256):064x}" for key in ("typed", "confirmed")}
    seq = len(book.lines)
    payloads = [
        (LineType.AUDIT_LIST, about),
        (LineType.AUDIT_SEED, {"list": seq + 1, "digits": "3141592653"} | people),
        (LineType.AUDIT_RESULT, {"seed": seq + 2, "compared": size, "agree": size - differ, "differ": differ}),
    ]
    for kind, payload in payloads[:stages]:
        book.write(kind, payload | {"nonce": "00"}, CLOSED_AT + timedelta(days=2))


def _sheets_in(election: Election) -> set[int]:
    """The electors whose sheet was counted, set aside or came second."""
    return {
        payload["elector"]
        for kind, payload in election.lines
        if kind is LineType.INVALID
        or (
            (kind in {*BALLOTS, LineType.DUPLICATE} and payload.get("channel") == "paper")
            and not is_sealed_reading(payload)
        )
    }


def _post(book: Book, chance: random.Random) -> None:
    """Perhaps some checkpoints before the end, the last two of one day."""
    for days in sorted(chance.sample([2, 1, 1, 0], chance.choice([0, 0, 1, 3])), reverse=True):
        day = (CLOSES_AT - timedelta(days=days)).date().isoformat()
        book.write(LineType.CHECKPOINT, {"day": day, "lines": len(book.lines)}, CLOSES_AT)


def _corrected_later(election: Election, chance: random.Random) -> dict[str, Any] | None:
    """Perhaps a correction after the count: a ballot on paper, entered anew with the same answers."""
    gone = {payload["ballot"] for kind, payload in election.lines if kind is LineType.ANNUL}
    settled = {payload["elector"] for kind, payload in election.lines if kind is LineType.RESOLVE}
    sheets = [
        (seq, payload)
        for seq, (kind, payload) in enumerate(election.lines, start=2)
        if kind in BALLOTS
        and payload.get("channel") == "paper"
        and "answers" in payload
        and seq not in gone
        and payload["elector"] not in settled
    ]
    if not sheets or chance.random() < 0.8:
        return None
    seq, sheet = chance.choice(sheets)
    marks = {key: f"sha256:{chance.getrandbits(256):064x}" for key in ("proposed", "confirmed", "reason")}
    about = {"elector": sheet["elector"], "ballot": seq, "answers": sheet["answers"], "nonce": "00"}
    return about | marks | {"evidence": f"{chance.getrandbits(256):064x}"}


def _time(n: int, kind: LineType, payload: dict[str, Any], election: Election, chance: random.Random) -> datetime:
    """When a line was written: sheets handed in before the end may have been entered after it."""
    is_sheet = kind in (LineType.PAPER, LineType.INVALID) or payload.get("channel") == "proxy"
    if is_sheet and election.procedure.late_paper and chance.random() < 0.3:
        return CLOSES_AT + timedelta(minutes=n)
    return min(OPENS_AT + timedelta(hours=n), CLOSES_AT)


def _opening(election: Election, roll: list[RollRow]) -> dict[str, Any]:
    return {
        "text": text_hash(TITLE, INTRO, election.questions),
        "electorate": {
            "heads": len(roll),
            "area": sum(row.area for row in roll),
            "root": electorate_root((row.number, row.area, row.building) for row in roll),
        },
        "rule": rule_json(election.rule),
        "procedure": procedure_json(election.procedure),
        "kind": "advisory",
        "basis": "by-owner",
        "opens_at": utc_text(OPENS_AT),
        "closes_at": utc_text(CLOSES_AT + timedelta(milliseconds=1)),
        "software": "consult 0",
    }


def _result(election: Election, book: BookEnd) -> dict[str, Any]:
    counted = count(election)
    return result_json(
        consultation={
            "code": CODE,
            "number": 1,
            "title": TITLE,
            "kind": "advisory",
            "basis": "by-owner",
            "text": text_hash(TITLE, INTRO, election.questions),
            "estate": {"zh": "里弄新村"},
            "opened_at": utc_text(OPENS_AT),
            "closes_at": utc_text(CLOSES_AT + timedelta(milliseconds=1)),
            "closed_at": utc_text(CLOSED_AT),
        },
        rule=election.rule,
        procedure=election.procedure,
        electorate=Weight(len(election.areas), sum(election.areas)),
        count=counted,
        returns=returns(election, counted),
        book=book,
    )


def zipped(package: PublicPackage) -> bytes:
    """The package as published."""
    file = io.BytesIO()
    write_package(package, file)
    return file.getvalue()


def _is_ballot(entry: Mapping[str, Any]) -> bool:
    """Whether a line holds a ballot; a PAPER line may also be the first of two readings, which is none."""
    return entry["type"] in ("BALLOT", "PAPER", "PARTICIPATED") and "keyed" not in entry.get("payload", {})


@dataclass
class Forgery:
    """A package taken apart: change what you like, seal it again, and everything else will fit."""

    files: dict[str, bytes]
    entries: list[dict[str, Any]]
    text: dict[str, Any]
    rule: dict[str, Any]
    result: dict[str, Any]

    @classmethod
    def of(cls, package: bytes) -> Forgery:
        """Take a package apart."""
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        read = {name: json.loads(files[f"{name}.json"]) for name in ("question", "rule", "result")}
        entries = [json.loads(line) for line in files["ledger.jsonl"].splitlines()]
        return cls(files, entries, read["question"], read["rule"], read["result"])

    def of_type(self, *kinds: str) -> list[dict[str, Any]]:
        """The entries of these types."""
        return [entry for entry in self.entries if entry["type"] in kinds]

    @property
    def ballots(self) -> list[dict[str, Any]]:
        """The entries that are counted."""
        return [entry for entry in self.of_type("BALLOT", "PAPER") if _is_ballot(entry)]

    def seal(self, *, honest_close: bool = True, honest_tally: bool = True) -> None:
        """Chain the book again and carry its new fingerprints everywhere, as somebody with full control would."""
        lines: list[str] = []
        leaves: list[bytes] = []
        posted: list[str] = []
        head = GENESIS
        counted_at = self._counted_at()
        for at, entry in enumerate(self.entries):
            entry["prev"] = head.hex()
            if entry["type"] == "CLOSE" and honest_close:
                counted = sum(map(_is_ballot, self.entries[:at]))
                sealed = {key: value for key, value in entry["payload"].items() if key == "sealed"}
                entry["payload"] = {"lines": at, "ballots": counted, "root": tree_root(leaves).hex()} | sealed
            if entry["type"] == ("REPUBLISH" if self.of_type("REPUBLISH") else "TALLY") and honest_tally:
                entry["payload"] = {"result": fingerprint(self.result)}
            line = _written(entry, head)
            lines.append(line[0])
            leaves.append(line[1])
            head = line[2]
            if at == counted_at and honest_close:
                self.result["ledger"] = {"lines": at + 1, "head": head.hex(), "root": tree_root(leaves).hex()}
            if at == 0 or entry["type"] in ("CLOSE", "CHECKPOINT") or at + 1 == len(self.entries):
                posted.append(f"{entry.get('consultation')} {at + 1} {entry.get('at')} {head.hex()}\n")
        self.files["ledger.jsonl"] = "".join(f"{line}\n" for line in lines).encode()
        self.files["checkpoints.txt"] = "".join(posted).encode()
        for name, value in (("question", self.text), ("rule", self.rule), ("result", self.result)):
            self.files[f"{name}.json"] = canonical(value).encode()

    def _counted_at(self) -> int:
        """Where the line stands after which the last result was counted: CLOSE, or that before the last REPUBLISH."""
        again = [at for at, entry in enumerate(self.entries) if entry["type"] == "REPUBLISH"]
        closings = [at for at, entry in enumerate(self.entries) if entry["type"] == "CLOSE"]
        return again[-1] - 1 if again else closings[-1] if closings else -1

    def zipped(self) -> bytes:
        """Packed in the published form again."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.files.items():
                member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                member.external_attr = 0o100644 << 16
                member.create_system = 3
                archive.writestr(member, content)
        return file.getvalue()


def _written(entry: dict[str, Any], head: bytes) -> tuple[str, bytes, bytes]:
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    leaf = leaf_of(text)
    return text, leaf, head_after(head, leaf)
