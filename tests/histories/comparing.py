"""Where two tellings of one history part: the first deed, and the first line of each file of the packages."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from zipfile import ZipFile

from tests.histories.playing import Told


def differences(one: Told, other: Told) -> list[str]:
    """What a reader needs to look at first; nothing where both are the same to the last byte."""
    found = list(_first_parting("deeds", one.events, other.events))
    if one.package != other.package:
        found += [*_files(one.package, other.package)] or ["the packages differ although no file in them does"]
    return found


def _files(one: bytes, other: bytes) -> Iterator[str]:
    with ZipFile(io.BytesIO(one)) as left, ZipFile(io.BytesIO(other)) as right:
        yield from _first_parting("files", left.namelist(), right.namelist())
        for name in left.namelist():
            if name in right.namelist():
                lines = (archive.read(name).decode("utf-8", "replace").splitlines() for archive in (left, right))
                yield from _first_parting(name, *lines)


def _first_parting(what: str, one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    for number, (left, right) in enumerate(zip_longest(one, other), start=1):
        if left != right:
            yield f"{what}, no. {number}: {str(left)[:300]} / {str(right)[:300]}"
            return


def kinds_of_lines(told: Told) -> Counter[str]:
    """How often each type of line stands in the book of a package."""
    with ZipFile(io.BytesIO(told.package)) as archive:
        return Counter(json.loads(line)["type"] for line in archive.read("ledger.jsonl").splitlines())
