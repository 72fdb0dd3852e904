"""A checkpoint from the board in the hands of the verifier: it matches, or the book was changed, or it is another's."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from consult.domain.ledger import GENESIS, head_after, leaf_of
from consult.verifier import verify
from tests.verifier.elections import elections
from tests.verifier.packages import CODE, Forgery, package_of, zipped


@pytest.fixture(scope="module")
def package() -> bytes:
    return zipped(package_of(max(elections(40, seed=9), key=lambda one: len(one.lines)), random.Random(3)))


@pytest.fixture
def file(package: bytes, tmp_path: Path) -> Path:
    (tmp_path / "package.zip").write_bytes(package)
    return tmp_path / "package.zip"


def heads(package: bytes) -> list[str]:
    """The head after each line."""
    head, found = GENESIS, []
    for line in Forgery.of(package).files["ledger.jsonl"].decode().splitlines():
        head = head_after(head, leaf_of(line))
        found.append(head.hex())
    return found


def said(file: Path, *marks: str) -> tuple[list[str], list[str]]:
    report = verify.examine(file, marks=marks)
    return [one for _, one in report.remarks if "heckpoint" in one], [one for _, one in report.faults]


def test_one_that_matches(package: bytes, file: Path) -> None:
    head = heads(package)[4]
    groups = " ".join(head[at : at + 4] for at in range(0, 16, 4))
    scanned = (f"https://x/C/{CODE}/BOOK/5-{head}", f"https://x/C/{CODE}/BOOK/{head}")
    for typed in (groups, f"5 {groups}", f"第5号：{groups}", f"{CODE} 5 {head}", *scanned):
        assert said(file, typed) == ([f"Checkpoint {groups} matches: line 5"], [])
    noted = json.loads(Forgery.of(package).files["ledger.jsonl"].splitlines()[0])["consultation"]
    assert noted == CODE


def test_one_after_which_the_book_was_changed(package: bytes, file: Path) -> None:
    head = heads(package)[-1]
    forgery = Forgery.of(package)
    forgery.ballots[0]["payload"]["nonce"] = "00"
    forgery.seal()
    file.write_bytes(forgery.zipped())
    lines = len(forgery.entries)
    assert verify.examine(file).faults == [], "the book agrees with itself"
    [fault] = said(file, f"{lines} {head[:16]}")[1]
    assert f"does not match: line {lines} has another fingerprint" in fault
    assert "No line has the fingerprint" in said(file, head[:16])[1][0]
    assert f"but the book has {lines} lines" in said(file, f"{lines + 1} {head[:16]}")[1][0]


def test_one_of_another_consultation_is_named_in_one_sentence(package: bytes, file: Path) -> None:
    assert said(file, f"ZZZZZZ 1 {'ab' * 8}")[1] == [
        f"This checkpoint is of consultation ZZZZZZ; the package is of {CODE}."
    ]
    forgery = Forgery.of(package)
    forgery.files["checkpoints.txt"] = forgery.files["checkpoints.txt"].replace(CODE.encode(), b"ZZZZZZ")
    file.write_bytes(forgery.zipped())
    assert said(file)[1] == ["checkpoints.txt holds a checkpoint of another consultation (ZZZZZZ)."]


@pytest.mark.parametrize("typed", ["", "5", "5ccd 28cb 4792", f"0 {'ab' * 8}", "你好", "x" * 5_000])
def test_one_that_is_none(file: Path, typed: str) -> None:
    assert "cannot be read" in said(file, typed)[1][0]
