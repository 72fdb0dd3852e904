"""The page of disputed readings: only after closing, and only where a rule decides."""

from sqlalchemy.orm import Session

from tests import people
from tests.documents.reading import text_of
from tests.looking_client import LookingClient


def test_after_closing_every_reading_is_shown(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_closed_consultation(session, estate, questions=(people.CONSENT,))
    page = secretary.get(f"/console/c/{view.code}/readings")
    assert page.status_code == 200
    assert "车位、储藏室计入面积" in page.text
    assert "无论怎样理解，结果都不变。" in page.text
    assert f"/console/c/{view.code}/readings" in secretary.get(f"/console/c/{view.code}").text


def test_a_vote_that_hangs_on_a_reading_says_so(secretary: LookingClient, session: Session, estate: int) -> None:
    ballots: dict[people.Person, people.Answers] = {
        people.LIU_SAN: {1: "agree"},
        people.DEVELOPER: {1: "agree"},
        people.CHEN_AYI: {1: "agree"},
        people.LEADER: {1: "oppose"},
        people.HOUSING_OFFICE: {1: "oppose"},
        people.SHOPKEEPER: {1: "oppose"},
        people.SUN_AND_WU: {1: "abstain"},
        people.ZHAO_KE: {1: "abstain"},
        people.SHEN_MEI: {1: "abstain"},
    }
    view = people.make_closed_consultation(session, estate, rule="simple", ballots=ballots)
    page = secretary.get(f"/console/c/{view.code}/readings")
    assert "至少有一种理解会改变结果" in page.text
    assert "结果为什么会变" in page.text


def test_before_closing_nobody_sees_how_it_stands(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    page = secretary.get(f"/console/c/{view.code}/readings")
    assert page.status_code == 303
    assert page.location.endswith(f"/console/c/{view.code}")


def test_the_appendix_is_offered_after_closing_only(secretary: LookingClient, session: Session, estate: int) -> None:
    closed = people.make_closed_consultation(session, estate)
    assert "papers/readings/preview?language=en" in secretary.get(f"/console/c/{closed.code}/readings").text
    paper = secretary.get(f"/console/c/{closed.code}/papers/readings/preview.pdf?language=zh")
    assert "不同理解下的结果" in text_of(paper.data)
    opened = people.make_open_consultation(session, estate)
    assert secretary.get(f"/console/c/{opened.code}/papers/readings/preview.pdf").status_code == 404
