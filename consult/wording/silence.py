"""What silence means, said before anybody is silent: on notice, letter and ballot (voting rules §4)."""

from __future__ import annotations

from datetime import datetime

from consult.domain.deemed import DeemedMode
from consult.domain.procedure import Procedure
from consult.domain.question import Text
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from consult.wording.marking import N_

_CONSEQUENCES = {
    DeemedMode.ABSTAIN: N_(
        "If the ballot has been delivered to you and you do not answer before %(end)s, the rules of procedure count"
        " you as taking part, but not as agreeing."
    ),
    DeemedMode.MAJORITY: N_(
        "If the ballot has been delivered to you and you do not answer before %(end)s, the rules of procedure count"
        " you with the larger side: of those who agree and those who oppose, the one with more heads and more floor"
        " area. Where a plan is to be chosen from several, you count as abstaining."
    ),
}
_DELIVERED = N_(
    "Delivered means: handed over in person, sent by registered post, or seen signed in. Such figures stand in columns"
    " of their own, and both outcomes are published."
)


def silence_said(words: Words, procedure: Procedure, closes_at: datetime) -> str:
    """The consequence of not answering, with the clause that says so; '' where silence means nothing."""
    if not procedure.deems:
        return ""
    said = [
        words.gettext(_CONSEQUENCES[procedure.deemed], end=words.moment(closes_at)),
        words.gettext("The clause reads: “%(clause)s.”", clause=words.pick(procedure.clause).strip().rstrip("。.")),
        words.gettext(_DELIVERED),
    ]
    return ("" if words.is_chinese else " ").join(said)


def silence_text(procedure: Procedure, closes_at: datetime) -> Text:
    """The same in both languages, for papers; empty where silence means nothing."""
    if not procedure.deems:
        return {}
    return {
        language: silence_said(words_for(locale), procedure, closes_at)
        for language, locale in (("zh", CHINESE), ("en", ENGLISH))
    }
