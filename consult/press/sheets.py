"""What the processes of a batch do: lay the sheet out once, then make one part after the other.

Values in, a file and its figures out: no database. The keys of letters are made here, at the moment of printing; the
plain code stands in the file and nowhere else, and only its hash is handed back.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

import consult.domain.installation  # noqa: F401  declares the reasons given here
from consult.actions.keep_printed_part import WrittenPart
from consult.documents.ballot_paper import BallotRun, BallotSheet, PaperBallot, ballot_run, ballots_part
from consult.documents.letter import Household, LetterRun, LetterSheet, letter_run, letters_part
from consult.documents.pages import count_pages
from consult.domain.receipt import ALPHABET, HOUSEHOLD_CODE_LENGTH, TOKEN_LENGTH
from consult.domain.refusal import Refusal
from consult.models.letter_keys import KeyHashes, hashes_of, new_code, new_token
from consult.press.folder import write_private
from consult.wording.language import Words, words_for

Run = LetterRun | BallotRun
Home = tuple[int, Household] | PaperBallot

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A paper's language and time zone: what another process finds its words by."""

    locale: str
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class PartOrder:
    """One part to be made: for whom, how, and where to. `secret` keys the hashes of letters."""

    number: int
    run: Run
    homes: Sequence[Home]
    folder: Path
    tongue: Tongue
    public_url: str
    secret: str


@dataclass(frozen=True, slots=True)
class MadePart:
    """A part that lies written under a name of its own."""

    written: WrittenPart
    path: Path


def link_of(public_url: str, token: str) -> str:
    """The address in a letter's code."""
    return f"{public_url}/h/{token}"


def lay_out_letters(sheet: LetterSheet, homes: Sequence[Household], public_url: str, tongue: Tongue) -> LetterRun:
    """How all letters of the batch are made; their keys are as long as these."""
    code, link = ALPHABET[:HOUSEHOLD_CODE_LENGTH], link_of(public_url, ALPHABET[:TOKEN_LENGTH])
    return letter_run(sheet, [replace(home, code=code, link=link) for home in homes], _words(tongue))


def lay_out_ballots(sheet: BallotSheet, homes: Sequence[PaperBallot], tongue: Tongue) -> BallotRun:
    """How all ballots of the batch are made."""
    return ballot_run(sheet, homes, _words(tongue))


def make_part(order: PartOrder) -> MadePart:
    """Print one part into its file; refuses `disk-full` and `files-unwritable`."""
    content, keys = _printed(order)
    try:
        path = write_private(order.folder, order.number, content)
    except OSError as error:
        raise Refusal("disk-full" if error.errno in _FULL else "files-unwritable") from error
    digest = hashlib.sha256(content).hexdigest()
    return MadePart(WrittenPart(order.number, count_pages(content), len(content), digest, keys), path)


def _printed(order: PartOrder) -> tuple[bytes, list[KeyHashes]]:
    words = _words(order.tongue)
    if isinstance(order.run, BallotRun):
        ballots = [home for home in order.homes if isinstance(home, PaperBallot)]
        return ballots_part(order.run, ballots, words), []
    made = [_with_key(*home, order) for home in order.homes if not isinstance(home, PaperBallot)]
    return letters_part(order.run, [letter for letter, _ in made], words), [key for _, key in made]


def _with_key(elector_id: int, home: Household, order: PartOrder) -> tuple[Household, KeyHashes]:
    code, token = new_code(), new_token()
    letter = replace(home, code=code, link=link_of(order.public_url, token))
    return letter, hashes_of(order.secret, elector_id, code, token)


def _words(tongue: Tongue) -> Words:
    return words_for(tongue.locale, tongue.zone)
