"""Where a consultation stands, in a word; how it is answered; what its questions are called."""

from __future__ import annotations

from consult.domain.consultation import Channel, Kind, State
from consult.domain.electorate import Basis
from consult.wording.language import Words
from consult.wording.marking import N_

STATES = {
    State.DRAFT: N_("Draft"),
    State.ANNOUNCED: N_("Announced"),
    State.OPEN: N_("Open"),
    State.CLOSED: N_("Closed"),
}
LOOKS = {State.DRAFT: "", State.ANNOUNCED: "warning", State.OPEN: "good", State.CLOSED: ""}
"""How a state's tag looks: `""`, good, warning or bad."""

CHANNELS = {
    Channel.WEB: N_("By phone or computer"),
    Channel.PAPER: N_("On paper"),
    Channel.DOORSTEP: N_("At the door, with the building leader"),
    Channel.PROXY: N_("By a written proxy"),
}
KINDS = {
    Kind.BINDING: N_("Owners' decision (binding vote)"),
    Kind.ADVISORY: N_("Survey of opinions (without legal effect)"),
}
BASES = {
    Basis.BY_OWNER: N_("One ballot for each owner, with all their units"),
    Basis.BY_HOUSEHOLD: N_("One ballot for each household"),
}
QUESTION_TYPES = {
    "consent": N_("Agree or oppose"),
    "each-plan": N_("Agree or oppose, plan by plan"),
    "choose-one": N_("Choose one option"),
    "choose-some": N_("Choose several options"),
    "text": N_("Written answer"),
    "rank": N_("Put options in order"),
    "score": N_("Score each option"),
    "budget": N_("Share out a sum"),
    "place": N_("Choose a place on a plan"),
    "number": N_("A number"),
}
"""Question type → what it asks people to do."""
SET_ASIDE = {
    "spoilt": N_("Spoilt: torn, altered or unreadable"),
    "unsigned": N_("Not signed"),
    "unauthorised": N_("Signed by somebody else, without a written proxy"),
    "copied": N_("A copy, or not a sheet of this vote"),
    "blank": N_("Blank: nothing is marked"),
}
"""Why a paper ballot that came back does not count."""


def state_name(words: Words, state: State) -> str:
    """A state in a word."""
    return words.gettext(STATES[state])
