#!/usr/bin/env python3
"""Recount a vote from its public package. 用公开包重新计票。

    python3 verify.py package.zip        (or the unpacked folder; 也可以是解压后的文件夹)

One file, Python 3.9 or newer, nothing to install, no network. It shares no code with the program that made the package:
it was written from the format description (docs/package.md) alone. Exit status: 0 everything fits, 2 something does
not, each named in one sentence in Chinese and English. It reads the book line by line, however long it is.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, BinaryIO

FILES = (
    "README.txt",
    "verify.py",
    "question.json",
    "rule.json",
    "roll_public.csv",
    "ledger.jsonl",
    "checkpoints.txt",
    "result.json",
)
"""What a package holds, in this order; the first two are for people and not recounted."""

LARGEST_FILE = 64 * 1024 * 1024
LONGEST_LINE = 1024 * 1024
MOST_FAULTS = 20
_WHOLE_NUMBERS_BELOW = 2**53
_HEX = re.compile(r"[0-9a-f]{64}\Z")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z")
_WRITTEN = re.compile(r"sha256:[0-9a-f]{64}\Z")
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?\Z")
_SHARE = re.compile(r"([1-9]\d{0,17})/([1-9]\d{0,17})\Z")

COUNTED = ("BALLOT", "PAPER")
KNOWN = {*COUNTED, "OPEN", "DUPLICATE", "CHECKPOINT", "CLOSE", "TALLY", "CONTEST", "RESOLVE", "REPUBLISH"}
AFTER_CLOSE = {"TALLY", "CONTEST", "RESOLVE", "REPUBLISH", "CORRECT", "ANNUL"}
CHANNELS = ("web", "paper", "doorstep", "proxy")

CHOICES_COUNTED = {"consent", "choose-one", "choose-some", "place", "budget"}
"""Question types whose choices this program counts; of the others it counts who took part."""
WITHOUT_CHOICES = {"text", "number"}
PLANS = {"choose-one", "choose-some"}
"""Question types in which each option is judged on its own."""

Weight = tuple[int, int]  # heads, and area in 0.01 m²
NOTHING = (0, 0)


class Unreadable(Exception):
    """Something without which nothing else can be checked; carries the sentence in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = (zh, en)


class Report:
    """What was found: faults, and remarks on what is right or was not looked at."""

    def __init__(self) -> None:
        self.faults: list[tuple[str, str]] = []
        self.remarks: list[tuple[str, str]] = []
        self.more = 0

    def fault(self, zh: str, en: str) -> None:
        """Note a fault, once; beyond the first twenty they are only numbered."""
        if (zh, en) in self.faults:
            return
        if len(self.faults) < MOST_FAULTS:
            self.faults.append((zh, en))
        else:
            self.more += 1

    def remark(self, zh: str, en: str) -> None:
        """Note something that is no fault."""
        self.remarks.append((zh, en))


# ---- Reading the package ------------------------------------------------------------------------------------------


class Folder:
    """An unpacked package."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.due: Sequence[str] = FILES[2:]
        self.names = {entry.name for entry in path.iterdir() if entry.is_file()}

    def open(self, name: str) -> IO[bytes]:
        """One file, to be read from its beginning."""
        return (self._path / name).open("rb")

    def close(self) -> None:
        """Nothing is held open."""


class Archive:
    """A package as published: stored, in fixed order, with fixed times, so that equal packages are equal bytes."""

    def __init__(self, path: Path, report: Report) -> None:
        self._zip = zipfile.ZipFile(path)
        self.due: Sequence[str] = FILES
        members = self._zip.infolist()
        self.names = {member.filename for member in members}
        if len(self.names) != len(members):
            raise Unreadable("ZIP 里有两个同名文件。", "The ZIP holds two files of one name.")
        for name in sorted(self.names - set(FILES)):
            report.fault(f"ZIP 里多了一个文件：{name[:60]!r}。", f"The ZIP holds a file too many: {name[:60]!r}.")
        try:
            damaged = self._zip.testzip()
        except NotImplementedError:
            raise
        except RuntimeError:
            raise Unreadable("ZIP 加了密。", "The ZIP is encrypted.") from None
        if damaged:
            raise Unreadable(f"ZIP 里的 {damaged} 已损坏。", f"{damaged} is damaged inside the ZIP.")
        with path.open("rb") as raw:
            if self.names == set(FILES) and not _is_as_published(raw, members):
                report.fault(
                    "ZIP 被重新打包过或改动过：与公布格式的字节不一致（自己重新打包的，请解压后核对文件夹）。",
                    "The ZIP was packed again or changed: its bytes are not in the published form"
                    " (if you packed it yourself, unpack it and check the folder).",
                )

    def open(self, name: str) -> IO[bytes]:
        """One file, to be read from its beginning."""
        return self._zip.open(name)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()


def _is_as_published(raw: BinaryIO, members: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether every byte around the contents is the one that the format prescribes."""
    if [member.filename for member in members] != list(FILES):
        return False
    offset, central = 0, b""
    for member in members:
        name = member.filename.encode()
        # Version 2.0, no flags, stored, 1 January 1980 00:00, and the sizes; the same words stand in both headers.
        common = struct.pack(
            "<HHHHHLLLHH", 20, 0, 0, 0, 33, member.CRC, member.file_size, member.file_size, len(name), 0
        )
        local = b"PK\x03\x04" + common + name
        raw.seek(offset)
        if raw.read(len(local)) != local:
            return False
        central += b"PK\x01\x02" + struct.pack("<BB", 20, 3) + common
        central += struct.pack("<HHHLL", 0, 0, 0, 0o100644 << 16, offset) + name
        offset += len(local) + member.file_size
    raw.seek(offset)
    ending = struct.pack("<HHHHLLH", 0, 0, len(members), len(members), len(central), offset, 0)
    return raw.read(len(central) + 1024) == central + b"PK\x05\x06" + ending


def _content(package: Any, name: str) -> bytes:
    with package.open(name) as file:
        content: bytes = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"{name} 太大。", f"{name} is too large.")
    return content


def _lines(package: Any, name: str) -> Iterator[str]:
    """The lines of a file, one at a time, without their line ends; every line must have one."""
    with package.open(name) as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE:
                raise Unreadable(f"{name} 第 {number} 行太长。", f"Line {number} of {name} is too long.")
            if not raw.endswith(b"\n"):
                raise Unreadable(f"{name} 的末尾被截断。", f"The end of {name} is cut off.")
            try:
                yield raw[:-1].decode()
            except UnicodeDecodeError:
                raise Unreadable(
                    f"{name} 第 {number} 行不是 UTF-8 文字。", f"Line {number} of {name} is not UTF-8 text."
                ) from None


# ---- Canonical JSON, fingerprints, the tree -----------------------------------------------------------------------


def canonical(value: Any) -> str:
    """A value as canonical JSON (RFC 8785) for what the book holds: no fractions, no other keys than ASCII."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _no_fraction(text: str) -> Any:
    raise ValueError(f"{text[:20]} is not a whole number")


def _whole_number(text: str) -> int:
    number = int(text) if len(text) < 18 else _WHOLE_NUMBERS_BELOW
    if abs(number) >= _WHOLE_NUMBERS_BELOW:
        raise ValueError("a number too large")
    return number


_DECODER = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction, parse_int=_whole_number)


def read_canonical(text: str) -> Any:
    """The value of a text in canonical form; ValueError for any other text (a key twice, spaces, another order)."""
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if canonical(value) != text:
        raise ValueError("not in canonical form")
    return value


def _json_file(package: Any, name: str) -> tuple[Any, str]:
    content = _content(package, name)
    try:
        value = read_canonical(content.decode())
    except ValueError:
        raise Unreadable(
            f"{name} 不是规定格式的 JSON（RFC 8785）。", f"{name} is not JSON in the prescribed form (RFC 8785)."
        ) from None
    if not isinstance(value, dict):
        raise Unreadable(f"{name} 的内容不对。", f"{name} does not hold what it should.")
    return value, hashlib.sha256(content).hexdigest()


def leaf_hash(entry: str) -> bytes:
    """The fingerprint of one entry (RFC 6962 leaf)."""
    return hashlib.sha256(b"\x00" + entry.encode()).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The tree of RFC 6962 over leaves that come one by one; it keeps one hash for each power of two."""

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Put a leaf to the right of all others."""
        size = 1
        while self._peaks and self._peaks[-1][0] == size:
            leaf = _node(self._peaks.pop()[1], leaf)
            size *= 2
        self._peaks.append((size, leaf))

    def root(self) -> str:
        """The root over all leaves so far, in hex."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        *others, (_, root) = self._peaks
        for _, peak in reversed(others):
            root = _node(peak, root)
        return root.hex()


# ---- The electorate -----------------------------------------------------------------------------------------------

ROLL_HEADER = ["elector", "heads", "area", "building"]


class Roll:
    """Every elector's weight, and the root that the first line of the book names."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self.weights: dict[int, Weight] = {}
        self.heads = self.area = 0
        tree, last = Tree(), 0
        for row in rows:
            number, heads, area = (_figure(row[at]) for at in range(3))
            if number <= last:
                raise ValueError("not in order")
            building = row[3][1:] if row[3].startswith("'") else row[3]
            tree.add(leaf_hash(canonical({"elector": number, "heads": heads, "area": area, "building": building})))
            self.weights[number] = (heads, area)
            self.heads, self.area, last = self.heads + heads, self.area + area, number
        self.root = tree.root()


def _figure(text: str) -> int:
    if not re.match(r"(0|[1-9]\d{0,15})\Z", text) or not text.isascii():
        raise ValueError("not a figure")
    return int(text)


def read_roll(package: Any) -> Roll:
    """The roll of the package."""
    with io.TextIOWrapper(package.open("roll_public.csv"), encoding="utf-8", newline="") as text:
        try:
            return Roll(_roll_rows(text))
        except (ValueError, IndexError, csv.Error):
            raise Unreadable(
                "roll_public.csv 不是规定的格式，或表决权人编号有重复、颠倒。",
                "roll_public.csv is not in the prescribed form, or its elector numbers repeat or go backwards.",
            ) from None


def _roll_rows(text: io.TextIOWrapper) -> Iterator[list[str]]:
    if text.read(1) != "\ufeff":
        raise ValueError("no byte order mark")
    taken: list[str] = []

    def noted() -> Iterator[str]:
        while line := text.readline(LONGEST_LINE):
            taken.append(line)
            yield line

    for number, row in enumerate(csv.reader(noted(), strict=True)):
        if len(row) != len(ROLL_HEADER) or "".join(taken) != _csv_line(row) or (number == 0) != (row == ROLL_HEADER):
            raise ValueError("not as it would be written")
        taken.clear()
        if number:
            yield row


def _csv_line(row: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(row)
    return written.getvalue()


# ---- Counting -----------------------------------------------------------------------------------------------------


def choices_of(question: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers that a question offers, in order; none where the answer is written."""
    if question["type"] == "consent":
        return ("agree", "oppose", "abstain")
    refusals = ("none", "abstain") if question["can_refuse"] else ()
    return tuple(option["key"] for option in question["options"]) + refusals


def is_shown(question: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Whether a ballot with these answers was asked this question."""
    condition = question.get("show_if")
    if condition is None:
        return True
    earlier = answers.get(str(condition["question"]))
    return bool(earlier == condition["answer"] or (isinstance(earlier, list) and condition["answer"] in earlier))


def is_offered(question: Mapping[str, Any], answer: Any, *, on_paper: bool) -> bool:
    """Whether an answer stands on the ballot: what is counted must be something that could be chosen."""
    if answer == "void":
        return on_paper
    kind, choices = question["type"], choices_of(question)
    if kind in WITHOUT_CHOICES:
        # Written answers stand in the book by their salted fingerprint only.
        return isinstance(answer, str) and bool((_NUMBER if kind == "number" else _WRITTEN).match(answer))
    if kind in ("consent", "choose-one", "place"):
        return isinstance(answer, str) and answer in choices
    if kind == "score":
        return isinstance(answer, dict) and bool(answer) and all(key in choices for key in answer)
    return _are_offered(question, answer, choices)


def _are_offered(question: Mapping[str, Any], answer: Any, choices: Sequence[str]) -> bool:
    if not isinstance(answer, list) or not answer or not all(isinstance(key, str) for key in answer):
        return False
    if len(set(answer)) != len(answer) or not set(answer) <= set(choices):
        return False
    if set(answer) & {"none", "abstain"}:
        return len(answer) == 1
    costs = sum(option.get("cost") or 0 for option in question["options"] if option["key"] in answer)
    is_affordable = question["type"] != "budget" or costs <= question["budget"]
    return is_affordable and len(answer) <= (question.get("most") or len(question["options"]))


class Count:
    """The figures of one question, ballot by ballot."""

    def __init__(self, question: Mapping[str, Any]) -> None:
        self.question = question
        self.participating = self.expressed = self.void = self.shown_to = NOTHING
        self.counts = dict.fromkeys(choices_of(question), NOTHING)

    def add(self, weight: Weight, answers: Mapping[str, Any]) -> None:
        """Count one ballot: blank takes no part, void takes no part and is shown, abstaining takes part."""
        if not is_shown(self.question, answers):
            return
        self.shown_to = _sum(self.shown_to, weight)
        answer = answers.get(str(self.question["number"]))
        if answer is None:
            return
        if answer == "void":
            self.void = _sum(self.void, weight)
            return
        self.participating = _sum(self.participating, weight)
        chosen = [answer] if isinstance(answer, str) else list(answer)
        if chosen != ["abstain"]:
            self.expressed = _sum(self.expressed, weight)
        for key in chosen if self.question["type"] in CHOICES_COUNTED else ():
            self.counts[key] = _sum(self.counts[key], weight)

    def result(self, rule: Mapping[str, Any], electorate: Weight) -> dict[str, Any]:
        """What `result.json` must say about this question."""
        said = {
            "number": self.question["number"],
            "question": self.question,
            "participating": _weight(self.participating),
            "expressed": _weight(self.expressed),
            "void": _weight(self.void),
            "shown_to": _weight(self.shown_to),
        }
        kind = self.question["type"]
        if kind in CHOICES_COUNTED:
            said["counts"] = {key: _weight(weight) for key, weight in self.counts.items()}
        elif kind in WITHOUT_CHOICES:
            said["counts"] = {}
        return {**said, **self._verdicts(rule, electorate)}

    def _verdicts(self, rule: Mapping[str, Any], electorate: Weight) -> dict[str, Any]:
        kind = self.question["type"]
        if kind == "consent":
            return self._judged(rule, electorate, "agree", "oppose")
        if kind not in PLANS:
            return {"outcome": "figures", "requirements": [], "plans": {}}
        plans = {
            option["key"]: self._judged(rule, electorate, option["key"], "none") for option in self.question["options"]
        }
        turnout = self._judged({**rule, "approval": []}, electorate, "", "")["requirements"]
        return {"outcome": _best(plan["outcome"] for plan in plans.values()), "requirements": turnout, "plans": plans}

    def _judged(self, rule: Mapping[str, Any], electorate: Weight, agree: str, oppose: str) -> dict[str, Any]:
        whole = {"electorate": electorate, "participating": self.participating, "expressed": self.expressed}
        part = {"agree": self.counts.get(agree, NOTHING), "oppose": self.counts.get(oppose, NOTHING)}
        turnout = [_finding("participation", one, self.participating, whole) for one in rule["participation"]]
        consent = [_finding("approval", one, part[one.get("subject", "agree")], whole) for one in rule["approval"]]
        return {
            "outcome": self._outcome(turnout, consent),
            "requirements": turnout + consent,
        }

    def _outcome(self, turnout: Sequence[Mapping[str, Any]], consent: Sequence[Mapping[str, Any]]) -> str:
        if not turnout and not consent:
            return "figures"
        if self.participating[0] == 0 or not all(finding["met"] for finding in turnout):
            return "inquorate"
        return "passed" if all(finding["met"] for finding in consent) else "rejected"


def _sum(one: Weight, other: Weight) -> Weight:
    return (one[0] + other[0], one[1] + other[1])


def _weight(weight: Weight) -> dict[str, int]:
    return {"heads": weight[0], "area": weight[1]}


def _best(outcomes: Iterable[str]) -> str:
    """The outcome over all plans: passed if one of them passed (whoever takes part takes part in all of them)."""
    known = set(outcomes)
    return next((outcome for outcome in ("passed", "rejected", "inquorate") if outcome in known), "figures")


def _finding(stage: str, requirement: Mapping[str, Any], part: Weight, whole: Mapping[str, Weight]) -> dict[str, Any]:
    at = ("heads", "area").index(requirement["measure"])
    return {"stage": stage, **requirement, **reckon(requirement, part[at], whole[requirement["of"]][at])}


def reckon(requirement: Mapping[str, Any], numerator: int, denominator: int) -> dict[str, Any]:
    """Hold a figure against a share, in whole numbers only: is it met, and how much is missing."""
    over, under = _share(requirement["share"])
    is_strict, is_ceiling = requirement["strict"], requirement.get("ceiling", False)
    if is_ceiling:
        needed = -(-over * denominator // under) - 1 if is_strict else over * denominator // under
        missing = max(0, numerator - needed)
    else:
        # A share of nobody is not reached by nobody.
        needed = max(1, over * denominator // under + 1 if is_strict else -(-over * denominator // under))
        missing = max(0, needed - numerator)
    return {
        "numerator": numerator,
        "denominator": denominator,
        "needed": needed,
        "met": missing == 0,
        "missing": missing,
        "missing_from_new": _from_new(requirement, missing, numerator, denominator),
    }


def _from_new(requirement: Mapping[str, Any], missing: int, numerator: int, denominator: int) -> int | None:
    """How much would be missing if those who make it up took part anew: the whole grows with them."""
    is_ceiling = requirement.get("ceiling", False)
    if missing == 0:
        return 0
    if requirement["of"] == "electorate":
        return None if is_ceiling else missing
    over, under = _share(requirement["share"])
    gap = abs(under * numerator - over * denominator) + (1 if requirement["strict"] else 0)
    # Each newcomer who agrees adds `under - over` to what is reached; each who does not oppose adds `over` of room.
    step = over if is_ceiling else under - over
    if gap == 0 or step == 0:
        return 1 if gap == 0 else None
    return -(-gap // step)


def _share(text: str) -> tuple[int, int]:
    found = _SHARE.match(text)
    if not found or int(found[1]) > int(found[2]):
        raise Unreadable(
            f"规则里的比例写错了：{text[:40]!r}。", f"A share of the rule is written wrongly: {text[:40]!r}."
        )
    return int(found[1]), int(found[2])


def recount(
    questions: Sequence[Mapping[str, Any]],
    rule: Mapping[str, Any],
    electorate: Weight,
    ballots: Iterable[tuple[Weight, Mapping[str, Any]]],
) -> list[dict[str, Any]]:
    """Count ballots, each a weight and answers by question number, and judge them: the questions of `result.json`."""
    counts = [Count(question) for question in questions]
    for weight, answers in ballots:
        for count in counts:
            count.add(weight, answers)
    return [count.result(rule, electorate) for count in counts]


# ---- The book -----------------------------------------------------------------------------------------------------


class Book:
    """A walk along the numbered book, with everything that must be remembered of it."""

    def __init__(self, report: Report, checkpoints: Mapping[int, tuple[str, str, str]]) -> None:
        self._report = report
        self._checkpoints = checkpoints
        self._tree = Tree()
        self.seq = 0
        self.head = bytes(32)
        self.code = ""
        self.kinds: Counter[str] = Counter()
        self.opening: dict[str, Any] = {}
        self.closing: dict[str, Any] = {}
        self.sealed = ""
        """The fingerprint in the last TALLY line."""

    def walk(self, lines: Iterable[str]) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        """Check each line, and hand on its number, kind, time and payload."""
        for text in lines:
            entry = self._entry(text)
            root_before = self._tree.root() if entry["type"] == "CLOSE" else ""
            leaf = leaf_hash(text)
            self._tree.add(leaf)
            self.head = _node(self.head, leaf)
            self._check_place(entry)
            self._check_checkpoint(entry)
            self._remember(entry, root_before)
            yield self.seq, entry["type"], entry["at"], entry["payload"]

    def _entry(self, text: str) -> dict[str, Any]:
        self.seq += 1
        try:
            entry = read_canonical(text)
            is_right = (
                set(entry) == {"v", "consultation", "seq", "type", "at", "payload", "prev"}
                and canonical(entry["v"]) == "1"
                and isinstance(entry["type"], str)
                and isinstance(entry["payload"], dict)
                and bool(_TIME.match(entry["at"]))
            )
        except (ValueError, TypeError):
            is_right = False
        if not is_right:
            raise Unreadable(
                f"登记簿第 {self.seq} 行不是规定格式，被改动过。",
                f"Line {self.seq} of the book is not in the prescribed form: it was changed.",
            )
        return entry  # type: ignore[no-any-return]

    def _check_place(self, entry: Mapping[str, Any]) -> None:
        seq, kind, fault = self.seq, entry["type"], self._report.fault
        self.code = self.code or str(entry["consultation"])
        if canonical(entry["seq"]) != str(seq):
            fault(
                f"登记簿第 {seq} 行的编号是 {_short(entry['seq'])}：缺号、重号或换了位置。",
                f"Line {seq} of the book is numbered {_short(entry['seq'])}: one is missing, doubled or moved.",
            )
        if entry["consultation"] != self.code:
            fault(f"登记簿第 {seq} 行属于另一次征询。", f"Line {seq} of the book belongs to another consultation.")
        if (kind == "OPEN") != (seq == 1):
            fault(
                f"登记簿第 {seq} 行：开启行（OPEN）必须是第一行，而且只有一行。",
                f"Line {seq} of the book: OPEN must be the first line and stand there only.",
            )
        if self.closing and kind not in AFTER_CLOSE:
            fault(f"登记簿第 {seq} 行写在截止行之后。", f"Line {seq} of the book was written after CLOSE.")
        if kind not in KNOWN:
            fault(
                f"登记簿第 {seq} 行的种类 {kind[:20]!r}，本程序不会重算。",
                f"Line {seq} of the book is of a kind that this program cannot recount: {kind[:20]!r}.",
            )

    def check_previous(self, lines: Iterable[str]) -> Iterator[str]:
        """Pass lines on, after looking that each carries the fingerprint of those before it."""
        for text in lines:
            if f'"prev":"{self.head.hex()}"' not in text:
                self._report.fault(
                    f"登记簿第 {self.seq + 1} 行接不上前一行：链断了，前面有改动。",
                    f"Line {self.seq + 1} of the book does not follow the line before: the chain is broken,"
                    " something before it was changed.",
                )
            yield text

    def _check_checkpoint(self, entry: Mapping[str, Any]) -> None:
        if self.seq in self._checkpoints and self._checkpoints[self.seq] != (
            entry["consultation"],
            entry["at"],
            self.head.hex(),
        ):
            self._report.fault(
                f"第 {self.seq} 行与 checkpoints.txt 里张贴过的指纹不一致。",
                f"Line {self.seq} does not agree with the checkpoint posted for it (checkpoints.txt).",
            )

    def _remember(self, entry: Mapping[str, Any], root_before: str) -> None:
        kind, payload = entry["type"], entry["payload"]
        self.kinds[kind] += 1
        if kind == "OPEN" and not self.opening:
            self.opening = {**payload, "at": entry["at"]}
        elif kind == "CLOSE" and not self.closing:
            seen = {
                "seq": self.seq,
                "head": self.head.hex(),
                "root_before": root_before,
                "root_after": self._tree.root(),
            }
            self.closing = {**payload, "at": entry["at"], "seen": seen}
        elif kind == "TALLY":
            self.sealed = str(payload.get("result"))


def read_checkpoints(package: Any) -> dict[int, tuple[str, str, str]]:
    """Line number → consultation, time and head, as posted."""
    found: dict[int, tuple[str, str, str]] = {}
    last = 0
    for text in _lines(package, "checkpoints.txt"):
        parts = text.split(" ")
        is_right = len(parts) == 4 and bool(_TIME.match(parts[2])) and bool(_HEX.match(parts[3]))
        number = parts[1] if is_right and re.match(r"[1-9][0-9]{0,11}\Z", parts[1]) else "0"
        if int(number) <= last:
            raise Unreadable("checkpoints.txt 不是规定的格式。", "checkpoints.txt is not in the prescribed form.")
        last = int(number)
        found[last] = (parts[0], parts[2], parts[3])
        if len(found) > 100_000:
            raise Unreadable("checkpoints.txt 太长。", "checkpoints.txt is too long.")
    return found


# ---- Everything together ------------------------------------------------------------------------------------------


def _refuse_shapeless(text: Mapping[str, Any], rule: Mapping[str, Any]) -> None:
    """Judge each question once without ballots: what lacks a member or holds something else shows itself."""
    for name, tried in (("question.json", {"participation": [], "approval": []}), ("rule.json", rule)):
        try:
            dict(text["title"])
            for question in text["questions"]:
                is_shown(question, {})
                for option in question["options"]:
                    _labels(question, option["key"])
                is_offered(question, ["?"], on_paper=False)
                Count(question).result(tried, (1, 1))
                canonical([question["number"] + 0, question.get("most", 0) + 0, question.get("budget", 0) + 0])
            for requirement in tried["participation"] + tried["approval"]:
                reckon(requirement, 0, 1)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            raise Unreadable(
                f"{name} 缺内容或内容不对。", f"{name} lacks something or holds what it should not."
            ) from None


class Check:
    """One package under examination."""

    def __init__(self, package: Any, report: Report) -> None:
        self.package, self.report = package, report
        self.roll = read_roll(package)
        self.text, self.text_hash = _json_file(package, "question.json")
        self.rule, self.rule_hash = _json_file(package, "rule.json")
        self.result, self.result_hash = _json_file(package, "result.json")
        self.checkpoints = read_checkpoints(package)
        self.book = Book(report, self.checkpoints)
        _refuse_shapeless(self.text, self.rule)
        self.counts = [Count(question) for question in self.text["questions"]]
        self.cast: dict[int, int] = {}
        self.channels: Counter[str] = Counter()

    def run(self) -> None:
        """Walk the book, count, and hold everything against everything."""
        lines = self.book.check_previous(_lines(self.package, "ledger.jsonl"))
        for seq, kind, at, payload in self.book.walk(lines):
            if seq == 1:
                self._check_opening()
            if kind in COUNTED:
                self._ballot(seq, kind, at, payload)
            if kind == "DUPLICATE" and self.cast.get(payload.get("elector", 0)) != payload.get("counted", 0):
                self.report.fault(
                    f"第 {seq} 行说的重复票，前面并没有对应的选票。",
                    f"Line {seq} speaks of a second ballot, but there is no first one where it points.",
                )
        self._check_ending()
        self._check_checkpoints()
        self._check_result()

    def _ballot(self, seq: int, kind: str, at: str, payload: Mapping[str, Any]) -> None:
        elector, answers, channel = payload.get("elector"), payload.get("answers"), payload.get("channel")
        weight = self.roll.weights.get(elector) if type(elector) is int else None
        if weight is None or type(elector) is not int:
            self.report.fault(
                f"第 {seq} 行的选票属于名册上没有的人。", f"Line {seq}: a ballot of somebody who is not on the roll."
            )
            return
        if elector in self.cast:
            first = self.cast[elector]
            self.report.fault(
                f"第 {elector} 号表决权人计了两票：第 {first} 行和第 {seq} 行。",
                f"Elector {elector} is counted twice: in lines {first} and {seq}.",
            )
            return
        self.cast[elector] = seq
        if channel not in CHANNELS or (channel == "paper") != (kind == "PAPER"):
            self.report.fault(f"第 {seq} 行的投票渠道不对。", f"Line {seq}: the channel does not fit.")
        if at >= str(self.book.opening.get("closes_at", "")):
            self.report.fault(
                f"第 {seq} 行的选票晚于截止时间。", f"Line {seq}: a ballot after the end that was announced."
            )
        self.channels[str(channel)] += 1
        if not isinstance(answers, dict) or not self._are_answers(answers, kind == "PAPER"):
            self.report.fault(
                f"第 {seq} 行的答案不是选票上有的选项。", f"Line {seq}: an answer that does not stand on the ballot."
            )
            return
        for count in self.counts:
            count.add(weight, answers)

    def _are_answers(self, answers: Mapping[str, Any], on_paper: bool) -> bool:
        asked = {str(count.question["number"]): count.question for count in self.counts}
        return bool(answers) and all(
            number in asked
            and is_shown(asked[number], answers)
            and is_offered(asked[number], answer, on_paper=on_paper)
            for number, answer in answers.items()
        )

    def _same(self, mine: Any, theirs: Any, zh: str, en: str) -> None:
        """Note a fault unless two values are equal to the letter (True is no 1 here)."""
        if canonical(mine) != canonical(theirs):
            where, one, other = _first_difference(mine, theirs)
            self.report.fault(
                f"{zh}{where}：重算得 {one}，公布的是 {other}。", f"{en}{where}: recounted {one}, published {other}."
            )

    def _check_opening(self) -> None:
        opening = self.book.opening
        if not opening:
            raise Unreadable("登记簿没有开启行（OPEN）。", "The book has no OPEN line.")
        frozen = {"heads": self.roll.heads, "area": self.roll.area, "root": self.roll.root}
        self._same(
            frozen, opening.get("electorate"), "名册与开启时冻结的不一致", "The roll is not the one frozen at OPEN"
        )
        self._same(self.text_hash, opening.get("text"), "题目与开启时的不一致", "The questions are not those of OPEN")
        self._same(self.rule, opening.get("rule"), "计票规则与开启时的不一致", "The rule is not the one of OPEN")

    def _check_ending(self) -> None:
        closing = self.book.closing
        if not self.book.seq:
            raise Unreadable("登记簿是空的。", "The book is empty.")
        if not closing:
            self.report.fault(
                "登记簿没有截止行（CLOSE）：末尾可能被截掉了。",
                "The book has no CLOSE line: its end may have been cut off.",
            )
            return
        for kind in ("CLOSE", "TALLY"):
            if self.book.kinds[kind] != 1:
                n = self.book.kinds[kind]
                self.report.fault(
                    f"登记簿里 {kind} 行有 {n} 行，应为 1 行。", f"The book has {n} {kind} lines; it should have one."
                )
        seen = closing["seen"]
        said = {key: closing.get(key) for key in ("lines", "ballots", "root")}
        counted = {"lines": seen["seq"] - 1, "ballots": len(self.cast), "root": seen["root_before"]}
        self._same(counted, said, "截止行的数字不对", "The CLOSE line's figures are wrong")
        self._same(
            self.result_hash,
            self.book.sealed,
            "result.json 与计票行封存的不一致",
            "result.json is not what TALLY sealed",
        )

    def _check_checkpoints(self) -> None:
        due = {1, self.book.seq, self.book.closing["seen"]["seq"] if self.book.closing else 1}
        for seq in sorted(due - set(self.checkpoints)):
            self.report.fault(f"checkpoints.txt 缺第 {seq} 行的指纹。", f"checkpoints.txt lacks the one of line {seq}.")
        if max(self.checkpoints, default=0) > self.book.seq:
            last = max(self.checkpoints)
            self.report.fault(
                f"张贴过第 {last} 行的指纹，登记簿却只有 {self.book.seq} 行：末尾被截掉了。",
                f"A checkpoint of line {last} was posted, but the book has {self.book.seq} lines: its end was cut off.",
            )

    def _check_result(self) -> None:
        result, book = self.result, self.book
        opening, closing = book.opening, book.closing
        self._same(1, result.get("format"), "result.json 的格式版本", "The format of result.json")
        about = {
            "code": book.code,
            "title": self.text["title"],
            "text": self.text_hash,
            "kind": opening.get("kind"),
            "basis": opening.get("basis"),
            "opened_at": opening["at"],
            "closes_at": opening.get("closes_at"),
            "closed_at": closing.get("at"),
        }
        self._same_parts(about, result.get("consultation"), "result.json 的 consultation", "result.json, consultation")
        rule = {key: self.rule.get(key) for key in ("key", "version", "basis")}
        self._same(rule, result.get("rule"), "result.json 的规则", "The rule in result.json")
        if closing:
            ending = {
                "lines": closing["seen"]["seq"],
                "head": closing["seen"]["head"],
                "root": closing["seen"]["root_after"],
            }
            self._same(
                ending, result.get("ledger"), "result.json 的登记簿指纹", "The book's fingerprints in result.json"
            )
        totals = {
            "electorate": {"heads": self.roll.heads, "area": self.roll.area},
            "returned": {channel: self.channels[channel] for channel in CHANNELS},
            "valid": len(self.cast),
            "double": book.kinds["DUPLICATE"],
        }
        self._same_parts(totals, result, "result.json", "result.json")
        self._check_questions(result.get("questions"))

    def _same_parts(self, mine: Mapping[str, Any], theirs: Any, zh: str, en: str) -> None:
        published = theirs if isinstance(theirs, dict) else {}
        for key, value in mine.items():
            self._same(value, published.get(key), f"{zh} · {key}", f"{en} · {key}")

    def _check_questions(self, published: Any) -> None:
        if not isinstance(published, list) or len(published) != len(self.counts):
            self.report.fault(
                "result.json 的题数不对。", "result.json does not answer as many questions as were asked."
            )
            return
        electorate = (self.roll.heads, self.roll.area)
        for at, count in enumerate(self.counts):
            number, theirs = count.question["number"], published[at]
            mine = count.result(self.rule, electorate)
            self._same_parts(mine, theirs, f"第 {number} 题", f"Question {number}")
            self._say_question(mine)
            others = theirs if isinstance(theirs, dict) else {}
            left = sorted(key for key, value in others.items() if key not in mine and value)
            if left:
                self.report.remark(
                    f"第 {number} 题：以下数字本程序不重算：{'、'.join(left)}。",
                    f"Question {number}: this program does not recount: {', '.join(left)}.",
                )

    def _say_question(self, mine: Mapping[str, Any]) -> None:
        counts = mine.get("counts", {})
        took, all_of_them = mine["participating"], (self.roll.heads, self.roll.area)
        zh = [f"第 {mine['number']} 题：参与表决 {_zh(took)}（全体：{_zh(_weight(all_of_them))}）"]
        en = [f"Question {mine['number']}: took part {_en(took)} of {_en(_weight(all_of_them))}"]
        for key, weight in counts.items():
            label = _labels(mine["question"], key)
            zh.append(f"{label[0]}：{_zh(weight)}")
            en.append(f"{label[1]}: {_en(weight)}")
        passed = [key for key, plan in mine.get("plans", {}).items() if plan["outcome"] == "passed"]
        outcome = _OUTCOME[mine["outcome"]]
        which = [", ".join(_labels(mine["question"], key)[language] for key in passed) for language in (0, 1)]
        ends = [f"{outcome[at]} ({which[at]})" if passed else outcome[at] for at in (0, 1)]
        self.report.remark("；".join(zh) + f" → {ends[0]}", "; ".join(en) + f" → {ends[1]}")


_CHOICE = {
    "agree": ("同意", "agree"),
    "oppose": ("不同意", "oppose"),
    "abstain": ("弃权", "abstain"),
    "none": ("以上均不同意", "none of these"),
}
_OUTCOME = {
    "passed": ("通过", "passed"),
    "rejected": ("达到参与比例但未通过", "quorate, not passed"),
    "inquorate": ("未达参与比例", "inquorate"),
    "figures": ("以数字为结果", "the figures are the result"),
}


def _labels(question: Mapping[str, Any], key: str) -> tuple[str, str]:
    """How an answer is called in both languages: an option by its own words, the usual answers by ours."""
    for option in question["options"]:
        if option["key"] == key:
            label = option["label"]
            zh, en = label.get("zh"), label.get("en")
            return f"[{key}] {zh or en or ''}", f"[{key}] {en or zh or ''}"
    return _CHOICE.get(key, (key, key))


def _zh(weight: Mapping[str, int]) -> str:
    return f"人数 {weight['heads']}、面积 {weight['area'] // 100}.{weight['area'] % 100:02d} 平方米"


def _en(weight: Mapping[str, int]) -> str:
    heads = "1 head" if weight["heads"] == 1 else f"{weight['heads']} heads"
    return f"{heads}, {weight['area'] // 100}.{weight['area'] % 100:02d} m²"


def _first_difference(mine: Any, theirs: Any, where: str = "") -> tuple[str, str, str]:
    """The place in two values where they first differ, and what stands there in each."""
    if isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        mine, theirs = dict(enumerate(mine, start=1)), dict(enumerate(theirs, start=1))
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key in [*mine, *(key for key in theirs if key not in mine)]:
            if key not in mine or key not in theirs:
                one, other = (_short(value[key]) if key in value else "–" for value in (mine, theirs))
                return f"{where} · {key}", one, other
            if canonical(mine[key]) != canonical(theirs[key]):
                return _first_difference(mine[key], theirs[key], f"{where} · {key}")
    return where, _short(mine), _short(theirs)


def _short(value: Any) -> str:
    text = canonical(value)
    return text if len(text) <= 160 else f"{text[:150]}…"


def examine(path: Path) -> Report:
    """Check a package; whatever is wrong with it stands in the report, and nothing is raised."""
    report = Report()
    try:
        _examine(path, report)
    except Unreadable as broken:
        report.fault(*broken.said)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError):
        report.fault("文件打不开，或者 ZIP 已损坏。", "The file cannot be opened, or the ZIP is damaged.")
    except Exception as error:  # the promise is a sentence, never a trace, whatever somebody put into the package
        kind = type(error).__name__
        report.fault(f"包里有无法理解的内容（{kind}）。", f"The package holds something that makes no sense ({kind}).")
    return report


def _examine(path: Path, report: Report) -> None:
    package: Any = Folder(path) if path.is_dir() else Archive(path, report)
    try:
        if missing := [name for name in package.due if name not in package.names]:
            raise Unreadable(f"包里缺文件：{'、'.join(missing)}。", f"The package lacks: {', '.join(missing)}.")
        check = Check(package, report)
        check.run()
        report.remark(
            f"征询 {check.book.code}：登记簿 {check.book.seq} 行，选票 {len(check.cast)} 张，"
            f"最后指纹 {_groups(check.book.head.hex())}",
            f"Consultation {check.book.code}: {check.book.seq} lines, {len(check.cast)} ballots,"
            f" last fingerprint {_groups(check.book.head.hex())}",
        )
    finally:
        package.close()


def _groups(head: str) -> str:
    """The beginning of a fingerprint as the board shows it: four groups of four."""
    return " ".join(head[at : at + 4] for at in range(0, 16, 4))


def say(report: Report) -> str:
    """The report in Chinese, then in English."""
    out = []
    for language in (0, 1):
        out += [remark[language] for remark in report.remarks]
        if report.faults:
            out.append(("发现问题：", "Something is wrong:")[language])
            out += [f"  ✗ {fault[language]}" for fault in report.faults]
            if report.more:
                out.append((f"  ……还有 {report.more} 处。", f"  … and {report.more} more.")[language])
        else:
            out.append(_WHOLE[language])
        out.append("")
    # What a package says may hold codes that a terminal obeys; nothing but printable text goes out.
    return "\n".join("".join(c if c.isprintable() else "?" for c in line) for line in out)


_WHOLE = (
    "✓ 全部相符：登记簿完整，有开有关；每位表决权人至多计一票；名册、题目、规则与开启时冻结的一致；"
    "重新计票的结果与公布的完全相同。",
    "✓ Everything fits: the book is whole, opened and closed; each elector is counted at most once; roll, questions and"
    " rule are those frozen at the opening; the recount equals the published result.",
)


def main(arguments: Sequence[str]) -> int:
    """Check the package named on the command line; 0 when everything fits, else 2."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        sys.stdout.write("用法 Usage: python3 verify.py package.zip\n")
        return 2
    report = examine(Path(arguments[0]))
    sys.stdout.write(say(report))
    return 2 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
