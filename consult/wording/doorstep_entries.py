"""What phones at the door sent, in words: kinds of entries, what they came to, and what may be decided."""

from __future__ import annotations

from consult.domain.doorstep.outcome import Status
from consult.wording.language import Words
from consult.wording.marking import N_

_KINDS = {
    "visit": N_("Visit"),
    "paper": N_("Paper ballot collected"),
    "answers": N_("Answered on the leader's phone"),
}

_STATUSES = {
    Status.WAITING: N_("Being taken in"),
    Status.RECORDED: N_("Has taken effect"),
    Status.CONFLICT: N_("Conflict"),
    Status.LATE: N_("Too late"),
    Status.REFUSED: N_("Could not take effect"),
    Status.QUARANTINED: N_("In quarantine"),
    Status.SET_ASIDE: N_("Set aside"),
}


def kind_name(words: Words, kind: str | None) -> str:
    """What an entry tells; of one that could not be opened, that."""
    return words.gettext(_KINDS[kind]) if kind in _KINDS else words.gettext("Cannot be read")


def status_name(words: Words, status: Status) -> str:
    """What an entry has come to."""
    return words.gettext(_STATUSES[status])
