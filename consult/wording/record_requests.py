"""What a household may ask about what is kept of it, and what became of it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain.record_request import Reply, Wanted
from consult.wording.language import Words
from consult.wording.marking import N_

WANTED: Mapping[Wanted, str] = MappingProxyType(
    {
        Wanted.AREA: N_("The area is not right"),
        Wanted.NAMES: N_("An owner's name is not right"),
        Wanted.ROOMS: N_("A room is missing, or is not ours"),
        Wanted.PHONE: N_("The phone number is not right"),
        Wanted.DELIVERY: N_("What is written about the delivery is not right"),
        Wanted.COPY: N_("We want a copy of what is kept"),
        Wanted.DELETION: N_("Something should be deleted"),
        Wanted.OTHER: N_("Something else, or a question"),
    }
)
"""What is asked for → how it is called, in the order it is offered."""

REPLIES: Mapping[Reply, str] = MappingProxyType(
    {
        Reply.AGREED: N_("Agreed: it is done, or will be"),
        Reply.REFUSED: N_("Not agreed"),
        Reply.WITHDRAWN: N_("Taken back by the household"),
    }
)
"""What became of a request → how it is called."""


def wanted_name(words: Words, wanted: Wanted) -> str:
    """What a household asks for."""
    return words.gettext(WANTED[wanted])


def reply_name(words: Words, reply: Reply) -> str:
    """What became of it."""
    return words.gettext(REPLIES[reply])
