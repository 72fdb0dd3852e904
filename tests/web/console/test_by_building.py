"""Answers by building: none before the end, and afterwards only what the small-group rules let out."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.queries.breakdown import breakdown_of
from tests import people
from tests.documents import reading
from tests.looking_client import LookingClient
from tests.web.forms import page_of, text_of

TITLE = "各楼栋的答复情况"


def rows(answer: object) -> list[str]:
    """The rows of every table inside the folded part, cells joined by a space."""
    found = page_of(answer).xpath(f"//details[summary[contains(., '{TITLE}')]]//tbody/tr")
    return [" ".join(cell.text_content().strip() for cell in row) for row in found]


def test_while_it_is_open_the_committee_sees_turnout_and_no_choices(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    answer = secretary.get(f"/console/c/{view.code}")
    assert "各楼参与情况" in text_of(answer)
    assert TITLE not in text_of(answer)
    assert breakdown_of(session, view) is None


def test_once_closed_committee_and_residents_see_the_same_buildings(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    said = {people.CHEN_AYI: "agree", people.LIU_SAN: "agree", people.ZHAO_KE: "oppose"}
    view = people.make_closed_consultation(session, estate, ballots={who: {1: side} for who, side in said.items()})
    public = rows(secretary.get(f"/c/{view.code}"))
    assert public[:2] == ["1号 8 2 2 0 0", "2号 7 1 0 1 0"]
    assert rows(secretary.get(f"/console/c/{view.code}")) == public


def test_of_a_scope_under_five_electors_nothing_is_told_by_building(secretary: LookingClient, session: Session) -> None:
    few = people.make_estate(session, people.UNITS[:3], code="few")
    view = people.make_closed_consultation(session, few)
    assert TITLE not in text_of(secretary.get(f"/c/{view.code}"))


@pytest.mark.one_database
def test_the_notice_has_the_appendix_where_it_is_asked_for(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_closed_consultation(session, estate)
    papers = f"/console/c/{view.code}/papers"
    assert "附各楼栋答案" in text_of(secretary.get(f"/console/c/{view.code}"))
    with_places = reading.text_of(secretary.get(f"{papers}/result-by-building/preview.pdf?language=zh").data)
    assert "附件：各楼栋" in with_places.replace(" ", "")
    assert "附件：各楼栋" not in reading.text_of(
        secretary.get(f"{papers}/result/preview.pdf?language=zh").data
    ).replace(" ", "")
