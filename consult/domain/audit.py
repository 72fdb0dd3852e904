"""A random sample of paper ballots, compared with what was entered (抽样核对), and how anybody can draw it again.

Its size is exact, not an estimate: if at least that share of the entered ballots were altered, a sample of this size
holds one of them with at least that confidence (hypergeometric distribution, drawing without putting back). To find
2 % altered among 600 with 95 % takes 132.

Drawing: the ballots are numbered 1 to N by rising serial. For i = 1, 2, 3 … take the SHA-256 of the text `seed,i` as a
number, its remainder by N plus 1 is a ballot; one that was drawn already is passed over, until there are enough. The
seed is made of digits that nobody could choose, thrown in public after the list was fixed.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import count, islice
from math import ceil, comb

from consult.domain.refusal import Refusal, reasons

reasons(
    audit_share_outside="a share to be found that is not above 0 and at most 1",
    audit_confidence_outside="a confidence that is not above 0 and below 1",
    seed_too_short="least: a seed of fewer digits than make it impossible to guess",
    audit_not_closed="code: a sample of a vote that is not counted yet",
    audit_nothing="a sample where no paper ballot was entered",
    audit_list_fixed="a list of ballots fixed a second time",
    audit_list_missing="a sample drawn before its list was fixed",
    audit_not_drawn="the list of a sample printed before its digits were thrown",
    audit_drawn="seed: a sample drawn a second time",
    seed_differs="digits of a seed that the second person typed otherwise than the first",
    seed_alone="digits of a seed confirmed by whoever typed them",
    audit_left="left: the result of a sample published before every ballot drawn is compared",
    audit_published="a sample of which the result stands in the book",
    audit_not_in_sample="serial: a finding about a ballot that was not drawn",
    audit_note_missing="serial: a ballot that differs, without a word on how",
)

LEAST_DIGITS = 10
"""Of a seed: ten throws of a ten-sided die make ten thousand million samples equally likely."""
USUAL_SHARE, USUAL_CONFIDENCE = Fraction(2, 100), Fraction(95, 100)


def sample_size(population: int, share: Fraction, confidence: Fraction) -> int:
    """The fewest ballots that hold an altered one with this confidence, if at least this share of all were altered.

    Refuses `audit-share-outside` and `audit-confidence-outside`.
    """
    if not 0 < share <= 1:
        raise Refusal("audit-share-outside")
    if not 0 < confidence < 1:
        raise Refusal("audit-confidence-outside")
    altered = ceil(population * share)
    least, enough = 0, population
    # A larger sample never misses more: halve until the smallest that is large enough is left.
    while least < enough:
        middle = (least + enough) // 2
        if miss_chance(population, altered, middle) <= 1 - confidence:
            enough = middle
        else:
            least = middle + 1
    return enough


def miss_chance(population: int, altered: int, size: int) -> Fraction:
    """The chance that a sample of this size holds none of the altered ballots."""
    return Fraction(comb(population - altered, size), comb(population, size))


def read_seed(typed: str) -> str:
    """The digits of a seed without what was typed between them; refuses `seed-too-short`."""
    digits = "".join(one for one in unicodedata.normalize("NFKC", typed) if one.isascii() and one.isdigit())
    if len(digits) < LEAST_DIGITS:
        raise Refusal("seed-too-short", least=LEAST_DIGITS)
    return digits


def draw(seed: str, population: int, size: int) -> list[int]:
    """The numbers (from 1) of the ballots drawn, in the order in which they were drawn."""
    return list(islice(_without_repeats(_throws(seed, population)), min(size, population)))


def _throws(seed: str, population: int) -> Iterator[int]:
    for turn in count(1):
        thrown = int.from_bytes(hashlib.sha256(f"{seed},{turn}".encode()).digest())
        yield thrown % population + 1


def _without_repeats(numbers: Iterator[int]) -> Iterator[int]:
    seen: set[int] = set()
    for number in numbers:
        if number not in seen:
            seen.add(number)
            yield number


def list_fingerprint(serials: Iterable[str], salt: str = "") -> str:
    """SHA-256 (hex) of the serials by rising order, each on a line of its own: what is read aloud before the throw.

    A `salt` stands on a line before them: serials follow the doors, and the fingerprint is public. Lists from before
    there was one have ''.
    """
    lines = [*([salt] if salt else []), *sorted(serials)]
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
