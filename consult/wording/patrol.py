"""What a code on a wall is, and what to do about it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain.patrol import Kind
from consult.wording.language import Words
from consult.wording.marking import N_

_NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.CONSULTATION: N_("Ours"),
        Kind.OTHER_PAGE: N_("Ours"),
        Kind.BALLOT: N_("A paper ballot of ours"),
        Kind.LETTER: N_("A household's own letter"),
        Kind.STAFF: N_("A sign-in of ours, not for a wall"),
        Kind.LOOKALIKE: N_("Not ours, but made to look like it"),
        Kind.FOREIGN: N_("Not ours"),
        Kind.TEXT: N_("Not ours: no web page"),
    }
)

_DO: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.OTHER_PAGE: N_("It leads to a page of this service, but to no vote."),
        Kind.BALLOT: N_("It names one sheet. A sheet that hangs or lies about belongs to the committee."),
        Kind.LETTER: N_(
            "Whoever scans it can vote for that household. Take the letter down and give it back, or have the "
            "committee issue a new one: the old one then stops working. The photo has not been kept."
        ),
        Kind.STAFF: N_(
            "Whoever scans it first gets into this service. Take it down, and tell the committee at once. The "
            "photo has not been kept."
        ),
        Kind.LOOKALIKE: N_(
            "Do not open it. Take it down, look whether it was stuck over one of ours, keep it for the police, "
            "and look at the other boards. The committee has been told."
        ),
        Kind.FOREIGN: N_(
            "Do not open it. If it hangs on one of our posters, take it down and keep it, and look at the "
            "other boards. The committee has been told."
        ),
        Kind.TEXT: N_(
            "Such codes take payments, add contacts or join networks. If it hangs on one of our posters, take "
            "it down and keep it, and look at the other boards. The committee has been told."
        ),
    }
)


def kind_name(words: Words, kind: Kind) -> str:
    """What a code is, in a word or two."""
    return words.gettext(_NAMES[kind])


def what_to_do(words: Words, kind: Kind) -> str:
    """What to do about a code; consultations have sentences of their own."""
    return words.gettext(_DO[kind])
