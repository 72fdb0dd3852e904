"""What the processes of a batch do: lay the sheet out once, then make one part after the other.

Values in, a file and its figures out: no database, and nothing that loads one, for each process would load it anew. The
keys of letters are made here, at the moment of printing; the plain code stands in the file and nowhere else, and only
its hash is handed back.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import consult.domain.installation  # noqa: F401  declares the reasons given here
from consult.documents.ballot_paper import BallotRun, BallotSheet, ballot_run, ballots_part
from consult.documents.delivery_sheet import DeliveryRun, DeliverySheet, delivery_part, delivery_run
from consult.documents.explain_card import ExplainCard
from consult.documents.letter import Household, LetterRun, LetterSheet, letter_run, letters_part
from consult.documents.pages import count_pages
from consult.documents.proxy_form import ProxyFormSheet, ProxyRun, proxy_part, proxy_run
from consult.documents.walking_list import WalkingRun, walking_part, walking_run
from consult.domain.printing import Batch, KeyHashes, WrittenPart
from consult.domain.receipt import ALPHABET, HOUSEHOLD_CODE_LENGTH, TOKEN_LENGTH
from consult.domain.refusal import Refusal
from consult.models.new_keys import hashes_of, new_code, new_token
from consult.press.folder import note_count, write_private
from consult.wording.language import Words, words_for

if TYPE_CHECKING:
    from consult.press.kinds import Homes, Sheet

Run = LetterRun | BallotRun | ProxyRun | DeliveryRun | WalkingRun

Tell = Callable[[int], None]
"""Told how many households of a part are done."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

_TOLD_EVERY = 10
"""Letters."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A paper's language and time zone: what another process finds its words by."""

    locale: str
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class PartOrder:
    """One part to be made: for whom, how, and where to. `secret` keys the hashes of letters.

    `size` is how many households it is for, `text_hash` the version of the text that `run` was laid out with.
    """

    number: int
    run: Run
    homes: Homes
    size: int
    folder: Path
    tongue: Tongue
    public_url: str
    secret: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class MadePart:
    """A part that lies written under a name of its own."""

    written: WrittenPart
    path: Path


def link_of(public_url: str, token: str) -> str:
    """The address in a letter's code."""
    return f"{public_url}/h/{token}"


def lay_out(batch: Batch, sheet: Sheet, homes: Homes, public_url: str, tongue: Tongue) -> Run:
    """How all sheets of the batch are made; the keys of letters are as long as those tried here."""
    words, given = _words(tongue), cast(Sequence[Any], homes)
    match sheet:
        case LetterSheet():
            code, link = ALPHABET[:HOUSEHOLD_CODE_LENGTH], link_of(public_url, ALPHABET[:TOKEN_LENGTH])
            return letter_run(sheet, [replace(home, code=code, link=link) for _, home in given], words)
        case BallotSheet():
            return ballot_run(sheet, given, words, large_print=batch is Batch.LARGE_BALLOTS)
        case ProxyFormSheet():
            return proxy_run(sheet, given, words)
        case DeliverySheet():
            return delivery_run(sheet, given, words)
        case ExplainCard():
            return walking_run(sheet, given, words)


def pages_needed(run: Run, buildings: Sequence[int]) -> int:
    """Pages for so many households of each building, where all words fit their places."""
    if isinstance(run, DeliveryRun | WalkingRun):
        front = count_pages(run.front) if isinstance(run, WalkingRun) else 0
        return sum(front + -(-households // run.ruled.columns.per_page) for households in buildings)
    return run.pattern.sheets * sum(buildings)


def make_part(order: PartOrder) -> MadePart:
    """Print one part into its file; refuses `disk-full` and `files-unwritable`."""
    content, keys = _printed(order, lambda done: note_count(order.folder, order.number, done))
    try:
        path = write_private(order.folder, order.number, content)
    except OSError as error:
        raise Refusal("disk-full" if error.errno in _FULL else "files-unwritable") from error
    digest = hashlib.sha256(content).hexdigest()
    return MadePart(WrittenPart(order.number, count_pages(content), len(content), digest, keys, order.text_hash), path)


def _printed(order: PartOrder, tell: Tell) -> tuple[bytes, list[KeyHashes]]:
    words, given = _words(order.tongue), cast(Sequence[Any], order.homes)

    def step(done: int, total: int) -> None:
        tell(order.size * done // total)

    match order.run:
        case LetterRun():
            made = _with_keys(given, order, tell)
            return letters_part(order.run, [letter for letter, _ in made], words), [key for _, key in made]
        case BallotRun():
            return ballots_part(order.run, given, words, step), []
        case ProxyRun():
            return proxy_part(order.run, given, words, step), []
        case DeliveryRun():
            return delivery_part(order.run, given, words, step), []
        case WalkingRun():
            return walking_part(order.run, given, words, step), []


def _with_keys(
    homes: Sequence[tuple[int, Household]], order: PartOrder, tell: Tell
) -> list[tuple[Household, KeyHashes]]:
    """Letters with their keys. Hashing a code takes far longer than printing it, so this is what is counted."""
    made = []
    for done, (elector_id, home) in enumerate(homes):
        if done % _TOLD_EVERY == 0:
            tell(done)
        made.append(_with_key(elector_id, home, order))
    return made


def _with_key(elector_id: int, home: Household, order: PartOrder) -> tuple[Household, KeyHashes]:
    code, token = new_code(), new_token()
    letter = replace(home, code=code, link=link_of(order.public_url, token))
    return letter, hashes_of(order.secret, elector_id, code, token)


def _words(tongue: Tongue) -> Words:
    return words_for(tongue.locale, tongue.zone)
