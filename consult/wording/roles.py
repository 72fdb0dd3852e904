"""What the roles of staff are called."""

from __future__ import annotations

from consult.wording.language import Words
from consult.wording.marking import N_

ROLE_NAMES = {
    "committee": N_("owners' committee"),
    "scrutineer": N_("scrutineer"),
    "leader": N_("building leader"),
    "property": N_("property manager"),
    "town": N_("town office"),
    "auditor": N_("auditor"),
}


def role_name(words: Words, role: str) -> str:
    """A role in the reader's language; an unknown one as it is kept."""
    named = ROLE_NAMES.get(role)
    return words.gettext(named) if named else role
