"""A household says of its recorded ballot "this was not us" (异议), and the committee decides on it.

It may say so from the moment the ballot is in the book until the objection period ends; of one ballot again only where
it was corrected or settled since. Whoever had a ballot of the household in hand does not decide about it. Upheld, the
ballot falls and another of the household may count in its place (`counts_instead`); where there is none, the household
may vote again while the vote is open. Dismissed, it stands. Either way the household is shown the decision and its
reason.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult.domain.refusal import Refusal, reasons
from consult.domain.same_person import is_among

reasons(
    nothing_to_contest="a contest of a ballot that is not the one that counts for this household",
    contest_too_late="until: a contest after the objection period",
    contest_words_too_long="limit: what a household says to its contest, longer than allowed",
    unknown_contest="a contest that does not stand in this consultation's book",
    unknown_ruling="given, known: a decision about a contest that is not on the list",
    ruling_without_reason="a decision about a contest without its reason",
    ruled_already="at: a contest that was decided before",
    ruling_on_own_entry="name: a decision about a ballot by somebody who had it in hand",
)

LONGEST_WORDS = 500
"""Characters of what a household may add."""


class Ruling(StrEnum):
    """How a contest was decided."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


DECIDED = (Ruling.UPHELD, Ruling.DISMISSED)
"""What others decide; only the household itself withdraws what it said, while nobody has decided."""


@dataclass(frozen=True, slots=True)
class Contested:
    """The case as the rule sees it: who had a ballot in hand, and when the case was decided, if it was."""

    hands: tuple[str, ...]
    ruled_at: datetime | None = None


def check_contest(meant: int, standing: Collection[int], said: str, *, ends: datetime | None, now: datetime) -> str:
    """What the household adds, without blanks around it.

    `meant` is the line it speaks of, `standing` the lines that hold for it: of the ballot that counts, and of sheets
    that wait or were set aside. Refuses `contest-too-late`, `nothing-to-contest` and `contest-words-too-long`.
    """
    if ends is not None and now >= ends:
        raise Refusal("contest-too-late", until=ends)
    if meant not in standing:
        raise Refusal("nothing-to-contest")
    return check_words(said)


def check_words(said: str) -> str:
    """What a household adds, without blanks around it; refuses `contest-words-too-long`."""
    said = said.strip()
    if len(said) > LONGEST_WORDS:
        raise Refusal("contest-words-too-long", limit=LONGEST_WORDS)
    return said


def may_contest_again(contested: int, changed: int, *, is_decided: bool) -> bool:
    """Whether a ballot that was contested on this line may be contested anew; else it is the same contest.

    `changed` is the line on which the ballot was last corrected or settled (0 for never): what was done to it since is
    something that the household could not have spoken of.
    """
    return is_decided and changed > contested


def refuse_ruled(ruled_at: datetime | None) -> None:
    """Refuses `ruled-already`."""
    if ruled_at is not None:
        raise Refusal("ruled-already", at=ruled_at)


def check_ruling(ruling: str, reason: str, case: Contested, *, by: str) -> Ruling:
    """The ruling as typed.

    Refuses `unknown-ruling`, `ruling-without-reason`, `ruled-already` and `ruling-on-own-entry`.
    """
    if ruling not in DECIDED:
        raise Refusal("unknown-ruling", given=ruling[:40], known=[known.value for known in DECIDED])
    if not reason.strip():
        raise Refusal("ruling-without-reason")
    refuse_ruled(case.ruled_at)
    if is_among(by, case.hands):
        raise Refusal("ruling-on-own-entry", name=by)
    return Ruling(ruling)


def counts_instead(fallen: Collection[int], first: int, own: Sequence[int]) -> int | None:
    """Which ballot of a household counts once contests were upheld, each ballot by its line; None where none is left.

    `fallen` are those that were not the household's, `first` the ballot that came first, `own` the later ones that the
    household sent itself and that were kept, as they came. What it sent in time is not lost because somebody else's
    ballot came before.
    """
    return next((line for line in (first, *own) if line not in fallen), None)
