"""Ideas and comments before voting opens (问需, 问计): what may be sent, how it is judged, and what it is answered.

Ideas never touch the book or the result. Nothing is public before somebody of the committee let it pass, and nothing
public says who wrote it: neither a name nor a door.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from consult.domain.consultation import State
from consult.domain.refusal import Refusal, reasons

reasons(
    unknown_idea_kind="known: something sent that is neither an idea nor a comment",
    idea_without_words="an idea without a word in it",
    idea_too_long="limit, length: an idea longer than allowed",
    idea_tells_a_door="found: an idea, or the answer to one, that holds a room or phone number",
    too_many_ideas_today="most: a further idea of a household that has sent so many since yesterday",
    too_many_ideas="most: a further idea of a household that has sent so many in this consultation",
    ideas_not_asked="an idea where nobody asked for ideas, or not any more",
    ideas_ended="opens_at: an idea, or support for one, after voting was due to open",
    unknown_idea="an idea that this consultation does not have, or that this reader may not see",
    own_idea="support for an idea of one's own",
    idea_taken_back="an idea judged or answered after its household took it back",
    unknown_idea_ruling="known: neither let through nor turned away",
    idea_ruled_meanwhile="an idea that somebody else has judged in the meantime",
    idea_ruling_without_reason="an idea turned away without a reason, or for 'something else' without words",
    unknown_idea_answer="known: an answer that is not on the list",
    idea_answer_without_reason="an answer to an idea without its reason",
    idea_words_too_long="limit, length: what the committee writes to an idea, longer than allowed",
    idea_not_public="an answer to an idea that has not been let through",
)

LONGEST_IDEA = 500
"""Characters (code points) of an idea, and of what the committee writes to it."""
MOST_A_DAY = 5
"""Ideas of one household within `A_DAY`, also those it took back."""
A_DAY = timedelta(hours=24)
MOST_IN_ALL = 30
"""Ideas of one household in one consultation."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]"
)
"""Control signs, and marks that turn the direction of writing: one text must not turn the rest of the page."""
_MANY_BREAKS = re.compile(r"\n{3,}")
_DOORS = re.compile(
    r"\d{3,}[a-z]?\s*室"
    r"|\d+\s*(?:号楼?|幢|栋|座)\s*\d{3,4}(?!\d|\s*[元人年户平块米个万])"
    r"|\b(?:room|flat|apt\.?|apartment)\s*\d{2,}"
    r"|(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)"
    r"|(?<!\d)\d{17}[\dx](?!\d)",
    re.IGNORECASE,
)
"""A room, a mobile number, an identity number; 3号楼, 2室1厅 and 1200元 are none. People look at everything else."""


class IdeaKind(StrEnum):
    """What a resident sends."""

    IDEA = "idea"
    COMMENT = "comment"


class Asking(StrEnum):
    """Whether a consultation asks for ideas."""

    NEVER = ""
    ASKED = "asked"
    ENDED = "ended"


class IdeaState(StrEnum):
    """Where an idea stands. Only `shown` is public."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


RULINGS = (IdeaState.SHOWN, IdeaState.REFUSED)
"""What the committee may decide."""


class WhyNot(StrEnum):
    """Why an idea is not shown; its household reads it."""

    NAMES = "names"
    INSULT = "insult"
    ADVERT = "advert"
    ELSEWHERE = "elsewhere"
    TWICE = "twice"
    PHOTO = "photo"
    OTHER = "other"


class IdeaAnswer(StrEnum):
    """What the committee makes of an idea."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    DECLINED = "declined"


def takes_ideas(asking: Asking, state: State, opens_at: datetime, now: datetime) -> bool:
    """Whether ideas and support may be sent now: asked for, announced, and voting not due to open yet."""
    return asking is Asking.ASKED and state is State.ANNOUNCED and now < opens_at


def refuse_unasked(asking: Asking, state: State, opens_at: datetime, now: datetime) -> None:
    """Refuses `ideas-ended` once voting is due, `ideas-not-asked` where nobody asks."""
    if asking is Asking.ASKED and not takes_ideas(asking, state, opens_at, now):
        raise Refusal("ideas-ended", opens_at=opens_at)
    if asking is not Asking.ASKED:
        raise Refusal("ideas-not-asked")


def check_idea(kind: str, text: str) -> tuple[IdeaKind, str]:
    """The kind, and the text without what nobody sees.

    Refuses `unknown-idea-kind`, `idea-without-words`, `idea-too-long` and `idea-tells-a-door`.
    """
    said = seen(text)
    if not any(sign.isalnum() for sign in said):
        raise Refusal("idea-without-words")
    if len(said) > LONGEST_IDEA:
        raise Refusal("idea-too-long", limit=LONGEST_IDEA, length=len(said))
    refuse_doors(said)
    if kind not in tuple(IdeaKind):
        raise Refusal("unknown-idea-kind", known=[known.value for known in IdeaKind])
    return IdeaKind(kind), said


def refuse_over_budget(today: int, in_all: int) -> None:
    """Refuses `too-many-ideas-today` and `too-many-ideas`, given how many a household has sent."""
    if today >= MOST_A_DAY:
        raise Refusal("too-many-ideas-today", most=MOST_A_DAY)
    if in_all >= MOST_IN_ALL:
        raise Refusal("too-many-ideas", most=MOST_IN_ALL)


def check_ruling(ruling: str, why: str, said: str) -> tuple[IdeaState, str, str]:
    """What was decided about showing an idea, with the reason and words that its household reads.

    Refuses `unknown-idea-ruling`, `idea-ruling-without-reason` and `idea-words-too-long`.
    """
    if ruling not in RULINGS:
        raise Refusal("unknown-idea-ruling", known=[known.value for known in RULINGS])
    words = _committees(said)
    if ruling == IdeaState.SHOWN:
        return IdeaState.SHOWN, "", ""
    if why not in tuple(WhyNot) or (why == WhyNot.OTHER and not words):
        raise Refusal("idea-ruling-without-reason")
    return IdeaState.REFUSED, why, words


def check_idea_answer(answer: str, reason: str) -> tuple[IdeaAnswer, str]:
    """What the committee makes of an idea, and why; everybody reads it.

    Refuses `unknown-idea-answer`, `idea-answer-without-reason`, `idea-words-too-long` and `idea-tells-a-door`.
    """
    words = _committees(reason)
    if answer not in tuple(IdeaAnswer):
        raise Refusal("unknown-idea-answer", known=[known.value for known in IdeaAnswer])
    if not words:
        raise Refusal("idea-answer-without-reason")
    refuse_doors(words)
    return IdeaAnswer(answer), words


def seen(text: str) -> str:
    """A text without signs that nobody sees, and with at most one empty line in a row."""
    plain = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _MANY_BREAKS.sub("\n\n", plain).strip()


def refuse_doors(text: str) -> None:
    """Refuses `idea-tells-a-door` where a text holds a room, mobile or identity number, also in wide digits."""
    found = _DOORS.search(unicodedata.normalize("NFKC", text))
    if found:
        raise Refusal("idea-tells-a-door", found=found[0].strip())


def same_words(text: str) -> str:
    """What two texts share that differ only in blanks, punctuation, case or wide letters: a hash in hex.

    A text of signs alone (which `check_idea` refuses) would share it with every other.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(sign for sign in folded if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _committees(text: str) -> str:
    words = seen(text)
    if len(words) > LONGEST_IDEA:
        raise Refusal("idea-words-too-long", limit=LONGEST_IDEA, length=len(words))
    return words
