"""What could be done to the other files of a package, and to the ZIP around them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

from consult.domain.ledger import canonical
from tests.verifier.mutations import put, resealed
from tests.verifier.packages import Forgery

READ = ("question.json", "rule.json", "roll_public.csv", "ledger.jsonl", "checkpoints.txt", "result.json")

# ---- Questions, rules and OPEN that say something else ------------------------------------------------------------


@resealed("a question's words changed")
def _(f: Forgery) -> None:
    f.text["questions"][0]["title"]["zh"] += "（同意有奖）"


@resealed("an introduction changed")
def _(f: Forgery) -> None:
    f.text["intro"]["zh"] = "请同意。"


@resealed("another version of the rule in rule.json")
def _(f: Forgery) -> None:
    f.rule["version"] += 1
    f.result["rule"]["version"] += 1


@resealed("a lower threshold in rule.json")
def _(f: Forgery) -> None:
    f.rule["participation"] = [{"measure": "heads", "of": "electorate", "share": "1/100", "strict": False}]


def _is_judged(f: Forgery) -> bool:
    """Whether a rule is held against any of the questions."""
    return any(
        question["type"] in ("consent", "each-plan", "choose-one", "choose-some") for question in f.text["questions"]
    )


@resealed("a lower threshold, in OPEN as well")
def _(f: Forgery) -> bool | None:
    if not f.rule["approval"] or "ceiling" in f.rule["approval"][0] or f.rule["approval"][0]["share"] == "1/100":
        return False
    if not _is_judged(f):
        return False
    f.rule["approval"][0]["share"] = f.entries[0]["payload"]["rule"]["approval"][0]["share"] = "1/100"
    return None


@resealed("a rule with a share above one")
def _(f: Forgery) -> bool | None:
    if not f.rule["approval"]:
        return False
    f.rule["approval"][0]["share"] = f.entries[0]["payload"]["rule"]["approval"][0]["share"] = "3/0"
    return None if _is_judged(f) else False


for _member in ("text", "electorate", "rule", "closes_at"):

    @resealed(f"OPEN without its {_member}")
    def _(f: Forgery, member: str = _member) -> None:
        f.entries[0]["payload"].pop(member)


# ---- Checkpoints in the book, and the key -------------------------------------------------------------------------

_POSTINGS: dict[str, tuple[str, object]] = {
    "a checkpoint that counts too many lines": ("lines", 999),
    "a checkpoint of no day": ("day", "yesterday"),
    "a checkpoint whose day is a number": ("day", 20261219),
    "a checkpoint that counts nothing": ("lines", None),
}
for _name, (_member, _value) in _POSTINGS.items():

    @resealed(_name)
    def _(f: Forgery, member: str = _member, value: object = _value) -> bool | None:
        if not (posted := f.of_type("CHECKPOINT")):
            return False
        posted[-1]["payload"][member] = value
        return None


@resealed("checkpoints that go back a day")
def _(f: Forgery) -> bool | None:
    posted = f.of_type("CHECKPOINT")
    if len(posted) < 2 or posted[0]["payload"]["day"] == posted[-1]["payload"]["day"]:
        return False
    posted[0]["payload"]["day"], posted[-1]["payload"]["day"] = (
        posted[-1]["payload"]["day"],
        posted[0]["payload"]["day"],
    )
    return None


_LOSS = {"lines": 90, "head": "ab" * 32, "kept": 1, "reason": "磁盘坏了", "nonce": "00"}
_LOSSES: dict[str, dict[str, object]] = {
    "a loss that says another number of lines is left": {"kept": 3},
    "a loss of no lines": {"lines": 0},
    "a loss without a head": {"head": "ab"},
    "a loss without a reason": {"reason": ""},
    "a loss with an endless reason": {"reason": "x" * 501},
}
for _name, _changed in _LOSSES.items():

    @resealed(_name)
    def _(f: Forgery, changed: dict[str, object] = _changed) -> None:
        put(f, 1, {**f.entries[0], "type": "LOSS", "payload": {**_LOSS, **changed}})


for _key in ("", "ab" * 31, "AB" * 32, 7, None):

    @resealed(f"a signing key like {_key!r}")
    def _(f: Forgery, key: object = _key) -> None:
        f.entries[0]["payload"]["signing_key"] = key


# ---- Files changed after sealing ----------------------------------------------------------------------------------

FileMutation = Callable[[dict[str, bytes]], bool | None]
FILES: dict[str, FileMutation] = {}


def _on_file(name: str, what: str, change: Callable[[bytes], bytes]) -> None:
    def mutate(files: dict[str, bytes]) -> bool | None:
        before = files[name]
        files[name] = change(before)
        return None if files[name] != before else False

    FILES[f"{name}: {what}"] = mutate


def _without(name: str) -> FileMutation:
    def mutate(files: dict[str, bytes]) -> None:
        del files[name]

    return mutate


def _flipped(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


for _name in READ:
    FILES[f"{_name}: missing"] = _without(_name)
    _on_file(_name, "empty", lambda content: b"")
    _on_file(_name, "a byte changed", _flipped)
    _on_file(_name, "the last byte missing", lambda content: content[:-1])
    _on_file(_name, "half of it missing", lambda content: content[: len(content) // 2])
    _on_file(_name, "a line end added", lambda content: content + b"\n")
    _on_file(_name, "no text at all", lambda content: b"\xff\xfe\x00")
    _on_file(_name, "a space at the front", lambda content: b" " + content)
    if not _name.endswith("json"):
        _on_file(_name, "line ends of Windows", lambda content: content.replace(b"\n", b"\r\n"))
    if _name.endswith("json"):
        _on_file(_name, "a list", lambda content: b"[]")
        _on_file(_name, "another order", lambda content: content.replace(b"{", b'{"zz":0,', 1))
        _on_file(_name, "a key twice", lambda content: content.replace(b"{", b'{"zz":0,"zz":0,', 1))
        _on_file(_name, "nested without end", lambda content: b"[" * 100_000)
        _on_file(_name, "a fraction", lambda content: b'{"a":1.5}')
        _on_file(_name, "not a number", lambda content: b'{"a":NaN}')
        _on_file(_name, "a number beyond all", lambda content: b'{"a":' + b"9" * 5_000 + b"}")


def _roll(what: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    _on_file("roll_public.csv", what, lambda content: b"\n".join(change(content.split(b"\n"))))


_roll("an elector missing", lambda lines: [*lines[:-2], lines[-1]])
_roll("an elector twice", lambda lines: [*lines[:-1], lines[-2], lines[-1]])
_roll("an elector made up", lambda lines: [*lines[:-1], b"99999,1,10000,1", b""])
_roll("electors exchanged", lambda lines: [lines[0], *reversed(lines[1:-1]), b""] if len(lines) > 3 else lines)
_roll("more heads", lambda lines: [*lines[:-2], lines[-2].replace(b",1,", b",2,", 1), b""])
_roll("a hundredth of a square metre more", lambda lines: [*lines[:-2], _one_more(lines[-2]), b""])
_roll("another building", lambda lines: [*lines[:-2], lines[-2] + b"x" if b'"' not in lines[-2] else b"1,1,1,1", b""])
_roll("another header", lambda lines: [b"\xef\xbb\xbfelector,heads,area,room", *lines[1:]])
_roll("a negative area", lambda lines: [*lines[:-2], b"99999,1,-5,1", b""])
_roll("an area with decimals", lambda lines: [*lines[:-2], b"99999,1,5.00,1", b""])
_roll("an area in other digits", lambda lines: [*lines[:-2], "99999,1,٥,1".encode(), b""])
_roll("a column too many", lambda lines: [*lines[:-2], lines[-2] + b",x", b""])
_roll("a quote without end", lambda lines: [*lines[:-2], b'99999,1,5,"1', b""])


def _one_more(line: bytes) -> bytes:
    number, heads, area, building = line.split(b",", 3)
    return b",".join([number, heads, str(int(area) + 1).encode(), building])


def _posted(what: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    _on_file("checkpoints.txt", what, lambda content: b"".join(change(content.splitlines(keepends=True))))


_posted("of another consultation", lambda lines: [line.replace(line[:6], b"ZZZZZZ") for line in lines])
_posted("another fingerprint", lambda lines: [*lines[:-1], lines[-1][:-65] + b"0" * 64 + b"\n"])
_posted("another time", lambda lines: [*lines[:-1], lines[-1].replace(b" 2026", b" 2027")])
_posted("the first missing", lambda lines: lines[1:])
_posted("the last missing", lambda lines: lines[:-1])
_posted("backwards", lambda lines: lines[::-1])
_posted(
    "one of a line that was cut off",
    lambda lines: [*lines, b"K7P9QX 9999999 2027-01-01T00:00:00.000Z " + b"0" * 64 + b"\n"],
)
_posted("a line twice", lambda lines: [*lines, lines[-1]])


def _book(what: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    _on_file("ledger.jsonl", what, lambda content: b"".join(change(content.splitlines(keepends=True))))


_book("the last line missing", lambda lines: lines[:-1])
_book("the first line missing", lambda lines: lines[1:])
_book("a line taken out", lambda lines: lines[:1] + lines[2:])
_book("two lines exchanged", lambda lines: [lines[1], lines[0], *lines[2:]])
_book("a line written twice", lambda lines: [*lines[:2], *lines[1:]])
_book("an empty line", lambda lines: [lines[0], b"\n", *lines[1:]])
_book("spaces in a line", lambda lines: [lines[0].replace(b",", b", ", 1), *lines[1:]])
_book("a prev of zeros", lambda lines: [*lines[:-1], _prev(lines[-1])])
_book("an escape where none is needed", lambda lines: [lines[0].replace(b"OPEN", b"\\u004fPEN"), *lines[1:]])
_book("a line without end", lambda lines: [*lines, b"[" * (2 * 1024 * 1024)])


def _prev(line: bytes) -> bytes:
    at = line.index(b'"prev":"') + 8
    return line[:at] + b"0" * 64 + line[at + 64 :]


def _reordered(files: dict[str, bytes]) -> None:
    files["result.json"] = canonical({"format": 1}).encode()


FILES["result.json: almost nothing"] = _reordered

# ---- The ZIP ------------------------------------------------------------------------------------------------------

ZIPS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "no ZIP": lambda content: hashlib.sha256(content).digest() * 100,
    "torn in the middle": lambda content: content[: len(content) // 2],
    "the last byte missing": lambda content: content[:-1],
    "the first bytes missing": lambda content: content[4:],
    "something before it": lambda content: b"#!/bin/sh\n" + content,
    "something behind it": lambda content: content + b"\x00",
    "a comment": lambda content: content[:-2] + b"\x05\x00hello",
    "compressed": lambda content: _repacked(content, method=zipfile.ZIP_DEFLATED),
    "another time": lambda content: _repacked(content, date=(2026, 12, 31, 0, 0, 0)),
    "other rights": lambda content: _repacked(content, rights=0o755),
    "another order": lambda content: _repacked(content, order=-1),
    "a file too many": lambda content: _repacked(content, added="autorun.inf"),
    "a file outside the folder": lambda content: _repacked(content, added="../../etc/passwd"),
    "a file twice": lambda content: content.replace(b"result.json", b"rule.json\x00\x00").replace(
        b"README.txt", b"ledger.txt"
    ),
    "marked as encrypted": lambda content: content.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    ),
    "an unknown compression": lambda content: content.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"
    ),
}
for _at in range(1, 20):
    ZIPS[f"the byte at {_at}/20 changed"] = lambda content, at=_at: _flipped_at(content, len(content) * at // 20)
for _at in range(1, 60, 7):
    ZIPS[f"the byte {_at} from the end changed"] = lambda content, at=_at: _flipped_at(content, len(content) - at)


def _flipped_at(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]


def _repacked(
    content: bytes,
    *,
    method: int = zipfile.ZIP_STORED,
    date: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0),
    rights: int = 0o644,
    order: int = 1,
    added: str = "",
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", method) as new:
        for name in old.namelist()[::order]:
            member = zipfile.ZipInfo(name, date)
            member.compress_type = method
            member.external_attr = (0o100000 | rights) << 16
            new.writestr(member, old.read(name))
        if added:
            new.writestr(zipfile.ZipInfo(added), b"")
    return file.getvalue()
