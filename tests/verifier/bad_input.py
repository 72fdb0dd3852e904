"""What a stranger may hand to a verifier in place of a package: torn, forged, or made to break it."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable

from tests.verifier.elections import mixed
from tests.verifier.packages import package_of, zipped
from tests.verifier.second.archive import packed, unpacked


def _zipped(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return room.getvalue()


def _twice(package: bytes) -> bytes:
    room = io.BytesIO(package)
    with warnings.catch_warnings(), zipfile.ZipFile(room, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("rule.json", b"{}")
    return room.getvalue()


def _encrypted(package: bytes) -> bytes:
    """The flag in both headers of every file."""
    local = package.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00")
    return local.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def _within(name: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A file of the package changed, and the package packed as it should be."""

    def changed(package: bytes) -> bytes:
        files = unpacked(package)
        return packed({**files, name: change(files[name])})

    return changed


def _without(name: str) -> Callable[[bytes], bytes]:
    return lambda package: packed({key: content for key, content in unpacked(package).items() if key != name})


def _second_line(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Another second line of the book."""

    def changed(book: bytes) -> bytes:
        first, second, rest = book.split(b"\n", 2)
        return b"\n".join((first, change(second), rest))

    return _within("ledger.jsonl", changed)


def _payload(text: bytes) -> Callable[[bytes], bytes]:
    """One more member in the payload of the second line, written so."""
    return _second_line(lambda line: line.replace(b'"payload":{', b'"payload":{"a":' + text + b",", 1))


def make_package() -> bytes:
    """A good package with a few ballots."""
    election = next(one for one in mixed(50, seed=8) if len(one.lines) > 12)
    return zipped(package_of(election, random.Random(8)))


BAD: dict[str, Callable[[bytes], bytes]] = {
    "nothing at all": lambda package: b"",
    "zero bytes": lambda package: bytes(len(package)),
    "no ZIP": lambda package: b"<html>404 Not Found</html>",
    "an empty ZIP": lambda package: _zipped({}),
    "torn in the middle": lambda package: package[: len(package) // 2],
    "torn in its last bytes": lambda package: package[:-7],
    "a ZIP bomb": lambda package: _zipped(
        {**unpacked(package), "ledger.jsonl": bytes(200_000_000)}, zipfile.ZIP_DEFLATED
    ),
    "a name outside the folder": lambda package: _zipped({**unpacked(package), "../../etc/passwd": b"x"}),
    "a file twice": _twice,
    "encrypted": _encrypted,
    "a wrong check sum": lambda package: package.replace(b'"seq":2,', b'"seq":9,', 1),
    "a missing file": _without("rule.json"),
    "no book": _without("ledger.jsonl"),
    "an empty book": _within("ledger.jsonl", lambda book: b""),
    "a torn last line": _within("ledger.jsonl", lambda book: book[:-20]),
    "a torn line": _second_line(lambda line: line[: len(line) // 2]),
    "an empty line": _second_line(lambda line: b""),
    "two OPEN lines": _within("ledger.jsonl", lambda book: book.split(b"\n", 1)[0] + b"\n" + book),
    "a byte order mark": _within("ledger.jsonl", lambda book: b"\xef\xbb\xbf" + book),
    "a byte order mark in a file": _within("question.json", lambda text: b"\xef\xbb\xbf" + text),
    "CRLF line ends": _within("ledger.jsonl", lambda book: book.replace(b"\n", b"\r\n")),
    "CRLF in the roll": _within("roll_public.csv", lambda roll: roll.replace(b"\n", b"\r\n")),
    "UTF-16": _within("result.json", lambda text: text.decode().encode("utf-16")),
    "a lone surrogate": _payload(rb'"\ud800"'),
    "not UTF-8": _payload(b'"\xff\xfe"'),
    "a huge number": _payload(b"9" * 6_000),
    "a number beyond 2^53": _payload(b"9007199254740993"),
    "deep nesting": _payload(b"[" * 200_000 + b"]" * 200_000),
    "NaN": _payload(b"NaN"),
    "Infinity": _payload(b"-Infinity"),
    "a fraction": _payload(b"1.5"),
    "a key twice": _second_line(lambda line: line.replace(b'{"at":', b'{"at":"x","at":', 1)),
    "a list in place of a line": _second_line(lambda line: b"[]"),
    "a list in place of the result": _within("result.json", lambda text: b"[]"),
    "null in place of the questions": _within("question.json", lambda text: b"null"),
    "a checkpoint of another consultation": _within(
        "checkpoints.txt", lambda text: text.replace(text[:6], b"ZZZZZZ", 1)
    ),
    "a huge number among the checkpoints": _within(
        "checkpoints.txt", lambda text: text.replace(b" 1 ", b" " + b"1" * 6_000 + b" ", 1)
    ),
    "zero bytes in the roll": _within("roll_public.csv", lambda roll: roll[:-5] + bytes(5)),
    "a huge number in the roll": _within(
        "roll_public.csv", lambda roll: roll[:-1] + b"\n" + b"9" * 6_000 + b",1,1,x\n"
    ),
}
"""Name → what it makes of a good package. Each must be named in a sentence, with exit status 2 and no traceback."""
