"""What a preview shows before there is anything real: a draft as it would be announced now, and a household made up.

The codes are of the right length but hold a U, a letter that no code has: none of them is ever issued, so that nobody
who scans or types one gets anywhere.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from consult.documents.ballot_paper import PaperBallot
from consult.documents.letter import Household
from consult.domain.consent import Weight
from consult.domain.electors import electors_of
from consult.domain.refusal import Refusal, reasons
from consult.domain.scope import in_scope
from consult.queries.consultations import ConsultationView
from consult.queries.roll import roll_in_force, units_of

reasons(
    preview_without_owners="a preview of a paper that states how many owners there are, before there are any",
)

UNUSED_CODE = "UNUSED"
UNUSED_KEY = "UNUSEDCODE"
UNUSED_LINK = "UNUSEDCODEUNUSEDCODEUNUSED"
UNUSED_SERIAL = "00000"
"""The serial before the first: its check digit fits, and no ballot has it."""

_PLACE = ("8", "1", "101")
_AREA = 8888


def draft_ahead(session: Session, view: ConsultationView) -> ConsultationView:
    """A draft with the electorate it would have if it were announced now, under a code that leads nowhere.

    The electorate is empty where there is none yet.
    """
    return replace(view, code=UNUSED_CODE, electorate=_electorate_ahead(session, view))


def _electorate_ahead(session: Session, view: ConsultationView) -> Weight:
    try:
        roll = units_of(session, view.estate.id, roll_in_force(session, view.estate.id).id)
        units = in_scope(roll, view.scope, view.left_out, view.members)
        electors = electors_of(units, view.basis, view.procedure.counting)
    except Refusal:
        return Weight()
    return Weight(len(electors), sum(elector.area for elector in electors))


def sample_household(view: ConsultationView, public_url: str) -> Household:
    """A household that is nobody's, with a code that opens nothing."""
    building, entrance, room = _PLACE
    return Household(
        building=building,
        entrance=entrance,
        room=room,
        link=f"{public_url}/h/{UNUSED_LINK}",
        code=UNUSED_KEY,
        serial=UNUSED_SERIAL,
        area=_AREA if view.rule.weighs_area else None,
        units=(_PLACE,),
    )


def sample_ballot(view: ConsultationView) -> PaperBallot:
    """A paper ballot that is nobody's."""
    building, entrance, room = _PLACE
    return PaperBallot(
        building=building,
        entrance=entrance,
        room=room,
        serial=UNUSED_SERIAL,
        area=_AREA if view.rule.weighs_area else None,
        units=(_PLACE,),
    )
