"""One command for all proofs: whatever becomes of one of them is a row of the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.prove.all_proofs import HERE, proved
from scripts.prove.proofs import PROOFS, Proof

ROW = '{"proof": "x", "asked": "a", "reached": "r", "is_reached": %s, "seconds": 1.0, "note": ""}'


def program(folder: Path, text: str) -> Path:
    """A proof of a few lines."""
    written = folder / "x"
    written.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    written.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("text", "speaks", "reached", "is_reached"),
    [
        (f"echo getting on; echo '{ROW % 'true'}'", True, ["r"], [True]),
        (f"echo '{ROW % 'false'}'; exit 1", True, ["r"], [False]),
        (f"echo '{ROW % 'true'}'; exit 1", True, ["r", "it ended with status 1 after all"], [True, False]),
        ("echo here; exit 3", True, ["it ended with status 3 and without a figure: here"], [False]),
        ("true", True, ["it ended with status 0 and without a figure: nothing"], [False]),
        ("echo one; echo 'two  things'; echo three", False, ["two things; three"], [True]),
        ("echo one; echo two; exit 1", False, ["one; two"], [False]),
    ],
    ids=["reached", "missed", "fails after all", "breaks", "says nothing", "speaks otherwise", "fails otherwise"],
)
def test_how_a_proof_may_end(
    tmp_path: Path, text: str, speaks: bool, reached: list[str], is_reached: list[bool]
) -> None:
    proof = Proof("asked", speaks=speaks, lines=2)
    rows = proved("x", proof, light=False, seed=1, folder=program(tmp_path, text))
    assert [row.reached for row in rows] == reached
    assert [row.is_reached for row in rows] == is_reached


def test_one_that_takes_too_long_or_is_not_there_is_a_row_too(tmp_path: Path) -> None:
    folder = program(tmp_path, "sleep 60 & wait")
    [slow] = proved("x", Proof("asked"), light=False, seed=1, hurry=0.00005, folder=folder)
    assert (slow.reached, slow.is_reached) == ("it took too long and was ended", False)
    [missing] = proved("y", Proof("asked"), light=False, seed=1, folder=folder)
    assert missing.reached.startswith("it could not be run: ")


def test_every_proof_is_a_command_and_every_command_a_proof() -> None:
    programs = {file.name for file in HERE.iterdir() if file.is_file() and not file.suffix}
    # Oracles are libraries of 800 MB, asked when counting changes.
    assert programs - {"all", "oracles"} == set(PROOFS)
