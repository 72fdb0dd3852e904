"""What residents may send, where it stands, and what it was answered, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain.idea import IdeaAnswer, IdeaKind, IdeaState, WhyNot
from consult.wording.language import Words
from consult.wording.marking import N_

KINDS: Mapping[IdeaKind, str] = MappingProxyType({IdeaKind.IDEA: N_("Idea"), IdeaKind.COMMENT: N_("Comment")})

STATES: Mapping[IdeaState, str] = MappingProxyType(
    {
        IdeaState.WAITING: N_("Waits for the committee to read it"),
        IdeaState.SHOWN: N_("Shown to everybody"),
        IdeaState.REFUSED: N_("Not shown"),
        IdeaState.WITHDRAWN: N_("Taken back"),
    }
)

WHY_NOT: Mapping[WhyNot, str] = MappingProxyType(
    {
        WhyNot.NAMES: N_("It lets somebody be recognised: a name, a room, a number"),
        WhyNot.INSULT: N_("It insults or accuses somebody"),
        WhyNot.ADVERT: N_("It is advertising"),
        WhyNot.ELSEWHERE: N_("It is about something else than this consultation"),
        WhyNot.TWICE: N_("The same stands in the list already; support it there"),
        WhyNot.PHOTO: N_("The photo shows faces, number plates or somebody's home; send it again without"),
        WhyNot.OTHER: N_("Something else (in words below)"),
    }
)
"""Why an idea is not shown → how its household is told, in the order it is offered."""

ANSWERS: Mapping[IdeaAnswer, str] = MappingProxyType(
    {
        IdeaAnswer.ADOPTED: N_("Adopted"),
        IdeaAnswer.PARTLY: N_("Adopted in part"),
        IdeaAnswer.DECLINED: N_("Not adopted"),
    }
)

LOOKS: Mapping[IdeaAnswer, str] = MappingProxyType(
    {IdeaAnswer.ADOPTED: "good", IdeaAnswer.PARTLY: "good", IdeaAnswer.DECLINED: ""}
)
"""An answer → the look of its tag; the word says it too."""


def idea_kind_name(words: Words, kind: IdeaKind) -> str:
    """An idea or a comment."""
    return words.gettext(KINDS[kind])


def idea_state_name(words: Words, state: IdeaState) -> str:
    """Where it stands."""
    return words.gettext(STATES[state])


def why_not_said(words: Words, why: str) -> str:
    """Why it is not shown; '' where no reason was needed, and for 'something else', which has words of its own."""
    return words.gettext(WHY_NOT[WhyNot(why)]) if why and why != WhyNot.OTHER else ""


def idea_answer_name(words: Words, answer: IdeaAnswer) -> str:
    """What became of it."""
    return words.gettext(ANSWERS[answer])
