#!/usr/bin/env python3
"""Recount a vote from its public package. 用公开包重新计票。

    python3 verify.py package.zip        (or the unpacked folder; 也可以是解压后的文件夹)
    python3 verify.py package.zip --checkpoint "145 5ccd 28cb 4792 962e"   (from the board; 公告栏上的号码和指纹)
    python3 verify.py package.zip --receipt TEXT   (a slip code, or what a receipt's QR holds; 回执码，或二维码的内容)

One file, Python 3.9 or newer, nothing to install, no network. It shares no code with the program that made the package:
it was written from the format description (docs/package.md) alone. Exit status: 0 everything fits, 2 something does
not, each named in one sentence in Chinese and English. It reads the book line by line, however long it is.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import os
import re
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import accumulate, combinations
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
PICTURE = "picture.jpg"
"""What stands behind them where question.json speaks of a picture or plan, and nowhere else."""

SHEETS = "sheets.txt"
"""What stands last where OPEN says that sheets of paper bear salted marks: whose sheet bears which."""
OPTIONAL = (PICTURE, SHEETS)

LARGEST_FILE = 64 * 1024 * 1024
LONGEST_LINE = 8 * 1024 * 1024
"""A SERVED line names every elector who was served: room for a million of them."""
MOST_FAULTS = 20
_WHOLE_NUMBERS_BELOW = 2**53
_HEX = re.compile(r"[0-9a-f]{64}\Z")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z")
_WRITTEN = re.compile(r"sha256:[0-9a-f]{64}\Z")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{0,29}[1-9])?\Z")
_SHARE = re.compile(r"([1-9]\d{0,17})/([1-9]\d{0,17})\Z")

COUNTED = ("BALLOT", "PAPER")
VOTING = (
    *COUNTED,
    "DUPLICATE",
    "INVALID",
    "RESOLVE",
    "OPINION",
    "SERVED",
    "CONTEST",
    "ANNUL",
    "CORRECT",
    "BATCH",
    "PAPER_CONFIRM",
    "RECONCILE",
    "PARTICIPATED",
)
"""Lines that touch the count; the others are the frame around them, or notes."""
AUDITS = ("AUDIT_LIST", "AUDIT_SEED", "AUDIT_RESULT")
"""The sample of paper ballots that is compared with what was entered, in this order, each once, behind CLOSE."""
KNOWN = {*VOTING, *AUDITS, "OPEN", "CHECKPOINT", "LOSS", "CLOSE", "TALLY", "REPUBLISH"}
AFTER_CLOSE = {"TALLY", "CONTEST", "RESOLVE", "REPUBLISH", "CORRECT", "ANNUL", "LOSS", *AUDITS}
SEALS = {"TALLY", "REPUBLISH"}
"""Lines that carry the fingerprint of the result: the count, and each count anew."""
CHANGING = {"CORRECT", "ANNUL"}
"""Lines that change what was counted."""
CHANNELS = ("web", "paper", "doorstep", "proxy")
FEWEST_TOLD = 5
"""Of fewer tenants than this a result says only how many answered."""
INVALID_REASONS = ("spoilt", "unsigned", "unauthorised", "copied", "blank")
SHEET_FATES = ("returned", "double", "blank", "spoilt", "unconfirmed", "collected", "late")
"""What becomes of a sheet that came back."""
UNTOLD_FATES = ("collected", "late")
"""Those of them that leave no line; a RECONCILE line from before `collected` does not name it."""
SHEET_FIGURES = ("listed", "unused", "issued", "in_hand", *SHEET_FATES, "missing", "difference")
"""What a RECONCILE line counts."""
DECISIONS = ("first-stands", "second-counts", "neither-counts")
RULINGS = ("upheld", "dismissed", "withdrawn")
"""How a household's contest of its ballot is decided."""
CAUSES = ("contest", "replaced")
"""Why a ballot counts no longer: its household's contest was upheld, or its elector answered anew."""

UNNAMED = "secret"
"""What OPEN says of a poll in which choices are kept apart from names; of a named vote it says nothing."""
IN_SECRET = ("PARTICIPATED", "DUPLICATE", "CONTEST", "RESOLVE")
"""The only lines that touch the count of a secret poll."""
FEWEST_IN_SECRET = 20
"""No figures of fewer answers are published from a secret poll."""
FEWEST_APART = 3
"""So many answers differ from the commonest, else figures are kept back."""
ALL_BALLOTS = "ballots"
"""The name of the seal over all ballots, beside those of the questions."""

FORMATS = (1, 2)
"""Formats of result.json that can be counted again."""
SIDES = ("agree", "oppose", "abstain")
FOLLOW = "follow"
"""The answer of who follows the majority (从众), where the rules of procedure offer it."""
TYPES = ("consent", "each-plan", "choose-one", "choose-some", "place", "budget", "rank", "score", "text", "number")
WITHOUT_CHOICES = {"text", "number"}
NEWER = {"blank", "deemed", "followed", "deemed_refused", "with_deemed"}
"""What a result says of each question only since OPEN carries a procedure."""
PLANS = {"choose-one", "choose-some", "each-plan"}
"""Question types in which each option is judged on its own."""
METHODS = {
    "rank": ("borda", "instant-runoff", "schulze"),
    "score": ("mean", "median"),
    "budget": ("greedy", "equal-shares"),
}
"""Ways of counting opinions, where a question does not choose among them."""
MOST_RANKED = 12
"""Every order of elimination after a tie is followed to its end: with more options that could take for ever."""
MOST_STEPS = 11
MOST_STATES = 1_000
"""So many ways of settling ties between purchases are followed."""

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
        self.is_secret = False

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
        for name in sorted(self.names - {*FILES, *OPTIONAL}):
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
            if self.names - {*OPTIONAL} == set(FILES) and not _is_as_published(raw, members):
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
    names = [member.filename for member in members]
    if names != [name for name in (*FILES, *OPTIONAL) if name in names]:
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


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """A value as canonical JSON (RFC 8785) for what the book holds: no fractions, no other keys than ASCII."""
    return _ENCODER.encode(value)


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


# ---- Signatures: Ed25519 (RFC 8032) -------------------------------------------------------------------------------

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)

Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z


def _added(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(number: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = _added(result, point)
        point = _added(point, point)
        number >>= 1
    return result


def _are_equal(one: Point, other: Point) -> bool:
    same_x = (one[0] * other[2] - other[0] * one[2]) % _P == 0
    return same_x and (one[1] * other[2] - other[1] * one[2]) % _P == 0


def _x_of(y: int, sign: int) -> int | None:
    """The x of a point of the curve by its y and the last bit of x; None where there is none."""
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    return _P - x if x & 1 != sign else x


def _point(packed: bytes) -> Point | None:
    number = int.from_bytes(packed, "little")
    y = number & (2**255 - 1)
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % _P)


_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE_X = _x_of(_BASE_Y, 0) or 0
_BASE: Point = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _P)


def is_signed(public: bytes, said: bytes, signature: bytes) -> bool:
    """Whether the holder of a public key (32 bytes) signed these bytes (64 bytes of signature)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, commitment, answer = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or answer >= _ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + said).digest(), "little") % _ORDER
    return _are_equal(_times(answer, _BASE), _added(commitment, _times(challenge, key)))


# ---- Receipts -----------------------------------------------------------------------------------------------------

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_LETTERS = _LETTERS + "*~$=U"
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PROMISE_BYTES = 145
_LAST_MOMENT = 253_402_300_800_000
"""Milliseconds from 1970 to the year 10000."""
_PROMISE_CODE = 232
"""Characters of a promise: 145 bytes in Crockford base32."""


def _number_of(code: str) -> int:
    value = 0
    for letter in code:
        value = value * 32 + _LETTERS.index(letter)
    return value


def _in_letters(number: int, length: int) -> str:
    return "".join(_LETTERS[number >> 5 * at & 31] for at in reversed(range(length)))


def slip_code(leaf: bytes) -> str:
    """The slip code of a line: 50 bits of its leaf, and a check character."""
    number = int.from_bytes(leaf[:7], "big") >> 6
    return _in_letters(number, 10) + _CHECK_LETTERS[number % 37]


class Receipt:
    """What a receipt says: a slip code, and where it holds a signed promise, that too."""

    def __init__(self, typed: str) -> None:
        plain = re.split("[?#]", typed.strip())[0].rstrip("/").rpartition("/")[2].upper()
        code = re.sub(r"[\s–—_.-]", "", plain)
        folded = code.translate(_LOOK_ALIKES)
        self.leaf = self.head = self.signature = b""
        self.seq, self.said, self.code = 0, b"", ""
        is_slip = len(folded) == 11 and set(folded[:10]) <= set(_LETTERS)
        if is_slip and _CHECK_LETTERS[_number_of(folded[:10]) % 37] in (code[-1], folded[-1]):
            self.slip = folded[:10] + _CHECK_LETTERS[_number_of(folded[:10]) % 37]
        elif len(folded) == _PROMISE_CODE and set(folded) <= set(_LETTERS):
            self._unpack(_number_of(folded).to_bytes(_PROMISE_BYTES, "big"))
        else:
            raise Unreadable(
                "回执读不出来：应是回执码，或者回执二维码的整个内容。",
                "The receipt cannot be read: give its slip code, or all that its QR code holds.",
            )

    def _unpack(self, packed: bytes) -> None:
        self.code = _in_letters(int.from_bytes(packed[1:5], "big"), 6)
        self.seq, moment = int.from_bytes(packed[5:11], "big"), int.from_bytes(packed[11:17], "big")
        self.leaf, self.head, self.signature = packed[17:49], packed[49:81], packed[81:]
        if packed[0] != 1 or packed[1] > 63 or moment >= _LAST_MOMENT:
            raise Unreadable("回执的格式版本不认识。", "The receipt is of a form that this program does not know.")
        at = datetime(1970, 1, 1) + timedelta(milliseconds=moment)  # noqa: DTZ001  (in UTC, as it is written)
        written = at.isoformat(timespec="milliseconds") + "Z"
        told = ("consult receipt 1", self.code, self.seq, written, self.leaf.hex(), self.head.hex())
        self.said = "".join(f"{line}\n" for line in told).encode()
        self.slip = slip_code(self.leaf)


def check_receipt(report: Report, receipt: Receipt, book: Book) -> None:
    """Say whether a receipt's signature is right, and whether the book holds its line."""
    if receipt.said and receipt.code != book.code:
        report.fault(
            f"这张回执是征询 {receipt.code} 的，这个包是征询 {book.code} 的。",
            f"This receipt is of consultation {receipt.code}; the package is of {book.code}.",
        )
        return
    if receipt.said:
        _check_signature(report, receipt, book.opening.get("signing_key"))
    shown = f"{receipt.slip[:4]}-{receipt.slip[4:8]}-{receipt.slip[8:]}"
    if place := book.asked_for(receipt):
        report.remark(f"回执 {shown} 在登记簿里：第 {place} 行", f"Receipt {shown} stands in the book: line {place}")
    elif receipt.said:
        report.fault(
            f"回执 {shown} 保证的第 {receipt.seq} 行，登记簿里没有（或不是这一行）。",
            f"The book does not hold line {receipt.seq} as receipt {shown} promised it.",
        )
    else:
        report.fault(f"登记簿里没有回执 {shown}。", f"No line of the book has the slip code {shown}.")


def _check_signature(report: Report, receipt: Receipt, key: str | None) -> None:
    if not key:
        report.fault("开启行没有公钥，签名无从核对。", "OPEN names no key, so that no signature can be checked.")
    elif is_signed(bytes.fromhex(key), receipt.said, receipt.signature):
        report.remark(
            "回执的签名正确：是这个小区的公钥签的", "The receipt's signature is right: the estate's key made it"
        )
    else:
        report.fault(
            "回执的签名不对：不是这次征询的公钥签的，或者内容被改过。",
            "The receipt's signature is wrong: another key made it, or what it says was changed.",
        )


# ---- Checkpoints from the board -----------------------------------------------------------------------------------

_MARK_ADDRESS = re.compile(r".*/c/([^/\s]+)/book/(?:(\d{1,12})-)?([0-9a-f]+)/?(?:[?#].*)?\Z", re.IGNORECASE | re.DOTALL)
_MARK_LINE = re.compile(r"([0-9A-Z]{6}) (\d{1,12}) \S+Z ([0-9a-f]{64})\Z")
_MARK_TYPED = re.compile(
    r"(?:(?:([0-9A-Z]{6})\s+)?(\d{1,12})\s+)?"
    r"((?:[0-9a-f]{4}[\s-]*){15}[0-9a-f]{4}|(?:[0-9a-f]{4}[\s-]*){3}[0-9a-f]{4})\Z",
    re.IGNORECASE,
)


class Mark:
    """A checkpoint as somebody copied it from the board: the beginning of a head, with number and code if given."""

    def __init__(self, typed: str) -> None:
        plain = typed.strip()
        loose = re.sub(r"第|号|no\.?|[,，:：·]", " ", plain, flags=re.IGNORECASE).strip()
        found = _MARK_ADDRESS.match(plain) or _MARK_LINE.match(plain) or _MARK_TYPED.match(loose)
        code, seq, head = found.groups() if found else (None, None, "")
        self.code = code.upper().translate(_LOOK_ALIKES) if code else ""
        self.seq, self.head = int(seq or 0), re.sub(r"[\s-]", "", head).lower()
        self.place = 0
        """The line that it fits, once the book was walked; below 0 where that line has another fingerprint."""
        if len(self.head) not in (16, 64) or (seq and not self.seq):
            raise Unreadable(
                "张贴的指纹读不出来：应是号码和十六个字符，例如 145 5ccd 28cb 4792 962e。",
                "The checkpoint cannot be read: give number and sixteen characters, like 145 5ccd 28cb 4792 962e.",
            )

    def look(self, seq: int, head: str) -> None:
        """Hold it against one line."""
        if self.seq in (0, seq) and head.startswith(self.head):
            self.place = seq
        elif self.seq == seq:
            self.place = -seq


def check_mark(report: Report, mark: Mark, book: Book) -> None:
    """Say whether the book leads through a checkpoint."""
    shown = _groups(mark.head)
    if mark.code and mark.code != book.code:
        report.fault(
            f"这个指纹是征询 {mark.code} 的，这个包是征询 {book.code} 的。",
            f"This checkpoint is of consultation {mark.code}; the package is of {book.code}.",
        )
    elif mark.place > 0:
        report.remark(f"张贴的指纹 {shown} 相符：第 {mark.place} 行", f"Checkpoint {shown} matches: line {mark.place}")
    elif mark.place < 0:
        report.fault(
            f"张贴的指纹 {shown} 不符：第 {mark.seq} 行现在是另一个指纹，之前有改动。",
            f"Checkpoint {shown} does not match: line {mark.seq} has another fingerprint,"
            " so something up to it was changed.",
        )
    elif mark.seq:
        report.fault(
            f"张贴过第 {mark.seq} 行的指纹，登记簿却只有 {book.seq} 行。",
            f"A checkpoint of line {mark.seq} was posted, but the book has {book.seq} lines.",
        )
    else:
        report.fault(
            f"登记簿里没有一行的指纹是 {shown}：要么是别的征询的，要么登记簿被改过。",
            f"No line has the fingerprint {shown}: it is another consultation's, or the book was changed.",
        )


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


def read_sheets(package: Any) -> dict[int, bytes]:
    """Elector → mark of the sheet issued to them, without its `sha256:`."""
    found: dict[int, bytes] = {}
    last = 0
    for line in _lines(package, SHEETS):
        number, _, mark = line.partition(" ")
        if not re.match(r"[1-9][0-9]{0,15}\Z", number) or not _WRITTEN.match(mark) or int(number) <= last:
            raise Unreadable(
                f"{SHEETS} 不是规定的格式，或表决权人编号有重复、颠倒。",
                f"{SHEETS} is not in the prescribed form, or its elector numbers repeat or go backwards.",
            )
        last = int(number)
        found[last] = bytes.fromhex(mark[7:])
    return found


def _csv_line(row: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(row)
    return written.getvalue()


# ---- Ballots: what could be answered ------------------------------------------------------------------------------

Words = tuple[str, str]  # in Chinese and in English

_UNKNOWN: Words = ("选了选票上没有的项", "something was chosen that does not stand on the ballot")
_TOO_MANY: Words = ("选的项数超过上限", "more was chosen than allowed")
_TWICE: Words = ("同一项选了两次", "one option was chosen twice")
_MIXED: Words = ("“以上均不同意”或“弃权”与别的项同选", "'none of these' or 'abstain' was chosen beside an option")
_OVER_BUDGET: Words = ("所选合计超出预算", "what was chosen costs more than the budget")
_OFF_SCALE: Words = ("打分不在量表上", "a score is off the scale")
_OUT_OF_BOUNDS: Words = ("数字超出允许的范围", "a number is outside its bounds")
_NOT_WRITTEN: Words = ("写的不是规定的形式", "what was written is not in the prescribed form")
_NOT_ASKED: Words = ("答了没有问到的题", "a question was answered that was not asked")
_NO_ANSWER: Words = ("一题也没有答", "nothing was answered")


def choices_of(question: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers that a question offers, in order; none where the answer is written, the plans where each is a row."""
    if question["type"] == "consent":
        return (*SIDES, FOLLOW) if question.get("can_follow") else SIDES
    can_refuse = question["can_refuse"] and question["type"] in ("choose-one", "choose-some", "place")
    refusals = ("none", "abstain") if can_refuse else ()
    return (*_options(question), *refusals)


def _options(question: Mapping[str, Any]) -> list[str]:
    return [option["key"] for option in question["options"]]


def is_shown(question: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Whether a ballot with these answers was asked this question."""
    condition = question.get("show_if")
    if condition is None:
        return True
    earlier = answers.get(str(condition["question"]))
    return bool(earlier == condition["answer"] or (isinstance(earlier, list) and condition["answer"] in earlier))


def what_is_wrong(asked: Mapping[str, Mapping[str, Any]], answers: Any, *, on_paper: bool) -> Words | None:
    """Why a ballot could not be answered like this, given the questions by number; None where it could."""
    if not isinstance(answers, dict) or not answers:
        return _NO_ANSWER
    for number, answer in answers.items():
        if number not in asked or not is_shown(asked[number], answers):
            return _NOT_ASKED
        wrong = _wrong_answer(asked[number], answer, on_paper)
        if wrong:
            where = number[:10]
            return f"第 {where} 题{wrong[0]}", f"question {where}: {wrong[1]}"
    return None


def _wrong_answer(question: Mapping[str, Any], answer: Any, on_paper: bool) -> Words | None:
    kind = question["type"]
    if kind == "each-plan":
        return _wrong_rows(question, answer, (*SIDES, "void") if on_paper else SIDES)
    if answer == "void":
        return None if on_paper else _UNKNOWN
    if kind in ("consent", "choose-one", "place"):
        return None if isinstance(answer, str) and answer in choices_of(question) else _UNKNOWN
    if kind == "text":
        # Written answers stand in the book by their salted fingerprint only.
        return None if isinstance(answer, str) and _WRITTEN.match(answer) else _NOT_WRITTEN
    if kind == "number":
        return _wrong_number(question["bounds"], answer)
    if kind == "score":
        return _wrong_scores(question, answer)
    return _wrong_list(question, answer)


def _wrong_rows(question: Mapping[str, Any], rows: Any, sides: Sequence[str]) -> Words | None:
    if not isinstance(rows, dict) or not rows or not set(rows) <= set(_options(question)):
        return _UNKNOWN
    return None if all(isinstance(side, str) and side in sides for side in rows.values()) else _UNKNOWN


def _wrong_number(bounds: Mapping[str, str], answer: Any) -> Words | None:
    if not isinstance(answer, str) or not _NUMBER.match(answer) or answer == "-0":
        return _NOT_WRITTEN
    number, least, most = Fraction(answer), bounds.get("least"), bounds.get("most")
    is_inside = (least is None or Fraction(least) <= number) and (most is None or number <= Fraction(most))
    is_on_step = (number - Fraction(least or 0)) % Fraction(bounds["step"]) == 0
    return None if is_inside and is_on_step else _OUT_OF_BOUNDS


def _wrong_scores(question: Mapping[str, Any], scores: Any) -> Words | None:
    if not isinstance(scores, dict) or not scores or not set(scores) <= set(_options(question)):
        return _UNKNOWN
    low, high = question["scale"]["low"], question["scale"]["high"]
    return None if all(type(score) is int and low <= score <= high for score in scores.values()) else _OFF_SCALE


def _wrong_list(question: Mapping[str, Any], chosen: Any) -> Words | None:
    offered = _options(question) if question["type"] == "rank" else choices_of(question)
    if not isinstance(chosen, list) or not chosen or not all(isinstance(key, str) and key in offered for key in chosen):
        return _UNKNOWN
    if len(set(chosen)) != len(chosen):
        return _TWICE
    if len(chosen) > 1 and {"none", "abstain"} & set(chosen) - set(_options(question)):
        return _MIXED
    if len(chosen) > (question.get("most") or len(question["options"])):
        return _TOO_MANY
    is_dear = question["type"] == "budget" and sum(_costs(question).get(key, 0) for key in chosen) > question["budget"]
    return _OVER_BUDGET if is_dear else None


# ---- Counting -----------------------------------------------------------------------------------------------------


USUAL_PROCEDURE: Mapping[str, Any] = {
    "parking": False,
    "storage": False,
    "blank_abstains": False,
    "invalid_takes_part": False,
    "late_paper": False,
    "deemed": {"mode": "off", "clause": {}},
    "follow": False,
    "proxy_cap": 3,
    "tenants": False,
    "paper_twice": False,
    "paper_photo": False,
    "replace": False,
    "assisted": False,
    "posted_days": 7,
}
"""What holds where OPEN says nothing of a procedure: packages made before there was one."""

NEWER_POINTS = {"paper_twice", "paper_photo", "replace", "assisted", "posted_days"}
"""Points that were added later; an older OPEN does not have them."""


def read_procedure(said: Any) -> Mapping[str, Any]:
    """The rules of procedure as OPEN froze them."""
    if said is None:
        return USUAL_PROCEDURE
    is_right = isinstance(said, dict) and USUAL_PROCEDURE.keys() - said.keys() <= NEWER_POINTS
    is_right = is_right and said.keys() <= USUAL_PROCEDURE.keys()
    is_right = is_right and all(type(said.get(key, usual)) is type(usual) for key, usual in USUAL_PROCEDURE.items())
    if not is_right or said["deemed"].get("mode") not in ("off", "abstain", "majority"):
        raise Unreadable(
            "开启行（OPEN）里的议事规则（procedure）缺内容或内容不对。",
            "The procedure in OPEN lacks something or holds what it should not.",
        )
    return {**USUAL_PROCEDURE, **said}


class Terms:
    """What one consultation is judged by beside its ballots: rule, electorate, procedure, invalid and silent."""

    def __init__(self, rule: Mapping[str, Any], electorate: Weight, procedure: Mapping[str, Any] | None = None) -> None:
        self.rule, self.electorate = rule, electorate
        self.procedure = procedure or USUAL_PROCEDURE
        self.invalid = self.silent = NOTHING
        self.form = max(FORMATS)
        """The format of the result: in the first one a turnout alone could be passed, and newcomers had no end."""

    @property
    def mode(self) -> str:
        """What silence after service means: nothing (off), abstaining, or joining the larger side."""
        return str(self.procedure["deemed"]["mode"])


class Figures:
    """What is held against the requirements for one proposal or plan."""

    def __init__(self, participating: Weight, expressed: Weight, agree: Weight, oppose: Weight) -> None:
        self.participating, self.expressed, self.agree, self.oppose = participating, expressed, agree, oppose

    def joined(self, side: str, weight: Weight, *, is_new: bool) -> Figures:
        """These with some more on a side; `is_new` are those who took no part yet. Who abstains has no view."""
        new, speaking = weight if is_new else NOTHING, NOTHING if side == "abstain" else weight
        return Figures(
            _sum(self.participating, new),
            _sum(self.expressed, speaking),
            _sum(self.agree, weight if side == "agree" else NOTHING),
            _sum(self.oppose, weight if side == "oppose" else NOTHING),
        )

    def larger_side(self) -> str | None:
        """Agree or oppose, whichever is larger by heads and by area alike; None where neither is."""
        if self.agree[0] > self.oppose[0] and self.agree[1] > self.oppose[1]:
            return "agree"
        return "oppose" if self.oppose[0] > self.agree[0] and self.oppose[1] > self.agree[1] else None

    def held_against(self, terms: Terms) -> dict[str, Any]:
        """Outcome and requirements."""
        whole = {"electorate": terms.electorate, "participating": self.participating, "expressed": self.expressed}
        part = {"agree": self.agree, "oppose": self.oppose}
        rule, left = terms.rule, _less(terms.electorate, self.participating) if terms.form > 1 else None
        turnout = [_finding("participation", one, self.participating, whole, left) for one in rule["participation"]]
        consent = [
            _finding("approval", one, part[one.get("subject", "agree")], whole, left) for one in rule["approval"]
        ]
        outcome = self._outcome(turnout, consent)
        if outcome == "passed" and not consent and terms.form > 1:
            outcome = "figures"
        return {"outcome": outcome, "requirements": turnout + consent}

    def _outcome(self, turnout: Sequence[Mapping[str, Any]], consent: Sequence[Mapping[str, Any]]) -> str:
        if not turnout and not consent:
            return "figures"
        if self.participating[0] == 0 or not all(finding["met"] for finding in turnout):
            return "inquorate"
        return "passed" if all(finding["met"] for finding in consent) else "rejected"


class Row:
    """What was said to one proposal or plan by side, and whose mark there was void."""

    def __init__(self) -> None:
        self.sides = dict.fromkeys(SIDES, NOTHING)
        self.void = NOTHING

    @property
    def participating(self) -> Weight:
        """Who said anything here."""
        return _total(self.sides.values())

    @property
    def expressed(self) -> Weight:
        """Who agreed or opposed."""
        return _sum(self.sides["agree"], self.sides["oppose"])


class Count:
    """The figures of one question, ballot by ballot."""

    def __init__(self, question: Mapping[str, Any]) -> None:
        self.question = question
        self.answered = self.expressed = self.void = self.shown_to = NOTHING
        self.counts = dict.fromkeys(choices_of(question), NOTHING)
        self.rows = {option: Row() for option in _options(question)} if question["type"] == "each-plan" else {}
        if self.rows:
            self.counts = {}
        self.opinions: Counter[Any] = Counter()

    def add(self, weight: Weight, answers: Mapping[str, Any]) -> None:
        """Count one ballot: blank and void are shown the question and say nothing, abstaining says something."""
        if not is_shown(self.question, answers):
            return
        self.shown_to = _sum(self.shown_to, weight)
        answer = answers.get(str(self.question["number"]))
        if answer is None:
            return
        said = self._add_rows(weight, answer) if self.rows else {answer} if isinstance(answer, str) else set(answer)
        if said == {"void"}:
            self.void = _sum(self.void, weight)
            return
        self.answered = _sum(self.answered, weight)
        if not said <= {"abstain", "void", FOLLOW}:
            self.expressed = _sum(self.expressed, weight)
        self._add_choices(weight, answer)

    def _add_rows(self, weight: Weight, rows: Mapping[str, str]) -> set[str]:
        for option, side in rows.items():
            row = self.rows[option]
            if side == "void":
                row.void = _sum(row.void, weight)
            else:
                row.sides[side] = _sum(row.sides[side], weight)
        return set(rows.values())

    def _add_choices(self, weight: Weight, answer: Any) -> None:
        """Who chose what; in a ranking who put it first, among scores who gave it one."""
        kind = self.question["type"]
        if self.counts and kind not in WITHOUT_CHOICES:
            chosen = [answer] if isinstance(answer, str) else answer[:1] if kind == "rank" else answer
            for key in chosen:
                self.counts[key] = _sum(self.counts[key], weight)
        if kind in METHODS or kind == "number":
            self.opinions[_kept(answer)] += weight[0]

    @property
    def blank(self) -> Weight:
        """Who was asked and left the question empty."""
        return _less(self.shown_to, self.answered, self.void)

    def _read(self, terms: Terms, said: Weight, void: Weight) -> Weight:
        """Who takes part, as the rules of procedure read blanks, void rows and invalid ballots."""
        blank = _less(self.shown_to, said, void) if terms.procedure["blank_abstains"] else NOTHING
        invalid = _sum(void, terms.invalid) if terms.procedure["invalid_takes_part"] else NOTHING
        return _total((said, blank, invalid))

    def result(self, terms: Terms) -> dict[str, Any]:
        """What `result.json` must say about this question."""
        chosen = {key: weight[0] for key, weight in self.counts.items()}
        return {
            "number": self.question["number"],
            "question": self.question,
            "participating": _weight(self._read(terms, self.answered, self.void)),
            "expressed": _weight(self.expressed),
            "void": _weight(self.void),
            "blank": _weight(self.blank),
            "shown_to": _weight(self.shown_to),
            "counts": {key: _weight(weight) for key, weight in self.counts.items()},
            "methods": count_opinions(self.question, self.opinions, chosen),
            **self._verdicts(terms),
        }

    def _figures(self, terms: Terms, key: str) -> Figures:
        """What stands for one proposal or plan; who refuses every plan opposes each of them."""
        if self.rows:
            row = self.rows[key]
            took = self._read(terms, row.participating, row.void)
            return Figures(took, row.expressed, row.sides["agree"], row.sides["oppose"])
        against = self.counts.get("oppose" if self.question["type"] == "consent" else "none", NOTHING)
        took = self._read(terms, self.answered, self.void)
        return Figures(took, self.expressed, self.counts[key], against)

    def _judged(self) -> list[str]:
        """What a rule is held against: agreement, or each plan alone; nothing where answers only advise."""
        if self.question["type"] == "consent":
            return ["agree"]
        return _options(self.question) if self.question["type"] in PLANS else []

    def _verdicts(self, terms: Terms) -> dict[str, Any]:
        figures = {key: self._figures(terms, key) for key in self._judged()}
        held = self._held(terms, figures)
        for option, row in self.rows.items():
            held["plans"][option].update(
                counts={side: _weight(weight) for side, weight in row.sides.items()},
                participating=_weight(figures[option].participating),
                expressed=_weight(row.expressed),
                void=_weight(row.void),
            )
        return {**held, **self._with_silent(terms, figures, held)}

    def _held(self, terms: Terms, figures: Mapping[str, Figures]) -> dict[str, Any]:
        """The outcome of the proposal; or of all plans, each by itself, with the quorum that they share above them."""
        if self.question["type"] == "consent":
            return figures["agree"].held_against(terms)
        plans = {key: one.held_against(terms) for key, one in figures.items()}
        shared = list(plans.values())[:1] if not self.rows else []
        turnout = [one for plan in shared for one in plan["requirements"] if one["stage"] == "participation"]
        return {"outcome": _best(plan["outcome"] for plan in plans.values()), "requirements": turnout, "plans": plans}

    def _with_silent(self, terms: Terms, figures: Mapping[str, Figures], held: Mapping[str, Any]) -> dict[str, Any]:
        """Who joined the returned ballots and on which side, and the second outcome; plans with rows note it there."""
        joined = {key: self._joined(terms, one) for key, one in figures.items()}
        for option in self.rows:
            said = joined[option][0]
            held["plans"][option].update(deemed=said["deemed"], deemed_refused=said["deemed_refused"])
        first = dict(_NOBODY) if self.rows else next((said for said, _ in joined.values()), dict(_NOBODY))
        has_joined = any(said["deemed"] or said["followed"] for said, _ in joined.values())
        second = self._held(terms, {key: one for key, (_, one) in joined.items()}) if has_joined else None
        return {**first, "with_deemed": second}

    def _joined(self, terms: Terms, figures: Figures) -> tuple[dict[str, Any], Figures]:
        """One proposal or plan: who joins which side, and the figures with them. Silence says nothing to a question
        that was asked on a condition, and takes no side where agreement and opposition do not face each other."""
        mode = "off" if self.question.get("show_if") else terms.mode
        has_sides, follows = self.question["type"] in ("consent", "each-plan"), FOLLOW in self.counts
        side = figures.larger_side()
        wants_side = follows or (has_sides and mode == "majority")
        silent_side = side if has_sides and mode == "majority" else "abstain"
        said, more = dict(_NOBODY), figures
        if wants_side and side is None:
            said["deemed_refused"] = "deeming-undecided"
        if mode != "off" and silent_side is not None:
            said["deemed"] = {silent_side: _weight(terms.silent)}
            more = more.joined(silent_side, terms.silent, is_new=True)
        if follows and side is not None:
            said["followed"] = {side: _weight(self.counts[FOLLOW])}
            more = more.joined(side, self.counts[FOLLOW], is_new=False)
        return said, more


_NOBODY: Mapping[str, Any] = {"deemed": None, "followed": None, "deemed_refused": None}


def _kept(answer: Any) -> Any:
    """An answer as it is remembered: equal answers are equal, whatever the order in which options were ticked."""
    if isinstance(answer, dict):
        return tuple(sorted(answer.items()))
    return tuple(answer) if isinstance(answer, list) else answer


def _sum(one: Weight, other: Weight) -> Weight:
    return (one[0] + other[0], one[1] + other[1])


def _total(weights: Iterable[Weight]) -> Weight:
    heads = area = 0
    for weight in weights:
        heads, area = heads + weight[0], area + weight[1]
    return (heads, area)


def _less(whole: Weight, *parts: Weight) -> Weight:
    heads, area = _total(parts)
    return (whole[0] - heads, whole[1] - area)


def _weight(weight: Weight) -> dict[str, int]:
    return {"heads": weight[0], "area": weight[1]}


def _best(outcomes: Iterable[str]) -> str:
    """The outcome over all plans: the furthest that one of them came."""
    known = set(outcomes)
    return next((outcome for outcome in ("figures", "passed", "rejected", "inquorate") if outcome in known), "figures")


def _finding(
    stage: str, requirement: Mapping[str, Any], part: Weight, whole: Mapping[str, Weight], left: Weight | None
) -> dict[str, Any]:
    at = ("heads", "area").index(requirement["measure"])
    found = {"stage": stage, **requirement, **reckon(requirement, part[at], whole[requirement["of"]][at])}
    if left is not None:
        found["remaining"] = left[at]
        if found["missing_from_new"] is not None and found["missing_from_new"] > left[at]:
            found["missing_from_new"] = None  # So many have not stayed away.
    return found


def reckon(requirement: Mapping[str, Any], numerator: int, denominator: int) -> dict[str, Any]:
    """Hold a figure against a share, in whole numbers only: is it met, and how much is missing."""
    over, under = _share(requirement["share"])
    is_strict, is_ceiling = requirement["strict"], requirement.get("ceiling", False)
    if is_ceiling:
        # Fewer than none of nobody would be less than nothing: where nobody chose, nobody is too many.
        needed = max(0, -(-over * denominator // under) - 1) if is_strict else over * denominator // under
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


# ---- Opinions: rankings, scores, budgets, numbers -----------------------------------------------------------------

Heads = Mapping[Any, int]  # distinct answer → how many heads gave it


def methods_of(question: Mapping[str, Any]) -> tuple[str, ...]:
    """The ways in which a question's answers are counted; none where a rule judges them."""
    kind = question["type"]
    if kind in ("choose-some", "choose-one", "place"):
        name = "approval" if kind == "choose-some" else "plurality"
        return () if question["can_refuse"] else (name,)
    if kind == "number":
        return ("figures",)
    known = METHODS.get(kind, ())
    return tuple(question.get("methods") or known) if known else ()


def count_opinions(question: Mapping[str, Any], heads: Heads, chosen: Mapping[str, int]) -> dict[str, Any]:
    """What `methods` must say; `chosen` are the heads by key, for the methods that need no more."""
    found: dict[str, Any] = {}
    for name in methods_of(question):
        if name in _SIMPLE:
            options = _options(question)
            found[name] = _ranked(_by_points(options, chosen) if any(chosen[o] for o in options) else [])
        else:
            found[name] = COUNTERS[name](question, heads)
    return found


def _by_points(options: Sequence[str], points: Mapping[str, Any]) -> list[list[str]]:
    """Groups by falling points; equals stand together, in the order in which they are printed."""
    return [[o for o in options if points[o] == reached] for reached in sorted({points[o] for o in options})[::-1]]


def _ranked(groups: list[list[str]]) -> dict[str, Any]:
    return {"ranking": groups, "winners": groups[0] if groups else []}


def _exact(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}"


# Rankings: an order names the best first; whoever is named is preferred to whoever is left out.


def _preferred(options: Sequence[str], orders: Heads) -> dict[str, dict[str, int]]:
    """For each two options, how many heads prefer the one to the other; two left out are equal."""
    pairs = {one: {other: 0 for other in options if other != one} for one in options}
    for order, heads in orders.items():
        place = {option: at for at, option in enumerate(order)}
        for one, other in combinations(options, 2):
            mine, theirs = place.get(one, len(options)), place.get(other, len(options))
            if mine != theirs:
                better, worse = (one, other) if mine < theirs else (other, one)
                pairs[better][worse] += heads
    return pairs


def _borda(question: Mapping[str, Any], orders: Heads) -> dict[str, Any]:
    """A point for each option that a ballot places below, half a point for each that is equal on it."""
    if not orders:
        return {**_ranked([]), "points": {}}
    options, heads = _options(question), sum(orders.values())
    pairs = _preferred(options, orders)
    points = {
        one: sum((Fraction(heads + n - pairs[other][one], 2) for other, n in row.items()), Fraction())
        for one, row in pairs.items()
    }
    return {**_ranked(_by_points(options, points)), "points": {option: _exact(points[option]) for option in options}}


def _schulze(question: Mapping[str, Any], orders: Heads) -> dict[str, Any]:
    """Levels: first what nothing beats by a stronger chain of wins, then what only those beat, and so on."""
    if not orders:
        return {**_ranked([]), "pairs": {}}
    options = _options(question)
    pairs = _preferred(options, orders)
    wins = {(a, b): n for a, row in pairs.items() for b, n in row.items() if n > pairs[b][a]}
    strength: dict[tuple[str, str], int] = {}
    for least in sorted(set(wins.values())):
        # What can be reached by wins of at least this strength has a chain of at least this strength.
        edges = [pair for pair, n in wins.items() if n >= least]
        for start in options:
            strength.update({(start, end): least for end in _reached(start, edges)})
    levels: list[list[str]] = []
    left = options
    while left:
        beaten = {b for a in left for b in left if strength.get((a, b), 0) > strength.get((b, a), 0)}
        levels.append([option for option in left if option not in beaten])
        left = [option for option in left if option in beaten]
    return {**_ranked(levels), "pairs": pairs}


def _reached(start: str, edges: Sequence[tuple[str, str]]) -> set[str]:
    found, fresh = {start}, {start}
    while fresh:
        fresh = {end for begin, end in edges if begin in fresh} - found
        found |= fresh
    return found - {start}


def _instant_runoff(question: Mapping[str, Any], orders: Heads) -> dict[str, Any]:
    """Round by round the last is out; a tie for it is listed, and every order of elimination followed to its end."""
    heads, standing = sum(orders.values()), _options(question)
    rounds: list[dict[str, Any]] = []
    gone: list[list[str]] = []
    winners: list[str] = []
    while heads and not winners:
        orders, tops = _tops(standing, orders)
        won, out, tied = _fate(tops)
        ending = {"out": [] if won else out, "tied": [] if won else tied}
        rounds.append({"counts": tops, "set_aside": heads - sum(tops.values()), **ending})
        if won or tied:
            possible = set(won) or _can_win(standing, orders)
            winners = [option for option in standing if option in possible]
        else:
            gone.insert(0, out)
            standing = [option for option in standing if option not in out]
    last = rounds[-1]["counts"] if rounds else {}
    rest = [option for option in standing if option not in winners] if rounds else []
    ranking = [winners, *_by_points(rest, last), *gone] if winners else []
    return {"ranking": ranking, "winners": winners, "rounds": rounds}


def _tops(standing: Sequence[str], orders: Heads) -> tuple[dict[tuple[str, ...], int], dict[str, int]]:
    """The orders cut down to what still stands, alike ones together, and the heads by first choice."""
    kept: dict[tuple[str, ...], int] = {}
    tops = dict.fromkeys(standing, 0)
    for order, heads in orders.items():
        cut = tuple(option for option in order if option in tops)
        if cut:
            kept[cut] = kept.get(cut, 0) + heads
            tops[cut[0]] += heads
    return kept, tops


def _fate(tops: Mapping[str, int]) -> tuple[list[str], list[str], list[str]]:
    """Who has more than half; else who is out beyond doubt; else who is tied for it."""
    fewest, whole = min(tops.values()), sum(tops.values())
    won = [option for option, n in tops.items() if 2 * n > whole]
    lowest = [option for option, n in tops.items() if n == fewest]
    above = [n for n in tops.values() if n > fewest]
    # Several are out at once only if all of them together would still be behind the next one.
    if len(lowest) == 1 or (above and fewest * len(lowest) < min(above)):
        return won, lowest, []
    return won, [], lowest


def _can_win(standing: Sequence[str], orders: Heads) -> set[str]:
    """Who wins in at least one order of elimination; the sets still to look at, level by level."""
    found: set[str] = set()
    open_sets: dict[frozenset[str], Heads] = {frozenset(standing): orders}
    while open_sets:
        following: dict[frozenset[str], Heads] = {}
        for left, before in open_sets.items():
            kept, tops = _tops([option for option in standing if option in left], before)
            won, out, tied = _fate(tops)
            found.update(won)
            for gone in [] if won else [out] if out else [[option] for option in tied]:
                following[left - set(gone)] = kept
        open_sets = following
    return found


# Scores: a mean and a median over those who scored an option; no score is not a zero.


def _scores(question: Mapping[str, Any], ballots: Heads, average: Callable[[Heads], Fraction]) -> dict[str, Any]:
    options, scale = _options(question), question["scale"]
    spread = {option: dict.fromkeys(range(scale["low"], scale["high"] + 1), 0) for option in options}
    for scores, heads in ballots.items():
        for option, score in scores:
            spread[option][score] += heads
    averages = {option: average(given) for option, given in spread.items() if any(given.values())}
    return {
        **_ranked(_by_points([option for option in options if option in averages], averages)),
        "averages": {option: _exact(reached) for option, reached in averages.items()},
        "unscored": [option for option in options if option not in averages] if averages else [],
        "spread": {option: _in_groups(given) for option, given in spread.items()},
    }


def _in_groups(given: Mapping[int, int]) -> dict[str, int]:
    """Scores beside each other go together until five gave one of them; what is left over joins the last group."""
    groups: list[list[int]] = []  # each lowest score, highest score, heads
    for score in sorted(given):
        if not groups or groups[-1][2] >= 5:
            groups.append([score, score, 0])
        groups[-1][1] = score
        groups[-1][2] += given[score]
    if len(groups) > 1 and groups[-1][2] < 5:
        _, high, heads = groups.pop()
        groups[-1][1:] = [high, groups[-1][2] + heads]
    named = (([low] if low == high else [low, high], heads) for low, high, heads in groups if heads >= 5)
    return {"-".join(map(str, ends)): heads for ends, heads in named}


def _mean(given: Heads) -> Fraction:
    return sum((value * Fraction(n) for value, n in given.items()), Fraction()) / sum(given.values())


def _median(given: Heads) -> Fraction:
    """The middle value, or halfway between the two middle ones: the first with half below or at it, from both ends."""
    half = Fraction(sum(given.values()), 2)

    def first(values: Iterable[Any]) -> Fraction:
        passed = 0
        for value in values:
            passed += given[value]
            if passed >= half and given[value]:
                return Fraction(value)
        raise ValueError("nothing to take the middle of")

    return (first(sorted(given)) + first(sorted(given, reverse=True))) / 2


def _number_figures(_question: Mapping[str, Any], answers: Heads) -> dict[str, Any]:
    numbers: dict[Fraction, int] = {}
    for written, heads in answers.items():
        numbers[Fraction(written)] = numbers.get(Fraction(written), 0) + heads
    one_by_one = sorted(value for value, heads in numbers.items() for _ in range(heads))
    if not one_by_one:
        return {"heads": 0}
    figures = {"heads": len(one_by_one), "mean": _exact(_mean(numbers)), "median": _exact(_median(numbers))}
    if len(one_by_one) >= 5:
        figures |= {"five_lowest": _exact(one_by_one[4]), "five_highest": _exact(one_by_one[-5])}
    return figures


# Budgets: money in 0.01 yuan. A tie is (options, fewest, most): so many of them get money, and nobody can say which.

Ties = list[tuple[list[str], int, int]]
Purses = Mapping[Any, Fraction]  # kind of ballot → what each of its electors still holds
Bought = Mapping[str, Fraction]  # option → its price, in the order bought


def _by_support(costs: Mapping[str, int], support: Mapping[str, int], left: int) -> tuple[list[str], Ties]:
    """The most wanted first while the money lasts; of equal support the cheaper; equal in both: as many as fit."""
    funded: list[str] = []
    ties: Ties = []
    for key in sorted({(-support[option], cost) for option, cost in costs.items() if support[option]}):
        alike = [option for option, cost in costs.items() if (-support[option], cost) == key]
        fit = len(alike) if key[1] == 0 else min(len(alike), left // key[1])
        left -= fit * key[1]
        if fit == len(alike):
            funded += alike
        elif fit:
            ties.append((alike, fit, fit))
    return funded, ties


def _support(costs: Mapping[str, int], choices: Heads) -> dict[str, int]:
    return {option: sum(heads for chosen, heads in choices.items() if option in chosen) for option in costs}


def _costs(question: Mapping[str, Any]) -> dict[str, int]:
    return {option["key"]: option["cost"] for option in question["options"]}


def _money(question: Mapping[str, Any], funded: Sequence[str], ties: Ties) -> dict[str, Any]:
    costs = _costs(question)
    return {
        "funded": list(funded),
        "ties": [{"options": options, "fewest": fewest, "most": most} for options, fewest, most in ties],
        "spent": sum(costs[option] for option in funded),
        "budget": question["budget"],
    }


def _greedy(question: Mapping[str, Any], choices: Heads) -> dict[str, Any]:
    costs = _costs(question)
    return _money(question, *_by_support(costs, _support(costs, choices), question["budget"]))


class Market:
    """Equal shares: everyone holds an equal part of the budget, and supporters buy what they want together.

    A state is what was bought with its prices, in order, and what is left in the purses, by kind of ballot.
    """

    def __init__(self, question: Mapping[str, Any], choices: Heads) -> None:
        self.budget: int = question["budget"]
        self.costs = _costs(question)
        self.choices = choices
        self.support = _support(self.costs, choices)
        self.each = Fraction(self.budget, sum(choices.values()))

    def price(self, option: str, purses: Purses) -> Fraction | None:
        """What each pays at most if all pay alike and the poor all they have; None if they cannot together."""
        paying = [(purses[chosen], heads) for chosen, heads in self.choices.items() if option in chosen]
        price = Fraction(self.costs[option], self.support[option])
        while rich := sum(heads for held, heads in paying if held >= price):
            poor = sum((held * heads for held, heads in paying if held < price), Fraction())
            raised = (self.costs[option] - poor) / rich
            if raised == price:
                return price
            price = raised
        return None

    def offers(self, bought: Collection[str], purses: Purses) -> dict[str, Fraction]:
        """What is bought next, with its price: smallest part of its cost, most supporters, cheapest; else equals."""
        best: dict[tuple[Fraction, int, int], dict[str, Fraction]] = {}
        for option, cost in self.costs.items():
            price = self.price(option, purses) if self.support[option] and option not in bought else None
            if price is not None:
                part = price / cost if cost else Fraction()
                best.setdefault((part, -self.support[option], cost), {})[option] = price
        return best[min(best)] if best else {}

    def pay(self, bought: Bought, purses: Purses, offers: Mapping[str, Fraction]) -> tuple[Bought, Purses]:
        """The state after all these were bought."""
        for option, price in offers.items():
            purses = {kind: held - min(held, price) if option in kind else held for kind, held in purses.items()}
        return {**bought, **offers}, purses

    def buy(self, bought: Bought, purses: Purses) -> tuple[Bought, Purses, dict[str, Fraction]]:
        """Buy until nothing can be bought, or a tie stands in the way; and the offers of that tie."""
        while offers := self.offers(bought, purses):
            if len(offers) > 1 and not self._all_can_pay(offers, purses):
                break
            bought, purses = self.pay(bought, purses, offers)
        return bought, purses, offers

    def _all_can_pay(self, offers: Mapping[str, Fraction], purses: Purses) -> bool:
        """Whether every supporter can pay in full for all of them: then their order cannot matter."""
        due = {kind: sum((price for option, price in offers.items() if option in kind), Fraction()) for kind in purses}
        return all(due[kind] <= held for kind, held in purses.items())

    def ends(self, bought: Bought, purses: Purses) -> set[frozenset[str]] | None:
        """Every set that can be bought in the end, over all orders of equals; None where there are too many states."""
        ends: set[frozenset[str]] = set()
        waiting, seen = [(bought, purses)], set()
        while waiting:
            bought, purses, offers = self.buy(*waiting.pop())
            state = (frozenset(bought), tuple(purses.values()))
            if state in seen:
                continue
            seen.add(state)
            if len(seen) > MOST_STATES:
                return None
            if not offers:
                ends.add(state[0])
            waiting += [self.pay(bought, purses, {option: price}) for option, price in offers.items()]
        return ends

    def left(self, bought: Iterable[str]) -> int:
        """What of the budget these leave."""
        return self.budget - sum(self.costs[option] for option in bought)


def _equal_shares(question: Mapping[str, Any], choices: Heads) -> dict[str, Any]:
    if not choices:
        return {**_money(question, [], []), "each": "0/1", "purchases": [], "completed": []}
    market = Market(question, choices)
    bought, purses, tied = market.buy({}, dict.fromkeys(choices, market.each))
    ends = market.ends(bought, purses) if tied else {frozenset(bought)}
    funded, ties = _agreed(market, list(bought), ends) if ends else _unfollowed(market, list(bought))
    return {
        **_money(question, funded, ties),
        "each": _exact(market.each),
        "purchases": [
            {"option": option, "price": _exact(price), "heads": market.support[option]}
            for option, price in bought.items()
        ],
        "completed": [option for option in funded if ends and not any(option in end for end in ends)],
    }


def _agreed(market: Market, bought: list[str], ends: Collection[frozenset[str]]) -> tuple[list[str], Ties]:
    """What all ways of settling the ties fund, once the rest is given out by support; and what only some of them do."""
    finished = []
    for end in ends:
        rest = {option: cost for option, cost in market.costs.items() if option not in end}
        more, ties = _by_support(rest, market.support, market.left(end))
        finished.append(([option for option in market.costs if option in end] + more, ties))
    if len(finished) == 1:
        funded, ties = finished[0]
        return bought + [option for option in funded if option not in bought], ties
    certain = set(market.costs).intersection(*(funded for funded, _ in finished))
    some = {option for funded, ties in finished for option in (*funded, *(o for tie in ties for o in tie[0]))}
    open_to = [option for option in market.costs if option in some - certain]
    numbers = [
        sum(option in open_to for option in funded) + sum(most for _, _, most in ties) for funded, ties in finished
    ]
    order = bought + [option for option in market.costs if option in certain and option not in bought]
    return order, [(open_to, min(numbers), max(numbers))] if open_to else []


def _unfollowed(market: Market, bought: list[str]) -> tuple[list[str], Ties]:
    """Beyond the states that are followed: what is certain, and all else that is wanted and still fits as a tie."""
    left = market.left(bought)
    open_to = [o for o, cost in market.costs.items() if o not in bought and market.support[o] and cost <= left]
    sums = accumulate(sorted(market.costs[option] for option in open_to))
    return bought, [(open_to, 0, sum(together <= left for together in sums))]


_SIMPLE = {"approval", "plurality"}
COUNTERS: Mapping[str, Callable[[Mapping[str, Any], Heads], dict[str, Any]]] = {
    "borda": _borda,
    "instant-runoff": _instant_runoff,
    "schulze": _schulze,
    "mean": lambda question, ballots: _scores(question, ballots, _mean),
    "median": lambda question, ballots: _scores(question, ballots, _median),
    "greedy": _greedy,
    "equal-shares": _equal_shares,
    "figures": _number_figures,
}


# ---- The book -----------------------------------------------------------------------------------------------------


LONGEST_REASON = 500
_MOST_POSTINGS = 100_000
"""So many checkpoints are looked for in checkpoints.txt, which holds no more."""


class Book:
    """A walk along the numbered book, with everything that must be remembered of it."""

    def __init__(
        self, report: Report, checkpoints: Mapping[int, tuple[str, str, str]], asked: Asked | None = None
    ) -> None:
        self._report = report
        self._receipts = asked.receipts if asked else []
        self._marks = asked.marks if asked else []
        self._day = ""
        """The day of the last CHECKPOINT."""
        self.postings: set[int] = set()
        self._found: dict[str, int] = {}
        self._checkpoints = checkpoints
        self._tree = Tree()
        self.seq = 0
        self.head = bytes(32)
        self.code = ""
        self.kinds: Counter[str] = Counter()
        self.opening: dict[str, Any] = {}
        self.closing: dict[str, Any] = {}
        self.sealed = ""
        """The fingerprint in the last line that seals the result."""
        self.counted_at: dict[str, Any] = {}
        """Where the book stood when that result was counted: the line before it."""
        self.changed_since = 0
        """A line that changed what was counted and after which nothing was sealed; 0 for none."""

    def walk(self, lines: Iterable[str]) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        """Check each line, and hand on its number, kind, time and payload."""
        for text in lines:
            entry = self._entry(text)
            root_before = self._tree.root() if entry["type"] in {"CLOSE", *SEALS} else ""
            self._remember_seal(entry, root_before)
            leaf = leaf_hash(text)
            self._tree.add(leaf)
            self.head = _node(self.head, leaf)
            if self._receipts:
                self._look_for_receipts(leaf)
            for mark in self._marks:
                mark.look(self.seq, self.head.hex())
            self._check_place(entry)
            self._check_checkpoint(entry)
            self._remember(entry, root_before)
            yield self.seq, entry["type"], entry["at"], entry["payload"]

    def _look_for_receipts(self, leaf: bytes) -> None:
        slip = slip_code(leaf)
        for receipt in self._receipts:
            is_kept = (receipt.seq, receipt.leaf, receipt.head) == (self.seq, leaf, self.head)
            if is_kept or (not receipt.said and receipt.slip == slip):
                self._found.setdefault(receipt.said.hex() or receipt.slip, self.seq)

    def asked_for(self, receipt: Receipt) -> int:
        """The line of a receipt that was asked for; 0 where the book does not hold it."""
        return self._found.get(receipt.said.hex() or receipt.slip, 0)

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
        is_late_conflict = kind == "RESOLVE" and "contest" not in entry["payload"]
        if self.closing and (kind not in AFTER_CLOSE or is_late_conflict):
            fault(f"登记簿第 {seq} 行写在截止行之后。", f"Line {seq} of the book was written after CLOSE.")
        if not self.closing and kind in {*AUDITS, *SEALS}:
            fault(
                f"第 {seq} 行（{kind}）写在截止行之前，而它只能在其后。",
                f"Line {seq} ({kind}) was written before CLOSE, which it can only follow.",
            )
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
        if entry["type"] == "CHECKPOINT":
            self._check_posting(entry["payload"])
        if entry["type"] == "LOSS":
            self._say_loss(entry["payload"])
        posted = self._checkpoints.get(self.seq)
        if posted and posted[0] != entry["consultation"]:
            self._report.fault(
                f"checkpoints.txt 里有另一次征询（{posted[0][:10]}）的指纹。",
                f"checkpoints.txt holds a checkpoint of another consultation ({posted[0][:10]}).",
            )
        elif self.seq in self._checkpoints and self._checkpoints[self.seq] != (
            entry["consultation"],
            entry["at"],
            self.head.hex(),
        ):
            self._report.fault(
                f"第 {self.seq} 行与 checkpoints.txt 里张贴过的指纹不一致。",
                f"Line {self.seq} does not agree with the checkpoint posted for it (checkpoints.txt).",
            )

    def _check_posting(self, payload: Mapping[str, Any]) -> None:
        """A CHECKPOINT says its day, never an earlier one than the last, and how many lines stand before it."""
        if len(self.postings) < _MOST_POSTINGS:
            self.postings.add(self.seq)
        day = payload.get("day")
        is_day = isinstance(day, str) and bool(re.match(r"\d{4}-\d\d-\d\d\Z", day))
        if not is_day or str(day) < self._day or canonical(payload.get("lines")) != str(self.seq - 1):
            self._report.fault(
                f"登记簿第 {self.seq} 行（CHECKPOINT）的日期或行数不对。",
                f"Line {self.seq} of the book, a CHECKPOINT, has a wrong day or number of lines.",
            )
        self._day = str(day) if is_day else self._day

    def _say_loss(self, payload: Mapping[str, Any]) -> None:
        """Lines that were lost with an old database: said openly, and no fault by itself."""
        lines, reason = payload.get("lines"), payload.get("reason")
        is_right = type(lines) is int and lines > 0 and canonical(payload.get("kept")) == str(self.seq - 1)
        is_right = is_right and isinstance(reason, str) and 0 < len(reason) <= LONGEST_REASON
        if not is_right or not _HEX.match(str(payload.get("head"))):
            self._report.fault(
                f"登记簿第 {self.seq} 行（LOSS）缺内容或内容不对。",
                f"Line {self.seq} of the book, a LOSS, lacks something or holds what it should not.",
            )
            return
        self._report.remark(
            f"注意：登记簿曾到过第 {lines} 行，数据库退回后只剩 {self.seq - 1} 行，其余丢失"
            f"（第 {self.seq} 行写明原因：{reason}）",
            f"Note: the book once reached line {lines}; a database that went back kept {self.seq - 1} of them,"
            f" and the others are lost (line {self.seq} says why: {reason})",
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

    def _remember_seal(self, entry: Mapping[str, Any], root_before: str) -> None:
        """What a TALLY or REPUBLISH seals, and which line before it the result was counted at."""
        kind = entry["type"]
        if (kind in CHANGING or entry["payload"].keys() & {"instead", "invalid"}) and self.closing:
            self.changed_since = self.seq
        if kind not in SEALS:
            return
        if kind == "REPUBLISH" and not (self.sealed and self.changed_since):
            self._report.fault(
                f"第 {self.seq} 行重新公布了结果，而之前没有更正或撤销。",
                f"Line {self.seq} publishes the result again, though nothing was corrected or annulled before it.",
            )
        self.sealed, self.changed_since = str(entry["payload"].get("result")), 0
        self.counted_at = {"lines": self.seq - 1, "head": self.head.hex(), "root": root_before}


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


# ---- The lines that are votes -------------------------------------------------------------------------------------


class Sheet:
    """A sheet of paper that two people read: who (by number), what each sealed, and where it had its effect."""

    def __init__(self, elector: int, serial: Any, photo: Any) -> None:
        self.elector, self.serial, self.photo = elector, serial, photo
        self.typists: set[int] = set()
        self.seals: dict[int, str] = {}
        self.agreed: str | None = None
        self.effect = 0
        self.fate = "unconfirmed"


class Audit:
    """The sample of paper ballots that was compared with what was entered: its list, the digits, what was found."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.listed = self.size = 0
        self.seed = ""
        self.found: tuple[int, int] | None = None
        self._lines = dict.fromkeys(AUDITS, 0)

    def read(self, seq: int, kind: str, payload: Mapping[str, Any], sheets: int) -> None:
        """Take in one line; `sheets`: how many sheets had an effect in the book, all of which the list must hold."""
        before = AUDITS[: AUDITS.index(kind)]
        if self._lines[kind] or not all(self._lines[one] for one in before):
            self._fault(seq, kind, "重复或次序不对", "stands twice, or before the one it follows")
        self._lines[kind] = seq
        if kind == "AUDIT_LIST":
            self._list(seq, payload, sheets)
        elif kind == "AUDIT_SEED":
            self._seed(seq, payload)
        else:
            self._result(seq, payload)

    def _fault(self, seq: int, kind: str, zh: str, en: str) -> None:
        self._report.fault(f"第 {seq} 行（{kind}）：{zh}。", f"Line {seq} ({kind}): {en}.")

    def _list(self, seq: int, payload: Mapping[str, Any], sheets: int) -> None:
        kind, listed, size = "AUDIT_LIST", payload.get("listed"), payload.get("size")
        share, confidence = _fraction(payload.get("share")), _fraction(payload.get("confidence"))
        if not _HEX.match(str(payload.get("fingerprint"))):
            self._fault(seq, kind, "没有名单的指纹", "without the fingerprint of its list")
        if type(listed) is not int or listed != sheets or not listed:
            self._fault(
                seq,
                kind,
                f"名单不是登记簿里全部 {sheets} 张有效力的纸质票",
                f"the list is not of all {sheets} sheets of paper in the book",
            )
            return
        if share is None or confidence is None or not 0 < share <= 1 or not 0 < confidence < 1:
            self._fault(seq, kind, "比例或把握程度不对", "no such share or confidence")
        elif type(size) is not int or not _is_size(listed, share, confidence, size):
            self._fault(seq, kind, "抽取张数与名单、比例、把握程度不符", "the size does not follow from what it says")
        else:
            self.listed, self.size = listed, size

    def _seed(self, seq: int, payload: Mapping[str, Any]) -> None:
        seed = payload.get("digits")
        marks = [payload.get("typed"), payload.get("confirmed")]
        if not (isinstance(seed, str) and re.match(r"[0-9]{10,100}\Z", seed)):
            self._fault(seq, "AUDIT_SEED", "不是至少十位数字", "not at least ten digits")
        else:
            self.seed = seed
        if not all(isinstance(one, str) and _WRITTEN.match(one) for one in marks) or marks[0] == marks[1]:
            self._fault(seq, "AUDIT_SEED", "不是两人各自录入的", "not typed by two people")
        self._follows(seq, "AUDIT_SEED", payload.get("list"), "AUDIT_LIST")

    def _result(self, seq: int, payload: Mapping[str, Any]) -> None:
        figures = [payload.get(key) for key in ("compared", "agree", "differ")]
        compared, agree, differ = (one if type(one) is int and one >= 0 else -1 for one in figures)
        if min(compared, agree, differ) < 0 or compared != self.size or agree + differ != compared:
            self._fault(
                seq, "AUDIT_RESULT", "张数与抽取的张数不符", "its figures do not add up to the ballots that were drawn"
            )
        else:
            self.found = (agree, differ)
        self._follows(seq, "AUDIT_RESULT", payload.get("seed"), "AUDIT_SEED")

    def _follows(self, seq: int, kind: str, said: Any, before: str) -> None:
        if type(said) is not int or said != self._lines[before]:
            self._fault(seq, kind, "指的不是前面那一行", f"does not name the line of {before}")

    def say(self) -> None:
        """What the sample found, or how far it is."""
        if self.found:
            self._report.remark(
                f"抽样核对：{self.listed} 张纸质票中抽取 {self.size} 张（数字 {self.seed}），"
                f"相符 {self.found[0]} 张，不符 {self.found[1]} 张",
                f"Sample: {self.size} of {self.listed} paper ballots were drawn (digits {self.seed}) and compared;"
                f" {self.found[0]} agreed, {self.found[1]} differed",
            )
        elif self.size:
            self._report.remark(
                f"抽样核对：{self.listed} 张纸质票的名单已封定，应抽 {self.size} 张；核对结果还没有写进登记簿",
                f"Sample: {self.size} of {self.listed} paper ballots are to be compared; what was found is not in the"
                " book yet",
            )


def _fraction(said: Any) -> Fraction | None:
    """A number written like 1/50 or 1."""
    if not isinstance(said, str) or not re.match(r"[1-9][0-9]{0,29}(/[1-9][0-9]{0,29})?\Z", said):
        return None
    return Fraction(said)


def _is_size(listed: int, share: Fraction, confidence: Fraction, size: int) -> bool:
    """Whether this is the fewest ballots that hold an altered one with that confidence (hypergeometric)."""
    altered = math.ceil(listed * share)

    def is_enough(drawn: int) -> bool:
        miss = Fraction(math.comb(listed - altered, drawn), math.comb(listed, drawn))
        return miss <= 1 - confidence

    return 0 < size <= listed and is_enough(size) and not is_enough(size - 1)


class Votes:
    """Everything that the book says of electors and their ballots, line by line."""

    def __init__(self, report: Report, roll: Roll, questions: Sequence[Mapping[str, Any]]) -> None:
        self._fault = report.fault
        self._roll = roll
        self._asked = {str(question["number"]): question for question in questions}
        self.first_look = FirstLook([])
        self.procedure: Mapping[str, Any] = USUAL_PROCEDURE
        self.has_procedure = self.allows_proxies = True
        self.closes_at = ""
        self.is_secret = False
        self.counts = [Count(question) for question in questions]
        self.tenants = [Count(question) for question in questions]
        self.opinions = self.doubles = 0
        self.cast: dict[int, int] = {}
        """Elector → line of the ballot that stands."""
        self.ballots = 0
        """Lines that hold a ballot, also those that count no longer."""
        self.counted = Counter[str]()
        """Counted ballots by channel."""
        self.amended = Counter[str]()
        """How many ballots were annulled, corrected or replaced."""
        self._spoke: set[int] = set()
        self._held: dict[int, tuple[int, str, Any]] = {}
        self._settled: dict[int, tuple[str, Any]] = {}
        self._holds: dict[int, int] = {}
        """Line of a first ballot → the line that holds instead: the second that counts, or what says that none does."""
        self._corrected: dict[int, Any] = {}
        self._channels: dict[int, str] = {}
        self._contested: dict[int, tuple[int, int]] = {}
        self._said: dict[int, int] = {}
        """Line of a contest → the line that it is about."""
        self._corrected_on: dict[int, int] = {}
        self._set_aside: dict[int, int] = {}
        """Line of an INVALID paper → its elector, while it is theirs."""
        self._settled_on: dict[int, int] = {}
        self._ruled: dict[int, int] = {}
        self.noted = 0
        """Contests upheld in a secret poll, whose ballots nobody can take out."""
        self._replaced = (0, 0)
        self._neither: set[int] = set()
        self._doubles: dict[int, dict[int, tuple[str, str]]] = {}
        self._agents: dict[int, int] = {}
        self._principals: Counter[int] = Counter()
        self._invalid: dict[int, str] = {}
        self._registered: dict[str, int] = {}
        self._arrived: set[str] = set()
        self.sheets: dict[int, Sheet] = {}
        """Line of the first reading → a sheet that two people read."""
        self.reconciled: Mapping[str, Any] | None = None
        self._sheets_issued: Any = None
        self.issued: Mapping[int, bytes] | None = None
        """Elector → mark of the sheet issued to them, where the book marks sheets so."""
        self.audit = Audit(report)
        self._sheets_in: set[int] = set()
        self._used: dict[int, int] = {}
        """Elector → line in which their sheet had its effect."""
        self._is_binding = False
        self.served: set[int] | None = None
        self._read = self._readers()

    def _readers(self) -> Mapping[str, Callable[[int, str, str, Mapping[str, Any]], None]]:
        """Type of a line → what reads it."""
        return {
            "BALLOT": self._ballot,
            "PAPER": self._paper,
            "DUPLICATE": self._duplicate,
            "INVALID": self._invalid_paper,
            "RESOLVE": self._settlement,
            "OPINION": self._opinion,
            "SERVED": self._service,
            "CONTEST": self._contest,
            "ANNUL": self._annulment,
            "CORRECT": self._correction,
            "BATCH": self._batch,
            "PAPER_CONFIRM": self._second_reading,
            "RECONCILE": self._reconciliation,
            "PARTICIPATED": self._participation,
        }

    def begin(self, opening: Mapping[str, Any]) -> None:
        """Take up what OPEN froze."""
        self.procedure = read_procedure(opening.get("procedure"))
        rule = opening.get("rule")
        self.allows_proxies = not isinstance(rule, dict) or rule.get("allows_proxies") is not False
        self.closes_at = str(opening.get("closes_at", ""))
        self._refuse_majority(isinstance(rule, dict) and rule.get("allows_deeming") is False)
        self.has_procedure = "procedure" in opening
        self.is_secret = opening.get("secrecy") == UNNAMED
        self._sheets_issued, self._is_binding = opening.get("serials"), opening.get("kind") == "binding"
        self._check_secrecy(opening)

    def _check_mark(self, seq: int, elector: int, payload: Mapping[str, Any], *, is_effect: bool) -> None:
        """A sheet is the one issued to this elector, and has its effect once."""
        if self.issued is None or not elector or "serial" not in payload:
            return
        mark = self.issued.get(elector)
        if mark is None or payload["serial"] != f"sha256:{mark.hex()}":
            self._fault(
                f"第 {seq} 行的纸质票不是发给第 {elector} 号表决权人的那一张。",
                f"Line {seq}: not the sheet that was issued to elector {elector}.",
            )
        if is_effect and elector in self._used:
            self._fault(
                f"第 {seq} 行的纸质票已经用过：第 {self._used[elector]} 行。",
                f"Line {seq}: a sheet that was used before, in line {self._used[elector]}.",
            )
        if is_effect:
            self._used[elector] = seq

    def _refuse_majority(self, is_forbidden: bool) -> None:
        """Silence and following the majority need a procedure that says so, and a rule that allows it."""
        mode, follow = self.procedure["deemed"]["mode"], self.procedure["follow"]
        if is_forbidden and (mode != "off" or follow):
            self._fault(
                "这条规则不许把未反馈的票或从众的票计入，议事规则却这样写。",
                "The procedure counts silence or following the majority, which this rule does not allow.",
            )
        if not follow and any(question.get("can_follow") for question in self._asked.values()):
            self._fault(
                "题目上有“从众”，议事规则却没有规定。",
                "A question offers to follow the majority, which the procedure does not.",
            )

    def read(self, seq: int, kind: str, at: str, payload: Mapping[str, Any]) -> None:
        """Take in one line of the book; lines that are no votes are passed over."""
        self._expect_anew(kind, payload)
        if kind in AUDITS:
            self.audit.read(seq, kind, payload, len(self._sheets_in))
        if kind not in self._read or not self._fits_secrecy(seq, kind, payload):
            return
        self._note_sheet(kind, payload)
        if self.served is not None and kind not in {"SERVED", *AFTER_CLOSE}:
            self._fault(
                f"第 {seq} 行写在送达行（SERVED）之后。",
                f"Line {seq} was written after SERVED, which comes before CLOSE.",
            )
        self._read[kind](seq, kind, at, payload)

    def _check_secrecy(self, opening: Mapping[str, Any]) -> None:
        if opening.get("secrecy", UNNAMED) != UNNAMED or (self.is_secret and self._is_binding):
            self._fault(
                "开启行写的记名方式（secrecy）不对：业主共同决定不能无记名。",
                "OPEN holds a secrecy that cannot be: only a survey can be secret.",
            )

    def _fits_secrecy(self, seq: int, kind: str, payload: Mapping[str, Any]) -> bool:
        """In a secret poll lines say who took part and nothing of choices; a named vote has no such lines."""
        fits = kind in IN_SECRET if self.is_secret else kind != "PARTICIPATED"
        says_more = self.is_secret and payload.keys() & {"answers", "opening", "channel", "instead", "invalid"}
        if not fits or says_more:
            self._fault(
                f"第 {seq} 行（{kind}）与征询方式不符：无记名征询的登记簿只记谁参与，记名的不这样记。",
                f"Line {seq} ({kind}) does not fit: the book of a secret poll says who took part and nothing else,"
                " and only that of a secret poll does.",
            )
        return fits

    def _participation(self, seq: int, _kind: str, at: str, payload: Mapping[str, Any]) -> None:
        """An elector took part in a secret poll: once, in time, and nothing is said of the choice."""
        elector = self._elector(seq, payload)
        if not elector:
            return
        if payload.keys() != {"elector", "nonce"}:
            self._fault(
                f"第 {seq} 行除了谁参与，还写了别的。", f"Line {seq} says more than who took part, or lacks its nonce."
            )
        if elector in self.cast:
            first = self.cast[elector]
            self._fault(
                f"第 {elector} 号表决权人参与了两次：第 {first} 行和第 {seq} 行。",
                f"Elector {elector} took part twice: in lines {first} and {seq}.",
            )
            return
        if at >= self.closes_at:
            self._fault(f"第 {seq} 行的参与晚于截止时间。", f"Line {seq}: took part after the end that was announced.")
        self.cast[elector] = seq
        self.ballots += 1
        self._spoke.add(elector)
        self.counted["web"] += 1

    def _note_sheet(self, kind: str, payload: Mapping[str, Any]) -> None:
        """Whose sheet of paper had an effect: counted, set aside, or a second ballot."""
        is_reading = kind == "PAPER" and bool(self.procedure["paper_twice"])
        is_sheet = kind == "INVALID" or (kind in {*COUNTED, "DUPLICATE"} and payload.get("channel") == "paper")
        if is_sheet and not is_reading and type(payload.get("elector")) is int:
            self._sheets_in.add(payload["elector"])

    def _expect_anew(self, kind: str, payload: Mapping[str, Any]) -> None:
        """Right behind a ballot that its elector replaced comes the new one; else ballots could be done away with."""
        seq, elector = self._replaced
        self._replaced = (0, 0)
        is_new = kind == "BALLOT" and payload.get("channel") == "web" and payload.get("elector") == elector
        if seq and not is_new:
            self._fault(
                f"第 {seq} 行说是改投，后面却没有这位表决权人的新选票。",
                f"Line {seq} replaces a ballot, but no new one of its elector follows it.",
            )

    def _elector(self, seq: int, payload: Mapping[str, Any]) -> int:
        """The elector that a line names; 0 for one who is not on the roll, which is a fault."""
        elector = payload.get("elector")
        if type(elector) is int and elector in self._roll.weights:
            return elector
        self._fault(f"第 {seq} 行属于名册上没有的人。", f"Line {seq} is about somebody who is not on the roll.")
        return 0

    # -- ballots

    def _ballot(self, seq: int, kind: str, at: str, payload: Mapping[str, Any]) -> None:
        elector, channel = self._elector(seq, payload), payload.get("channel")
        if not elector:
            return
        if elector in self.cast:
            first = self.cast[elector]
            self._fault(
                f"第 {elector} 号表决权人计了两票：第 {first} 行和第 {seq} 行。",
                f"Elector {elector} is counted twice: in lines {first} and {seq}.",
            )
            return
        self.cast[elector] = seq
        self._check_mark(seq, elector, payload, is_effect=True)
        self.ballots += 1
        self._spoke.add(elector)
        is_twice = bool(self.procedure["paper_twice"])
        if channel not in CHANNELS or (channel == "paper" and not is_twice) != (kind == "PAPER"):
            self._fault(f"第 {seq} 行的投票渠道不对。", f"Line {seq}: the channel does not fit.")
        if channel == "paper" or "paper" in payload:
            self._effect(seq, payload, payload.get("answers"), is_wanted=is_twice and channel == "paper")
        is_registered = self._is_registered(seq, payload)
        if at >= self.closes_at and not (is_registered or self._may_be_late(kind, payload)):
            self._fault(f"第 {seq} 行的选票晚于截止时间。", f"Line {seq}: a ballot after the end that was announced.")
        self._proxy(seq, elector, payload)
        answers = self._possible(seq, payload.get("answers"), on_paper=channel == "paper")
        if self.first_look.touches(seq, elector):
            self._held[seq] = (elector, str(channel), answers)
        else:
            self._count(elector, str(channel), answers)
        if seq in self.first_look.corrected:
            self._channels[seq] = str(channel)

    def _batch(self, seq: int, _kind: str, at: str, payload: Mapping[str, Any]) -> None:
        """Fingerprints of entries that a leader's phone still held before the end."""
        given = payload.get("fingerprints")
        named = [one for one in given if isinstance(one, str) and _HEX.match(one)] if isinstance(given, list) else []
        if not named or named != given or named != sorted(set(named)) or self._registered.keys() & set(named):
            self._fault(
                f"第 {seq} 行（BATCH）登记的指纹写法不对，或者前面登记过。",
                f"Line {seq} (BATCH): its fingerprints are not in the prescribed form, or were registered before.",
            )
        if at >= self.closes_at:
            self._fault(
                f"第 {seq} 行（BATCH）晚于截止时间。", f"Line {seq} (BATCH): a batch after the end that was announced."
            )
        self._registered.update(dict.fromkeys(named, seq))

    def _is_registered(self, seq: int, payload: Mapping[str, Any]) -> bool:
        """Whether a ballot from a phone was registered before the end, each registration serving one ballot."""
        if "registered" not in payload:
            return False
        said = payload["registered"]
        mark = str(said.get("fingerprint")) if isinstance(said, dict) else ""
        line = self._registered.get(mark)
        if payload.get("channel") != "doorstep" or line is None or said.get("line") != line or mark in self._arrived:
            self._fault(
                f"第 {seq} 行的上门选票说截止前登记过，登记却对不上。",
                f"Line {seq}: a ballot from the door says that it was registered before the end, which does not fit.",
            )
        self._arrived.add(mark)
        return True

    def _may_be_late(self, kind: str, payload: Mapping[str, Any]) -> bool:
        """Whether a sheet may be written after the end, as the procedure says."""
        channel = payload.get("channel")
        if channel == "paper" and self.procedure["paper_twice"]:
            return True  # it is the first reading that was timed
        is_sheet = kind == "PAPER" or channel == "proxy"
        return is_sheet and bool(self.procedure["late_paper"])

    def _possible(self, seq: int, answers: Any, *, on_paper: bool) -> Mapping[str, Any] | None:
        """The answers, if a ballot could be filled in like this."""
        wrong = what_is_wrong(self._asked, answers, on_paper=on_paper)
        if wrong:
            self._fault(
                f"第 {seq} 行的选票填不成这样：{wrong[0]}。",
                f"Line {seq}: a ballot cannot be filled in like this: {wrong[1]}.",
            )
        return None if wrong else answers

    def _count(self, elector: int, channel: str, answers: Mapping[str, Any] | None) -> None:
        self.counted[channel] += 1
        for count in self.counts if answers else ():
            count.add(self._roll.weights[elector], answers or {})

    def _proxy(self, seq: int, elector: int, payload: Mapping[str, Any]) -> None:
        """What a ballot says of the proxy that brought it; packages made before there were proxies say nothing."""
        proxy, is_by_proxy = payload.get("proxy"), payload.get("channel") == "proxy"
        if "proxy" not in payload and not (is_by_proxy and self.has_procedure):
            return
        if not is_by_proxy or proxy is None or not _is_proxy(proxy):
            self._fault(f"第 {seq} 行的委托内容不对。", f"Line {seq}: what it says of a proxy does not fit.")
            return
        if not self.allows_proxies:
            self._fault(
                f"第 {seq} 行是委托投票，而规则不许委托。", f"Line {seq}: a proxy, which the rule does not allow."
            )
        if proxy["agent"] is not None:
            self._agent(seq, elector, proxy["agent"])

    def _agent(self, seq: int, elector: int, agent: int) -> None:
        """An elector who brings another's choice: not their own, not in a chain, not for more than the cap."""
        if agent not in self._roll.weights:
            self._fault(f"第 {seq} 行的受托人不在名册上。", f"Line {seq}: the agent is not on the roll.")
        if agent == elector:
            self._fault(
                f"第 {seq} 行：第 {elector} 号委托了自己。",
                f"Line {seq}: elector {elector} is named as their own agent.",
            )
            return
        if agent in self._agents or elector in self._principals:
            self._fault(
                f"第 {seq} 行的委托转了手或绕成了圈：替人投票的人，自己不能再委托别人。",
                f"Line {seq}: proxies in a chain or a circle: who represents others may not be represented.",
            )
        self._agents[elector] = agent
        self._principals[agent] += 1
        if self._principals[agent] > self.procedure["proxy_cap"]:
            cap = self.procedure["proxy_cap"]
            self._fault(
                f"第 {seq} 行：第 {agent} 号受托超过 {cap} 人。",
                f"Line {seq}: elector {agent} represents more than {cap}, the most that the procedure allows.",
            )

    def _free_agent(self, elector: int) -> None:
        """An annulled proxy is none any more: its principal may name another agent, and the agent act for another."""
        agent = self._agents.pop(elector, None)
        if agent is not None:
            self._principals[agent] -= 1
            if not self._principals[agent]:
                del self._principals[agent]

    # -- conflicts between two ballots of one elector

    def _duplicate(self, seq: int, _kind: str, _at: str, payload: Mapping[str, Any]) -> None:
        elector = payload.get("elector")
        self.doubles += 1
        if type(elector) is not int or payload.get("counted", 0) != self.cast.get(elector):
            self._fault(
                f"第 {seq} 行说的重复票，前面并没有对应的选票。",
                f"Line {seq} speaks of a second ballot, but there is no first one where it points.",
            )
            return
        seal = payload.get("answers")
        is_sealed = isinstance(seal, str) and bool(_WRITTEN.match(seal))
        if not is_sealed and not self.is_secret and (self.has_procedure or seal is not None):
            self._fault(
                f"第 {seq} 行的重复票没有封存它的答案。", f"Line {seq}: a second ballot whose answers are not sealed."
            )
        if payload.get("channel") == "paper" or "paper" in payload:
            is_wanted = bool(self.procedure["paper_twice"]) and payload.get("channel") == "paper"
            self._effect(seq, payload, None, is_wanted=is_wanted, seal=seal)
        if elector in self.first_look.settled:
            self._doubles.setdefault(elector, {})[seq] = (str(payload.get("channel")), str(seal or ""))

    def _settlement(self, seq: int, _kind: str, _at: str, payload: Mapping[str, Any]) -> None:
        """What was decided between two ballots; of several decisions about one ballot the last one holds."""
        elector = self._elector(seq, payload)
        if not elector:
            return
        if "contest" in payload:
            self._ruling(seq, elector, payload)
            return
        first, second, decision = (payload.get(key) for key in ("counted", "duplicate", "decision"))
        double = self._doubles.get(elector, {}).get(second) if type(second) is int else None
        if type(first) is not int or self.cast.get(elector) != first or double is None:
            self._fault(
                f"第 {seq} 行处理的冲突，并不是这位表决权人的选票和重复票。",
                f"Line {seq} settles a conflict, but points at no ballot or at no second ballot of its elector.",
            )
            return
        if decision not in DECISIONS or (decision == "second-counts") != ("answers" in payload):
            self._fault(f"第 {seq} 行的处理决定不对。", f"Line {seq}: the decision does not fit.")
            return
        evidence = payload.get("evidence")
        if "evidence" in payload and not (isinstance(evidence, str) and _HEX.match(evidence)):
            self._fault(f"第 {seq} 行的处理没有证据。", f"Line {seq}: a conflict settled without evidence.")
        self._settle(seq, payload, str(decision), double)

    def _settle(self, seq: int, payload: Mapping[str, Any], decision: str, double: tuple[str, str]) -> None:
        """Of several decisions about one ballot the last one holds."""
        first, second = payload["counted"], payload["duplicate"]
        seconds = self._seconds(seq, payload, *double) if "answers" in payload else None
        self._settled[first] = (decision, seconds)
        self._settled_on[payload["elector"]] = seq
        self._holds[first] = {"second-counts": second, "neither-counts": seq}.get(decision, first)

    def _seconds(self, seq: int, payload: Mapping[str, Any], channel: str, seal: str) -> Mapping[str, Any] | None:
        """The second ballot's answers: such as a ballot can have, and those that its line sealed."""
        opening = payload.get("opening")
        key = bytes.fromhex(opening) if isinstance(opening, str) and _HEX.match(opening) else b""
        if seal and seal != "sha256:" + hashlib.sha256(key + canonical(payload["answers"]).encode()).hexdigest():
            self._fault(
                f"第 {seq} 行计入的答案，不是那张重复票当时封存的。",
                f"Line {seq}: the answers that count are not those that the second ballot's line sealed.",
            )
        return self._possible(seq, payload["answers"], on_paper=channel == "paper")

    def finish(self) -> None:
        """Count the ballots that were held back until everything was known that happened to them."""
        self._expect_anew("", {})
        for seq, (elector, channel, answers) in self._held.items():
            if self.cast.get(elector) != seq:
                continue
            decision, seconds = self._settled.get(seq, ("", None))
            if decision == "neither-counts":
                self._neither.add(elector)
            elif decision == "second-counts":
                self._count(elector, channel, self._corrected.get(self._holds[seq], seconds))
            else:
                self._count(elector, channel, self._corrected.get(seq, answers))
        self._finish_sheets()
        self._finish_reconciling()
        holding = {self._holding(elector) for elector in self.cast}
        for seq, ballot in self._ruled.items():
            if ballot in holding:
                self._fault(
                    f"第 {seq} 行认定了异议，那张选票却仍然计入。",
                    f"Line {seq} upholds a contest, but its ballot still counts.",
                )

    # -- contests, annulments, corrections

    def _contest(self, seq: int, _kind: str, _at: str, payload: Mapping[str, Any]) -> None:
        """A household says of what holds for it that it did not give it; packages of old say nothing."""
        elector, ballot = self._elector(seq, payload), payload.get("ballot")
        if type(ballot) is not int or not elector or not self._is_theirs(elector, ballot):
            self._fault(
                f"第 {seq} 行的异议，说的不是这一户计入的选票。",
                f"Line {seq} contests a ballot that does not count for its elector.",
            )
        elif any(ballot == other and line > self._changed_on(elector, ballot) for line, other in self._said.items()):
            self._fault(f"第 {seq} 行对同一张选票又提了一次异议。", f"Line {seq} contests a ballot a second time.")
        else:
            self._contested[seq] = (elector, ballot)
            self._said[seq] = ballot

    def _changed_on(self, elector: int, ballot: int) -> int:
        """The line on which a ballot was last corrected, or its conflict settled: it may be contested anew."""
        return max(self._corrected_on.get(ballot, 0), self._settled_on.get(elector, 0))

    def _is_theirs(self, elector: int, line: int) -> bool:
        """Whether a line holds for an elector: the ballot that counts, a sheet that waits, or one set aside."""
        sheet = self.sheets.get(line)
        is_waiting = sheet is not None and sheet.elector == elector and not sheet.effect
        return self._holding(elector) == line or is_waiting or self._set_aside.get(line) == elector

    def _holding(self, elector: int) -> int | None:
        """The line of the ballot that counts for an elector, or of the decision that none does."""
        first = self.cast.get(elector)
        return None if first is None else self._holds.get(first, first)

    def _ruling(self, seq: int, elector: int, payload: Mapping[str, Any]) -> None:
        """A decided contest. Upheld, the ballot must not count in the end: annulled, or another in its place."""
        contest, ballot, decision = (payload.get(key) for key in ("contest", "ballot", "decision"))
        case = self._contested.get(contest) if type(contest) is int else None
        reason = payload.get("reason")
        if case != (elector, ballot) or decision not in RULINGS or type(contest) is not int:
            self._fault(
                f"第 {seq} 行的异议处理，对不上前面的异议。",
                f"Line {seq} decides a contest that was never made like this.",
            )
            return
        if not isinstance(reason, str) or not _WRITTEN.match(reason):
            self._fault(f"第 {seq} 行的异议处理没有理由。", f"Line {seq}: a contest decided without a reason.")
        del self._contested[contest]  # one decision for each
        if decision == "withdrawn":
            del self._said[contest]
        is_invalid = decision == "upheld" and int(str(ballot)) in self._set_aside
        if is_invalid != (payload.get("invalid") is True):
            self._fault(
                f"第 {seq} 行对作废的纸质票的处理不对。",
                f"Line {seq} decides about a paper that was set aside, but not like this.",
            )
        if is_invalid:
            del self._set_aside[int(str(ballot))]
            self._invalid.pop(elector, None)
            self._spoke.add(elector)
        if decision == "upheld":
            self._let_fall(seq, int(str(ballot)))
        if "instead" in payload:
            self._instead(seq, elector, payload)

    def _let_fall(self, seq: int, ballot: int) -> None:
        """What an upheld contest named must not count; in a secret poll nobody can tell which ballot that is."""
        if self.is_secret:
            self.noted += 1
        else:
            self._ruled[seq] = ballot

    def _instead(self, seq: int, elector: int, payload: Mapping[str, Any]) -> None:
        """Upheld, the household's first ballot counts again, or the first of those kept that it sent itself."""
        first, second, decision = (payload.get(key) for key in ("counted", "duplicate", "instead"))
        doubles = self._doubles.get(elector, {})
        fallen = set(self._ruled.values())
        own = [line for line, (channel, _seal) in doubles.items() if channel == "web" and type(first) is int]
        left = [line for line in (first, *(line for line in own if line > int(str(first)))) if line not in fallen]
        meant = {"first-stands": first, "second-counts": second}.get(str(decision))
        is_right = (
            payload.get("decision") == "upheld"
            and type(first) is int
            and type(second) is int
            and second in doubles
            and self.cast.get(elector) == first
            and self._holding(elector) == payload.get("ballot")
            and left[:1] == [meant]
            and (decision == "second-counts") == ("answers" in payload)
        )
        if not is_right:
            self._fault(
                f"第 {seq} 行认定异议后改计的选票不对。",
                f"Line {seq} upholds a contest and lets the wrong ballot count in its place.",
            )
            return
        self._settle(seq, payload, str(decision), doubles[int(str(second))])
        self.amended["annulled"] += 1

    def _annulment(self, seq: int, _kind: str, at: str, payload: Mapping[str, Any]) -> None:
        """A ballot that counts no longer."""
        elector, ballot, cause = self._elector(seq, payload), payload.get("ballot"), payload.get("cause")
        if type(ballot) is not int or not elector or self.cast.get(elector) != ballot or cause not in CAUSES:
            self._fault(
                f"第 {seq} 行撤销的，不是这位表决权人计入的选票。",
                f"Line {seq} annuls what is not the ballot that counts for its elector.",
            )
            return
        resolve = payload.get("resolve")
        if cause == "contest" and (type(resolve) is not int or self._ruled.get(resolve) != ballot):
            self._fault(
                f"第 {seq} 行撤销了选票，前面却没有认定异议。",
                f"Line {seq} annuls a ballot though no contest of it was upheld.",
            )
        if cause == "replaced":
            self._replacement(seq, at)
            self._replaced = (seq, elector)
        del self.cast[elector]
        self._free_agent(elector)
        self.amended["replaced" if cause == "replaced" else "annulled"] += 1

    def _replacement(self, seq: int, at: str) -> None:
        """An elector may answer anew only where the rules of procedure say so, and only before the end."""
        if not self.procedure.get("replace") or at >= self.closes_at:
            self._fault(
                f"第 {seq} 行改投，而议事规则不许改投，或者已经截止。",
                f"Line {seq} replaces a ballot, which the procedure does not allow, or which came after the end.",
            )

    def _correction(self, seq: int, _kind: str, _at: str, payload: Mapping[str, Any]) -> None:
        """Other answers for the ballot that somebody entered and that holds: two people, a reason, evidence."""
        elector, ballot = self._elector(seq, payload), payload.get("ballot")
        holds = bool(elector) and type(ballot) is int and self._holding(elector) == ballot
        channel = self._came_by(elector, int(str(ballot))) if holds else None
        if channel in (None, "web"):
            self._fault(
                f"第 {seq} 行更正的，不是别人代为录入、并且计入的选票。",
                f"Line {seq} corrects what is not a counted ballot that somebody else entered.",
            )
            return
        self._two_people(seq, payload)
        answers = self._possible(seq, payload.get("answers"), on_paper=channel == "paper")
        self._corrected[int(str(ballot))] = answers
        self._corrected_on[int(str(ballot))] = seq
        self.amended["corrected"] += 1

    def _came_by(self, elector: int, ballot: int) -> str | None:
        """How a ballot came that is corrected: a first one, or a later one for which a conflict was settled."""
        second = self._doubles.get(elector, {}).get(ballot)
        return second[0] if second else self._channels.get(ballot)

    def _two_people(self, seq: int, payload: Mapping[str, Any]) -> None:
        marks = [payload.get(key) for key in ("proposed", "confirmed", "reason")]
        evidence = payload.get("evidence")
        are_marks = all(isinstance(mark, str) and _WRITTEN.match(mark) for mark in marks)
        is_proved = isinstance(evidence, str) and bool(_HEX.match(evidence))
        if not are_marks or not is_proved or marks[0] == marks[1]:
            self._fault(
                f"第 {seq} 行的更正缺两个人、理由或证据。",
                f"Line {seq}: a correction without two people, a reason and evidence.",
            )

    # -- sheets of paper that two people read

    def _paper(self, seq: int, kind: str, at: str, payload: Mapping[str, Any]) -> None:
        """A ballot, where one person's entry suffices; else the first reading of a sheet, which counts nothing."""
        if not self.procedure["paper_twice"]:
            self._ballot(seq, kind, at, payload)
            return
        elector, serial, photo = self._elector(seq, payload), payload.get("serial"), payload.get("photo")
        self._check_mark(seq, elector, payload, is_effect=False)
        is_again = any(elector == sheet.elector or serial == sheet.serial for sheet in self.sheets.values())
        is_fit = isinstance(serial, str) and (photo is None or (isinstance(photo, str) and bool(_HEX.match(photo))))
        if (
            {"answers", "channel"} & payload.keys()
            or is_again
            or not is_fit
            or (photo is None and self.procedure["paper_photo"])
        ):
            self._fault(
                f"第 {seq} 行录入的纸质票写法不对，或者这张票已经录入过。",
                f"Line {seq}: a paper ballot is not entered like this, or was entered before.",
            )
        if at >= self.closes_at and not self.procedure["late_paper"]:
            self._fault(
                f"第 {seq} 行的纸质票晚于截止时间。", f"Line {seq}: a paper ballot after the end that was announced."
            )
        self.sheets[seq] = Sheet(elector, serial, photo)
        self._spoke.add(elector)
        self._reading(seq, self.sheets[seq], payload)

    def _second_reading(self, seq: int, _kind: str, _at: str, payload: Mapping[str, Any]) -> None:
        """Another person's reading: it agrees with an earlier one, or seals what else was read."""
        paper = payload.get("paper")
        sheet = self.sheets.get(paper) if type(paper) is int else None
        contested = {line for _elector, line in self._contested.values()} | set(self._ruled.values())
        is_contested = type(paper) is int and paper in contested
        if sheet is None or sheet.elector != payload.get("elector") or sheet.agreed is not None or is_contested:
            self._fault(
                f"第 {seq} 行复核的，不是一张等待复核的纸质票。",
                f"Line {seq} confirms what is not a paper ballot that waits for it.",
            )
            return
        self._reading(seq, sheet, payload)

    def _reading(self, seq: int, sheet: Sheet, payload: Mapping[str, Any]) -> None:
        typist, agrees, seal = (payload.get(key) for key in ("typist", "agrees", "keyed"))
        if type(typist) is not int or typist in sheet.typists:
            self._fault(
                f"第 {seq} 行：同一个人把一张纸质票录了两遍。",
                f"Line {seq}: one person has read the same sheet twice.",
            )
        sheet.typists.add(typist if type(typist) is int else 0)
        if seal is None and type(agrees) is int and agrees in sheet.seals:
            sheet.agreed = sheet.seals[agrees]
        elif agrees is None and isinstance(seal, str) and _WRITTEN.match(seal):
            sheet.seals[seq] = seal
        else:
            self._fault(
                f"第 {seq} 行既没有封存录入的内容，也没有指明与哪一次一致。",
                f"Line {seq} neither seals what was read, nor names an earlier reading that it agrees with.",
            )

    def _effect(self, seq: int, payload: Mapping[str, Any], said: Any, *, is_wanted: bool, seal: Any = None) -> None:
        """A sheet has its effect once, after two have read it alike, and it says what the first of them sealed."""
        paper = payload.get("paper")
        if not is_wanted and "paper" not in payload:
            return
        sheet = self.sheets.get(paper) if is_wanted and type(paper) is int else None
        if sheet is None or sheet.agreed is None or sheet.effect or sheet.elector != payload.get("elector"):
            self._fault(
                f"第 {seq} 行的纸质票没有经过两人录入一致，或者已经用过。",
                f"Line {seq}: a paper ballot that no two people have read alike, or that had its effect before.",
            )
            return
        sheet.effect = seq
        reason = payload.get("reason")
        sheet.fate = "double" if said is None else "returned" if reason is None else self._fate_of_invalid(reason)
        if said is not None:
            opening = payload.get("opening")
            key = bytes.fromhex(opening) if isinstance(opening, str) and _HEX.match(opening) else b""
            seal = "sha256:" + hashlib.sha256(key + canonical(said).encode()).hexdigest()
        is_same = "serial" not in payload or payload["serial"] == sheet.serial
        if seal != sheet.agreed or not is_same or (sheet.photo and payload.get("photo", sheet.photo) != sheet.photo):
            self._fault(
                f"第 {seq} 行的纸质票，不是两人录入一致的那一张、那些内容。",
                f"Line {seq}: not the paper ballot, or not the answers, that two people have read alike.",
            )

    def _finish_sheets(self) -> None:
        for seq, sheet in self.sheets.items():
            if sheet.agreed is not None and not sheet.effect:
                self._fault(
                    f"第 {seq} 行的纸质票两人录入一致，却没有下文。",
                    f"Line {seq}: two people have read this paper ballot alike, and nothing came of it.",
                )

    @staticmethod
    def _fate_of_invalid(reason: Any) -> str:
        return "blank" if reason == "blank" else "spoilt"

    def _reconciliation(self, seq: int, _kind: str, _at: str, payload: Mapping[str, Any]) -> None:
        """What was issued is what came back, whatever became of it, and what did not; else somebody explains it."""
        figures = [key for key in SHEET_FIGURES if key != "collected" or key in payload]
        said: dict[str, Any] = {key: payload.get(key) for key in figures}
        if not all(type(said[key]) is int and (said[key] >= 0 or key == "difference") for key in figures):
            self._fault(f"第 {seq} 行核对张数的数字不对。", f"Line {seq}: the sheets are reconciled without figures.")
            return
        fates = sum(said.get(key, 0) for key in SHEET_FATES)
        adds_up = (said["issued"], said["missing"], said["difference"]) == (
            said["listed"] - said["unused"],
            said["issued"] - said["in_hand"],
            said["in_hand"] - fates,
        )
        issued = self._sheets_issued
        is_whole = not isinstance(issued, dict) or issued.get("sheets") == said["listed"]
        if not adds_up or not is_whole or (self.procedure["paper_twice"] and self._fates() != self._fates(said)):
            self._fault(
                f"第 {seq} 行核对的张数加不起来，或者与登记簿不一致。",
                f"Line {seq}: the sheets do not add up as reconciled, or not to what the book says.",
            )
        marks = [payload.get("signed"), payload.get("explanation")]
        is_needed = any(said.get(key, 0) != 0 for key in ("difference", "unconfirmed", "collected"))
        are_marks = [isinstance(mark, str) and bool(_WRITTEN.match(mark)) for mark in marks]
        if not are_marks[0] or are_marks[1] != is_needed or (marks[1] is not None and not are_marks[1]):
            self._fault(
                f"第 {seq} 行核对张数没有签名，或者不平衡又没有说明。",
                f"Line {seq}: a reconciliation without its signature, or out of balance without an explanation.",
            )
        self.reconciled = {**said, "explained": are_marks[1]}

    def _fates(self, said: Mapping[str, Any] | None = None) -> dict[str, int]:
        """What became of the sheets in the book, or as a line says."""
        found = Counter(sheet.fate for sheet in self.sheets.values())
        return {key: (found if said is None else said)[key] for key in SHEET_FATES if key not in UNTOLD_FATES}

    def _finish_reconciling(self) -> None:
        """A binding vote on paper that two people enter is counted on a reconciliation that still holds."""
        if not self._is_binding or not self.procedure["paper_twice"] or not isinstance(self._sheets_issued, dict):
            return
        if self.reconciled is None or self._fates() != self._fates(self.reconciled):
            self._fault(
                "截止计票前没有核对纸质票的张数，或者核对后又有变动。",
                "The sheets of paper were not reconciled before the count, or changed after it.",
            )

    @property
    def sheet_counts(self) -> dict[str, Any]:
        """How many sheets were entered, how many nobody has confirmed, and how they were reconciled."""
        waiting = sum(1 for sheet in self.sheets.values() if sheet.agreed is None)
        counts = {"entered": len(self.sheets), "unconfirmed": waiting}
        return counts if self.reconciled is None else {**counts, "reconciled": self.reconciled}

    # -- what came back without counting, and what never came back

    def _invalid_paper(self, seq: int, _kind: str, at: str, payload: Mapping[str, Any]) -> None:
        elector, reason = self._elector(seq, payload), payload.get("reason")
        if reason not in INVALID_REASONS:
            self._fault(f"第 {seq} 行的作废原因不对。", f"Line {seq}: no such reason for setting a ballot aside.")
            return
        self._check_mark(seq, elector, payload, is_effect=True)
        is_twice = bool(self.procedure["paper_twice"])
        self._effect(seq, payload, {"invalid": reason}, is_wanted=is_twice)
        if at >= self.closes_at and not self.procedure["late_paper"] and not is_twice:
            self._fault(
                f"第 {seq} 行的废票晚于截止时间。", f"Line {seq}: a paper ballot after the end that was announced."
            )
        if elector:
            self._invalid[elector] = reason
            self._set_aside[seq] = elector

    def _service(self, seq: int, _kind: str, _at: str, payload: Mapping[str, Any]) -> None:
        electors = payload.get("electors")
        if self.procedure["deemed"]["mode"] == "off" or self.served is not None:
            self._fault(
                f"第 {seq} 行（SERVED）多余：议事规则没有规定视为，或者前面已有一行。",
                f"Line {seq} (SERVED) is one too many: silence means nothing here, or there was such a line before.",
            )
        if not isinstance(electors, list) or not all(type(number) is int for number in electors):
            electors = [0]
        if electors != sorted(set(electors)) or not self._roll.weights.keys() >= set(electors):
            self._fault(
                f"第 {seq} 行（SERVED）写着名册上没有的人，或者有重复、颠倒。",
                f"Line {seq} (SERVED) names somebody who is not on the roll, or its numbers repeat or go backwards.",
            )
        self.served = self._roll.weights.keys() & set(electors)

    @property
    def invalid(self) -> dict[int, str]:
        """Electors of whom nothing counts but an invalid paper came back, and why it is invalid."""
        return {
            elector: reason
            for elector, reason in self._invalid.items()
            if elector not in self.cast or elector in self._neither
        }

    def terms(self, rule: Mapping[str, Any]) -> Terms:
        """What the counts are judged by."""
        weights = self._roll.weights
        terms = Terms(rule, (self._roll.heads, self._roll.area), self.procedure)
        terms.invalid = _total(weights[elector] for elector in self.invalid)
        silent = (self.served or set()) - self._spoke - self._invalid.keys()
        terms.silent = _total(weights[elector] for elector in silent)
        return terms

    # -- tenants

    def _opinion(self, seq: int, _kind: str, at: str, payload: Mapping[str, Any]) -> None:
        if not self.procedure["tenants"]:
            self._fault(
                f"第 {seq} 行是租户意见，而这次不收集。",
                f"Line {seq}: a tenant's opinion, which is not collected here.",
            )
        if payload.keys() & {"elector", "channel"}:
            self._fault(
                f"第 {seq} 行的租户意见带有表决权人。", f"Line {seq}: a tenant's opinion that names an elector."
            )
        if at >= self.closes_at:
            self._fault(
                f"第 {seq} 行的租户意见晚于截止时间。", f"Line {seq}: an opinion after the end that was announced."
            )
        answers = self._possible(seq, payload.get("answers"), on_paper=False)
        self.opinions += 1
        for count in self.tenants if answers else ():
            count.add((1, 0), answers or {})

    # -- what came back, in all

    def totals(self, terms: Terms) -> dict[str, Any]:
        """What `result.json` must say beside its questions."""
        totals: dict[str, Any] = {
            "electorate": _weight(terms.electorate),
            "returned": {channel: self.counted[channel] for channel in CHANNELS},
            "valid": sum(self.counted.values()),
            "double": self.doubles,
        }
        if self.has_procedure:
            totals["invalid"] = dict(Counter(self.invalid.values()))
            totals["invalid_weight"] = _weight(terms.invalid)
            totals["tenants"] = self._tenants() if self.procedure["tenants"] else None
        if self.procedure["paper_twice"]:
            totals["sheets"] = self.sheet_counts
        if terms.form > 1:
            totals["neither"] = len(self._neither)
        if self.is_secret:
            area = _total(self._roll.weights[elector] for elector in self.cast)[1]
            whole = terms.electorate[1]
            permille = (2_000 * area + whole) // (2 * whole) if whole else None
            totals |= {"secrecy": UNNAMED, "turnout": {"heads": len(self.cast), "area_permille": permille}}
        return totals

    def amendments(self) -> dict[str, int]:
        """What `result.json` must say of ballots that were changed after they were recorded."""
        return {kind: self.amended[kind] for kind in ("annulled", "corrected", "replaced")}

    def _tenants(self) -> dict[str, Any]:
        """What tenants said, by heads alone; below the smallest number that may be told, only how many they were."""
        told = self.tenants if self.opinions >= FEWEST_TOLD else []
        return {"returned": self.opinions, "questions": [_opinions_of(count) for count in told]}


def _opinions_of(count: Count) -> dict[str, Any]:
    said: dict[str, Any] = {
        "number": count.question["number"],
        "answered": count.answered[0],
        "counts": {key: heads for key, (heads, _) in count.counts.items()},
    }
    if count.rows:
        said["plans"] = {
            option: {side: heads for side, (heads, _) in row.sides.items()} for option, row in count.rows.items()
        }
    return said


def _is_proxy(proxy: Any) -> bool:
    """Whether a ballot line's `proxy` has its members: an elector's number or null, a fingerprint, maybe a photo's."""
    if not isinstance(proxy, dict) or proxy.keys() - {"photo"} != {"agent", "document"}:
        return False
    if not (isinstance(proxy.get("photo", "0" * 64), str) and _HEX.match(proxy.get("photo", "0" * 64))):
        return False
    is_agent = proxy["agent"] is None or (type(proxy["agent"]) is int and proxy["agent"] > 0)
    return is_agent and isinstance(proxy["document"], str) and bool(_WRITTEN.match(proxy["document"]))


# ---- Everything together ------------------------------------------------------------------------------------------


def _refuse_shapeless(text: Mapping[str, Any], rule: Mapping[str, Any]) -> None:
    """Judge each question once without ballots: what lacks a member or holds something else shows itself."""
    for name, tried in (("question.json", {"participation": [], "approval": []}), ("rule.json", rule)):
        try:
            dict(text["title"])
            for question in text["questions"]:
                _refuse_question(question)
                Count(question).result(Terms(tried, (1, 1)))
            if len({str(question["number"]) for question in text["questions"]}) < len(text["questions"]):
                raise ValueError("two questions of one number")
            for requirement in tried["participation"] + tried["approval"]:
                reckon(requirement, 0, 1)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError):
            raise Unreadable(
                f"{name} 缺内容或内容不对。", f"{name} lacks something or holds what it should not."
            ) from None


def _refuse_question(question: Mapping[str, Any]) -> None:
    """Raise one of the usual errors for a question that could not be counted; the sentence is the caller's."""
    kind, options = question["type"], _options(question)
    is_shown(question, {})
    for option in question["options"]:
        _labels(question, option["key"])
    canonical([question["number"] + 0, question.get("most", 0) + 0, question.get("budget", 0) + 0])
    if kind not in TYPES or len(set(options)) < len(options) or not set(methods_of(question)) <= {*COUNTERS, *_SIMPLE}:
        raise ValueError("an unknown type or method, or two options of one key")
    if kind == "rank" and len(options) > MOST_RANKED:
        raise ValueError("more options than anybody can put in order")
    if kind == "score" and not 0 < question["scale"]["high"] - question["scale"]["low"] < MOST_STEPS:
        raise ValueError("a scale that does not rise, or has more steps than allowed")
    if kind == "budget" and not all(0 <= cost <= question["budget"] for cost in _costs(question).values()):
        raise ValueError("a cost outside the budget")
    if kind == "number":
        _wrong_number(question["bounds"], "0")


class Check:
    """One package under examination."""

    def __init__(self, package: Any, report: Report, asked: Asked | None = None) -> None:
        self.package, self.report, self.asked = package, report, asked or Asked()
        self.roll = read_roll(package)
        self.text, self.text_hash = _json_file(package, "question.json")
        self.rule, self.rule_hash = _json_file(package, "rule.json")
        self.result, self.result_hash = _json_file(package, "result.json")
        self.checkpoints = read_checkpoints(package)
        self.book = Book(report, self.checkpoints, self.asked)
        _refuse_shapeless(self.text, self.rule)
        self.votes = Votes(report, self.roll, self.text["questions"])
        self.ballots_before = 0

    def run(self) -> None:
        """Walk the book, count, and hold everything against everything."""
        self.votes.first_look = FirstLook(_lines(self.package, "ledger.jsonl"))
        lines = self.book.check_previous(_lines(self.package, "ledger.jsonl"))
        for seq, kind, at, payload in self.book.walk(lines):
            if kind == "CLOSE":
                self.ballots_before = self.votes.ballots
            if seq == 1:
                self._check_opening()
                self.votes.begin(self.book.opening)
                self.votes.issued = self._issued()
            self.votes.read(seq, kind, at, payload)
        self.votes.finish()
        self._check_picture()
        self._check_sheets()
        self._check_ending()
        self._check_checkpoints()
        self._check_result()
        for receipt in self.asked.receipts:
            check_receipt(self.report, receipt, self.book)
        for mark in self.asked.marks:
            check_mark(self.report, mark, self.book)

    def _same(self, mine: Any, theirs: Any, zh: str, en: str) -> None:
        """Note a fault unless what was recounted is what was published."""
        self._differs(
            mine, theirs, (f"{zh}{{}}：重算得 {{}}，公布的是 {{}}。", f"{en}{{}}: recounted {{}}, published {{}}.")
        )

    def _differs(self, mine: Any, theirs: Any, form: Words) -> None:
        """Note a fault unless two values are equal to the letter (True is no 1 here): where, and what stands there."""
        if canonical(mine) != canonical(theirs):
            found = _first_difference(mine, theirs)
            self.report.fault(form[0].format(*found), form[1].format(*found))

    def _check_opening(self) -> None:
        opening = self.book.opening
        if not opening:
            raise Unreadable("登记簿没有开启行（OPEN）。", "The book has no OPEN line.")
        if "signing_key" in opening and not (
            isinstance(opening["signing_key"], str) and _HEX.match(opening["signing_key"])
        ):
            raise Unreadable("开启行里的公钥（signing_key）不对。", "The signing_key in OPEN is no key.")
        frozen = {"heads": self.roll.heads, "area": self.roll.area, "root": self.roll.root}
        for mine, theirs, zh, en in (
            (frozen, opening.get("electorate"), "名册与开启时冻结的不一致", "The roll is not the one frozen at OPEN"),
            (self.text_hash, opening.get("text"), "题目与开启时的不一致", "The questions are not those of OPEN"),
            (self.rule, opening.get("rule"), "计票规则与开启时的不一致", "The rule is not the one of OPEN"),
        ):
            self._differs(
                mine, theirs, (f"{zh}{{}}：包里是 {{}}，开启时是 {{}}。", f"{en}{{}}: {{}} here, {{}} at OPEN.")
            )

    def _check_picture(self) -> None:
        """The picture that residents saw is the one whose fingerprint was frozen with the questions."""
        is_there, said = PICTURE in self.package.names, self.text.get("picture")
        if said is None and not is_there:
            return
        if not is_there or not isinstance(said, dict) or not isinstance(said.get("alt"), dict):
            self.report.fault(
                f"question.json 里写的附图和 {PICTURE} 对不上：一边有，一边没有，或者写法不对。",
                f"What question.json says of a picture and {PICTURE} do not fit: one is missing, or says nothing.",
            )
            return
        mine = hashlib.sha256(_content(self.package, PICTURE)).hexdigest()
        self._same(
            mine, said.get("sha256"), "附图与题目里冻结的不一致", "The picture is not the one frozen with the questions"
        )

    def _issued(self) -> dict[int, bytes] | None:
        """Whose sheet bears which mark; None where OPEN speaks of no salted marks, as it did before there were any."""
        said = self.book.opening.get("serials")
        is_salted = isinstance(said, dict) and said.get("salted") is True
        return read_sheets(self.package) if is_salted and SHEETS in self.package.names else None

    def _check_sheets(self) -> None:
        """The list of issue is the one that OPEN froze, and nobody is on it who is not on the roll."""
        said, issued = self.book.opening.get("serials"), self.votes.issued
        if issued is None and SHEETS not in self.package.names and not (isinstance(said, dict) and "salted" in said):
            return
        if issued is None or not isinstance(said, dict):
            self.report.fault(
                f"开启行里写的票面编号和 {SHEETS} 对不上：一边有，一边没有。",
                f"What OPEN says of numbered sheets and {SHEETS} do not fit: one is missing.",
            )
            return
        tree = Tree()
        for mark, number in sorted((f"sha256:{mark.hex()}", number) for number, mark in issued.items()):
            tree.add(leaf_hash(canonical({"elector": number, "serial": mark})))
        mine = {"sheets": len(issued), "root": tree.root(), "salted": True}
        self._same(mine, said, "发出的票与开启时冻结的不一致", "The sheets are not those issued at OPEN")
        if issued.keys() != self.roll.weights.keys():
            self.report.fault(f"{SHEETS} 与名册对不上。", f"{SHEETS} does not list the electors of the roll.")

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
        counted = {"lines": seen["seq"] - 1, "ballots": self.ballots_before, "root": seen["root_before"]}
        self._same(counted, said, "截止行的数字不对", "The CLOSE line's figures are wrong")
        self._check_sealed(closing.get("sealed"))
        if self.votes.procedure["deemed"]["mode"] != "off" and self.votes.served is None:
            self.report.fault(
                "议事规则规定了视为，登记簿却没有送达行（SERVED）。",
                "Silence has a meaning here, but the book has no SERVED line.",
            )
        self._same(
            self.result_hash,
            self.book.sealed,
            "result.json 与最后一次封存的不一致",
            "result.json is not what the last TALLY or REPUBLISH sealed",
        )
        if self.book.changed_since:
            line = self.book.changed_since
            self.report.fault(
                f"第 {line} 行更正或撤销之后，没有重新公布结果。",
                f"After line {line}, which corrects or annuls, the result was not published again.",
            )

    def _check_sealed(self, said: Any) -> None:
        """CLOSE of a secret poll seals a table for each question, and all ballots; no other CLOSE seals anything."""
        if not self.votes.is_secret:
            wanted: set[str] = set()
        else:
            wanted = {ALL_BALLOTS, *(str(question["number"]) for question in self.text["questions"])}
        seals = said if isinstance(said, dict) else {}
        are_seals = all(isinstance(seal, str) and _WRITTEN.match(seal) for seal in seals.values())
        if set(seals) != wanted or not are_seals:
            self.report.fault(
                "截止行封存的数字（sealed）缺内容或内容不对。",
                "What CLOSE seals lacks something or holds what it should not.",
            )

    def _check_checkpoints(self) -> None:
        due = {1, self.book.seq, self.book.closing["seen"]["seq"] if self.book.closing else 1, *self.book.postings}
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
        self.terms = self.votes.terms(self.rule)
        if canonical(result.get("format")) in map(canonical, FORMATS):
            self.terms.form = result["format"]
        opening, closing = book.opening, book.closing
        self._same(self.terms.form, result.get("format"), "result.json 的格式版本", "The format of result.json")
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
            self._same(
                book.counted_at,
                result.get("ledger"),
                "result.json 的登记簿指纹",
                "The book's fingerprints in result.json",
            )
        self._same(
            opening.get("procedure"), result.get("procedure"), "result.json 的议事规则", "The procedure in result.json"
        )
        self._same_parts(self.votes.totals(self.terms), result, "result.json", "result.json")
        amended = self.votes.amendments()
        if "amended" in result or any(amended.values()):
            self._same(amended, result.get("amended"), "result.json · amended", "result.json · amended")
        self._say_beside()
        self._check_questions(result.get("questions"))

    def _say_beside(self) -> None:
        """What came back without being an elector's vote."""
        votes = self.votes
        if votes.is_secret:
            self._say_secret()
        if votes.invalid:
            weight = _weight(self.terms.invalid)
            self.report.remark(f"只交了废票的：{_zh(weight)}", f"Only an invalid paper came from: {_en(weight)}")
        if any(votes.amended.values()):
            self.report.remark(
                f"登记后撤销 {votes.amended['annulled']} 票，更正 {votes.amended['corrected']} 票，"
                f"本户改投 {votes.amended['replaced']} 票",
                f"After they were recorded, {votes.amended['annulled']} ballots were annulled,"
                f" {votes.amended['corrected']} corrected, {votes.amended['replaced']} replaced by their electors",
            )
        if waiting := votes.sheet_counts["unconfirmed"]:
            self.report.remark(
                f"录入后没有第二人复核一致、因而不计票的纸质票：{waiting} 张",
                f"Paper ballots that no second person confirmed, and that therefore count nothing: {waiting}",
            )
        votes.audit.say()
        if votes.opinions:
            self.report.remark(
                f"租户意见 {votes.opinions} 份，单独统计，不计入业主的票",
                f"Tenants' opinions: {votes.opinions}, counted apart and never among the owners' votes",
            )

    def _say_secret(self) -> None:
        """What can be counted again of a secret poll, and what cannot."""
        self.report.is_secret = True
        heads = len(self.votes.cast)
        self.report.remark(
            f"无记名征询：参与 {heads} 户，逐户核对过，每户最多一次。谁选了什么不在公开包里，任何人都不能"
            "逐户重新计票；公布的数字与截止时封存的数字核对",
            f"A secret poll: {heads} took part, each looked up and at most once. Who chose what is not in the package:"
            " nobody can count it again by name. The figures published are held against those sealed at CLOSE",
        )
        if self.votes.noted:
            self.report.remark(
                f"{self.votes.noted} 户的异议成立（“不是本户填的”）；无记名的答卷分不清是谁的，没有撤出任何一份",
                f"Contests that were upheld: {self.votes.noted}. In a secret poll nobody can tell whose ballot is"
                " whose, so none was taken out",
            )

    def _same_parts(self, mine: Mapping[str, Any], theirs: Any, zh: str, en: str) -> None:
        published = theirs if isinstance(theirs, dict) else {}
        for key, value in mine.items():
            self._same(value, published.get(key), f"{zh} · {key}", f"{en} · {key}")

    def _check_questions(self, published: Any) -> None:
        counts = self.votes.counts
        if not isinstance(published, list) or len(published) != len(counts):
            self.report.fault(
                "result.json 的题数不对。", "result.json does not answer as many questions as were asked."
            )
            return
        told = dict[int, Count]()
        for at, count in enumerate(counts):
            theirs = published[at]
            number, others = count.question["number"], theirs if isinstance(theirs, dict) else {}
            if self.votes.is_secret and others.get("withheld") is not False:
                self._check_withheld(count, theirs)
                continue
            if self.votes.is_secret:
                self._take_secret(count, others, told)
                told[number] = count
            mine = count.result(self.terms) | ({"withheld": False} if self.votes.is_secret else {})
            if not self.votes.has_procedure:
                mine = {key: value for key, value in mine.items() if key in others or key not in NEWER}
            self._same_parts(mine, theirs, f"第 {number} 题", f"Question {number}")
            if self.votes.is_secret:
                say_secret(self.report, mine)
            else:
                say_question(self.report, mine, (self.roll.heads, self.roll.area))
            say_second(self.report, mine)
            known = {*mine, "opening"} if self.votes.is_secret else {*mine}
            left = sorted(key for key, value in others.items() if key not in known and value)
            if left:
                self.report.remark(
                    f"第 {number} 题：以下数字本程序不重算：{'、'.join(left)}。",
                    f"Question {number}: this program does not recount: {', '.join(left)}.",
                )

    # -- secret polls: figures as they were sealed

    def _check_withheld(self, count: Count, theirs: Any) -> None:
        """Of a question that is kept back nothing is said but that."""
        number = count.question["number"]
        mine = {"number": number, "question": count.question, "withheld": True}
        self._same(mine, theirs, f"第 {number} 题", f"Question {number}")
        self.report.remark(
            f"第 {number} 题：不足 {FEWEST_IN_SECRET} 份答案，或者答案太一致，所以不公布数字，免得有人被猜出来",
            f"Question {number}: fewer than {FEWEST_IN_SECRET} answers, or too much alike: figures are not published,"
            " so that nobody's answer can be guessed",
        )

    def _take_secret(self, count: Count, published: Mapping[str, Any], told: Mapping[int, Count]) -> None:
        """Take a question's figures as published, if they are those that CLOSE sealed and fit one another."""
        number, kind = count.question["number"], count.question["type"]
        said = published.get("counts")
        heads = {key: _heads(said.get(key)) if isinstance(said, dict) else -1 for key in count.counts}
        blank, asked = _heads(published.get("blank")), self._asked_in_secret(count, told)
        took = _heads(published.get("participating"))
        answered = took - blank if self.votes.procedure["blank_abstains"] else took
        if kind == "text":
            fits, parts = answered + blank == asked, [answered, blank]
            self.report.remark(
                f"第 {number} 题：写了意见的份数不能重算", f"Question {number}: how many wrote cannot be counted again"
            )
        else:
            most = count.question.get("most") or len(_options(count.question)) if kind == "choose-some" else 1
            together = sum(heads.values())
            fits = answered + blank == asked and answered <= together <= answered * most
            parts = list(heads.values())
            self._check_seal(count, published.get("opening"), {"answered": answered, "counts": heads})
        if not fits or min([answered, blank, *parts]) < 0:
            self.report.fault(
                f"第 {number} 题：各项数字加起来与参与户数不符。",
                f"Question {number}: its figures do not add up to those who took part.",
            )
        size = asked if kind == "text" else answered
        if size < FEWEST_IN_SECRET or max(parts) > size - FEWEST_APART:
            self.report.fault(
                f"第 {number} 题：答案不足 {FEWEST_IN_SECRET} 份，或者太一致，按规定不能公布数字。",
                f"Question {number}: too few answers, or too much alike; its figures should not have been published.",
            )
        count.counts = {key: (max(n, 0), 0) for key, n in heads.items()}
        count.answered, count.shown_to = (answered, 0), (asked, 0)
        count.expressed = (answered - max(heads.get("abstain", 0), 0), 0)

    def _asked_in_secret(self, count: Count, told: Mapping[int, Count]) -> int:
        """Of how many a question was asked: of all, or of those who gave the answer that it hangs on."""
        condition = count.question.get("show_if")
        if not condition:
            return len(self.votes.cast)
        earlier = told.get(condition["question"])
        if earlier is None:
            number = count.question["number"]
            self.report.fault(
                f"第 {number} 题公布了数字，而它所依据的那一题没有公布。",
                f"Question {number} is published, though the one that it hangs on is kept back.",
            )
            return -1
        return earlier.counts.get(str(condition["answer"]), NOTHING)[0]

    def _check_seal(self, count: Count, opening: Any, table: Mapping[str, Any]) -> None:
        number, seals = count.question["number"], self.book.closing.get("sealed")
        key = bytes.fromhex(opening) if isinstance(opening, str) and _HEX.match(opening) else b""
        mine = "sha256:" + hashlib.sha256(key + canonical(table).encode()).hexdigest()
        if not key or not isinstance(seals, dict) or seals.get(str(number)) != mine:
            self.report.fault(
                f"第 {number} 题的数字不是截止时封存的那些。",
                f"Question {number}: its figures are not those that CLOSE sealed.",
            )


def _heads(weight: Any) -> int:
    """The heads of a published figure; -1 for what is none."""
    heads = weight.get("heads") if isinstance(weight, dict) else None
    return heads if type(heads) is int and heads >= 0 else -1


# ---- In words -----------------------------------------------------------------------------------------------------


def say_question(report: Report, mine: Mapping[str, Any], everyone: Weight) -> None:
    """What was counted for one question, in both languages."""
    question, took = mine["question"], mine["participating"]
    zh = [f"第 {mine['number']} 题：参与表决 {_zh(took)}（全体：{_zh(_weight(everyone))}）"]
    en = [f"Question {mine['number']}: took part {_en(took)} of {_en(_weight(everyone))}"]
    if question.get("show_if"):
        zh.append(f"问到 {_zh(mine['shown_to'])}")
        en.append(f"asked of {_en(mine['shown_to'])}")
    if question["type"] in _COUNTED_AS:
        zh.append(_COUNTED_AS[question["type"]][0])
        en.append(_COUNTED_AS[question["type"]][1])
    _say_counts(question, mine["counts"], zh, en)
    passed = [key for key, plan in mine.get("plans", {}).items() if plan["outcome"] == "passed"]
    ends = [_OUTCOME[mine["outcome"]][at] + _listed(question, passed, at, " ({})") for at in (0, 1)]
    report.remark("；".join(zh) + f" → {ends[0]}", "; ".join(en) + f" → {ends[1]}")
    for key, plan in mine.get("plans", {}).items() if question["type"] == "each-plan" else ():
        _say_plan(report, question, key, plan)
    for name, found in mine["methods"].items():
        _say_method(report, question, name, found)


def say_secret(report: Report, mine: Mapping[str, Any]) -> None:
    """What was said to one question of a secret poll: heads only."""
    question, asked, took = mine["question"], mine["shown_to"]["heads"], mine["participating"]["heads"]
    zh = [f"第 {mine['number']} 题：回答 {took} 户（问到 {asked} 户）"]
    en = [f"Question {mine['number']}: answered by {took} of {asked}"]
    for key, weight in mine["counts"].items():
        label = _labels(question, key)
        zh.append(f"{label[0]}：{weight['heads']} 户")
        en.append(f"{label[1]}: {weight['heads']}")
    ends = _OUTCOME[mine["outcome"]]
    report.remark("；".join(zh) + f" → {ends[0]}", "; ".join(en) + f" → {ends[1]}")
    for name, found in mine["methods"].items():
        _say_method(report, question, name, found)


def say_second(report: Report, mine: Mapping[str, Any]) -> None:
    """What silence and following the majority make of a question, beside what was returned."""
    if mine.get("deemed_refused") or any(plan.get("deemed_refused") for plan in mine.get("plans", {}).values()):
        report.remark(
            "  人数与面积的多数不是同一方：未反馈的、从众的不计入任何一方",
            "  Heads and area do not have one larger side: silence and following join neither",
        )
    second = mine.get("with_deemed")
    if not second:
        return
    zh, en = ["  另列一个结果，供对照"], ["  Beside it, a second outcome"]
    _say_joined(mine, ("", ""), zh, en)
    for key, plan in mine.get("plans", {}).items():
        _say_joined(plan, _labels(mine["question"], key), zh, en)
    ends = _OUTCOME[second["outcome"]]
    report.remark("；".join(zh) + f" → {ends[0]}", "; ".join(en) + f" → {ends[1]}")


_JOINING = {"deemed": ("未反馈的视为", "the silent deemed"), "followed": ("从众的计入", "who follows joins")}


def _say_joined(said: Mapping[str, Any], of: Words, zh: list[str], en: list[str]) -> None:
    """Who joins which side of a proposal, or of the plan of these words."""
    for part, words in (
        ("deemed", ("未反馈的视为", "the silent deemed")),
        ("followed", ("从众的计入", "who follows joins")),
    ):
        for side, weight in (said.get(part) or {}).items():
            zh.append(f"{of[0]}{'：' if of[0] else ''}{words[0]}{_CHOICE[side][0]}（{_zh(weight)}）")
            en.append(f"{of[1]}{': ' if of[1] else ''}{words[1]} {_CHOICE[side][1]} ({_en(weight)})")


def _say_counts(question: Mapping[str, Any], counts: Mapping[str, Any], zh: list[str], en: list[str]) -> None:
    for key, weight in counts.items():
        label = _labels(question, key)
        zh.append(f"{label[0]}：{_zh(weight)}")
        en.append(f"{label[1]}: {_en(weight)}")


def _say_plan(report: Report, question: Mapping[str, Any], key: str, plan: Mapping[str, Any]) -> None:
    label, outcome = _labels(question, key), _OUTCOME[plan["outcome"]]
    zh, en = [f"  {label[0]}"], [f"  {label[1]}"]
    _say_counts({**question, "options": []}, plan["counts"], zh, en)
    report.remark("；".join(zh) + f" → {outcome[0]}", "; ".join(en) + f" → {outcome[1]}")


def _say_method(report: Report, question: Mapping[str, Any], name: str, found: Mapping[str, Any]) -> None:
    """How one way of counting came out: who won, what is funded, which average was reached; ties are named as ties."""
    zh, en = _METHOD[name]
    if name == "figures":
        if found["heads"]:
            zh += f"：{found['heads']} 人，平均数 {_plain(found['mean'])}，中位数 {_plain(found['median'])}"
            en += f": {found['heads']} answers, mean {_plain(found['mean'])}, median {_plain(found['median'])}"
    elif "funded" in found:
        zh += "：获得资金" + (_listed(question, found["funded"], 0, " {}") or "的项目没有")
        en += ": funded" + (_listed(question, found["funded"], 1, " {}") or " nothing")
        for tie in found["ties"]:
            zh += f"；未能分出先后{_listed(question, tie['options'], 0, ' {}')}（{tie['fewest']}–{tie['most']} 项有钱）"
            en += f"; tied{_listed(question, tie['options'], 1, ' {}')} (money for {tie['fewest']}–{tie['most']})"
    elif not found["winners"]:
        zh, en = f"{zh}：无人作答", f"{en}: no answers"
    elif first := found["winners"]:
        many = len(first) > 1
        zh += ("：并列第一" if many else "：第一") + _listed(question, first, 0, " {}")
        en += (": tied first" if many else ": first") + _listed(question, first, 1, " {}")
    report.remark(f"  {zh}", f"  {en}")


def _plain(exact: str) -> str:
    return exact[:-2] if exact.endswith("/1") else exact


def _listed(question: Mapping[str, Any], keys: Sequence[str], language: int, form: str) -> str:
    """Options by their words, put into a form; nothing of nothing."""
    return form.format(("、", ", ")[language].join(_labels(question, key)[language] for key in keys)) if keys else ""


_COUNTED_AS = {"rank": ("把它排在第一的", "put first"), "score": ("给它打过分的", "scored by")}
_METHOD = {
    "borda": ("波达计分法", "Borda count"),
    "instant-runoff": ("逐轮淘汰法", "Instant run-off"),
    "schulze": ("舒尔策两两比较法", "Schulze method"),
    "mean": ("平均数", "Mean"),
    "median": ("中位数", "Median"),
    "greedy": ("按支持人数分配", "By support"),
    "equal-shares": ("均等份额法", "Equal shares"),
    "approval": ("选的人数", "By how many chose it"),
    "plurality": ("选的人数", "By how many chose it"),
    "figures": ("数字", "Numbers"),
}
_CHOICE = {
    "agree": ("同意", "agree"),
    "oppose": ("不同意", "oppose"),
    "abstain": ("弃权", "abstain"),
    "none": ("以上均不同意", "none of these"),
    FOLLOW: ("从众", "follow the majority"),
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


class FirstLook:
    """A first look at the book: which ballots must be held back because something happens to them on a later line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.settled: set[int] = set()
        """Electors whose conflict of two ballots was settled."""
        self.annulled: set[int] = set()
        self.corrected: set[int] = set()
        """Lines of ballots."""
        for text in lines:
            if any(f'"type":"{kind}"' in text for kind in ("RESOLVE", "ANNUL", "CORRECT")):
                self._note(text)

    def _note(self, text: str) -> None:
        try:
            entry = read_canonical(text)
            kind, payload = entry["type"], entry["payload"]
            named = payload.get("elector") if kind == "RESOLVE" else payload.get("ballot")
        except (ValueError, TypeError, KeyError, AttributeError):
            return  # the walk that follows says what is wrong with it
        noted = {"RESOLVE": self.settled, "ANNUL": self.annulled, "CORRECT": self.corrected}.get(kind)
        if noted is not None and type(named) is int:
            noted.add(named)

    def touches(self, ballot: int, elector: int) -> bool:
        """Whether something later in the book is about this ballot."""
        return elector in self.settled or ballot in self.annulled or ballot in self.corrected


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


class Asked:
    """What somebody wants to know beside the count: receipts and checkpoints that they hold against the book."""

    def __init__(self, receipts: Sequence[str] = (), marks: Sequence[str] = ()) -> None:
        self.receipts = [Receipt(typed) for typed in receipts]
        self.marks = [Mark(typed) for typed in marks]


def examine(path: Path, receipts: Sequence[str] = (), marks: Sequence[str] = ()) -> Report:
    """Check a package; whatever is wrong with it stands in the report, and nothing is raised."""
    report = Report()
    try:
        _examine(path, report, Asked(receipts, marks))
    except Unreadable as broken:
        report.fault(*broken.said)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError):
        report.fault("文件打不开，或者 ZIP 已损坏。", "The file cannot be opened, or the ZIP is damaged.")
    except Exception as error:  # the promise is a sentence, never a trace, whatever somebody put into the package
        kind = type(error).__name__
        report.fault(f"包里有无法理解的内容（{kind}）。", f"The package holds something that makes no sense ({kind}).")
    return report


def _examine(path: Path, report: Report, asked: Asked) -> None:
    package: Any = Folder(path) if path.is_dir() else Archive(path, report)
    try:
        if missing := [name for name in package.due if name not in package.names]:
            raise Unreadable(f"包里缺文件：{'、'.join(missing)}。", f"The package lacks: {', '.join(missing)}.")
        check = Check(package, report, asked)
        check.run()
        report.remark(
            f"征询 {check.book.code}：登记簿 {check.book.seq} 行，选票 {len(check.votes.cast)} 张，"
            f"最后指纹 {_groups(check.book.head.hex())}",
            f"Consultation {check.book.code}: {check.book.seq} lines, {len(check.votes.cast)} ballots,"
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
            out.append((_WHOLE_IN_SECRET if report.is_secret else _WHOLE)[language])
        out.append("")
    # What a package says may hold codes that a terminal obeys; nothing but printable text goes out.
    return "\n".join("".join(c if c.isprintable() else "?" for c in line) for line in out)


_WHOLE = (
    "✓ 全部相符：登记簿完整，有开有关；每位表决权人至多计一票，票上填的都是能填的；委托、重复票的处理、废票、送达"
    "都对得上；名册、题目、规则、议事规则与开启时冻结的一致；各题的人数、面积和结果，以及排序、打分、预算、数字的"
    "每一种计法，重新计算都与公布的完全相同。",
    "✓ Everything fits: the book is whole, opened and closed; each elector is counted at most once, and every ballot"
    " says what a ballot can say; proxies, settled conflicts, invalid papers and service agree with the roll; roll,"
    " questions, rule and procedure are those frozen at the opening; heads, area and outcome of every question, and"
    " every way of counting rankings, scores, budgets and numbers, equal the published result when counted again.",
)


_WHOLE_IN_SECRET = (
    "✓ 能核对的全部相符：登记簿完整，有开有关；每位表决权人至多参与一次，参与的都在名册上；名册、题目、规则、议事规则"
    "与开启时冻结的一致；公布的每个数字都是截止时封存的，加起来与参与户数相符，结果也由它们算得出来。",
    "✓ Everything that can be checked fits: the book is whole, opened and closed; each elector took part at most once"
    " and is on the roll; roll, questions, rule and procedure are those frozen at the opening; every figure published"
    " was sealed at CLOSE, adds up to those who took part, and gives the published outcome.",
)


_USAGE = """用法 Usage: python3 verify.py package.zip
                [--checkpoint TEXT] …  公告栏上的号码和指纹  number and fingerprint from the board
                [--receipt TEXT] …   回执码，或回执二维码的内容  a slip code, or what a receipt's QR code holds
"""
_OPTIONS = {"--receipt": "receipts", "--checkpoint": "marks"}


def _read_arguments(arguments: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The paths, and the texts after each option; no path where the command was called wrongly."""
    paths: list[str] = []
    options: dict[str, list[str]] = {}
    left = list(arguments)
    while left:
        word = left.pop(0)
        if word in _OPTIONS and left:
            options.setdefault(_OPTIONS[word], []).append(left.pop(0))
        elif word.startswith("-"):
            return [], {}
        else:
            paths.append(word)
    return paths, options


def main(arguments: Sequence[str]) -> int:
    """Check the package named on the command line; 0 when everything fits, else 2."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    paths, options = _read_arguments(arguments)
    if len(paths) != 1:
        _write(_USAGE)
        return 2
    report = examine(Path(paths[0]), **options)
    _write(say(report))
    return 2 if report.faults else 0


def _write(text: str) -> None:
    """Say it; where nobody reads on, the exit status alone tells the verdict."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would say so itself once more when it leaves.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
