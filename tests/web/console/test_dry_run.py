"""The page of a dry run: enough or not, which doors, and what it says before anything has closed."""

from sqlalchemy.orm import Session

from tests import people
from tests.looking_client import LookingClient


def test_it_names_the_doors_and_the_building(secretary: LookingClient, session: Session, estate: int) -> None:
    people.make_closed_consultation(
        session, estate, ballots={people.CHEN_AYI: {1: "agree"}, people.LIU_SAN: {1: "agree"}}
    )
    draft = people.make_draft(session, estate)
    page = secretary.get(f"/console/c/{draft.code}/dry-run")
    assert page.status_code == 200
    assert "参与的还不够" in page.text
    assert "2号" in page.text
    assert f"/console/c/{draft.code}/dry-run" in secretary.get(f"/console/c/{draft.code}").text


def test_enough_is_said_so(secretary: LookingClient, session: Session, estate: int) -> None:
    people.make_closed_consultation(session, estate)
    view = people.make_open_consultation(session, estate)
    page = secretary.get(f"/console/c/{view.code}/dry-run")
    assert "参与人数够了" in page.text
    assert "如果15人参与" in page.text


def test_nothing_has_closed_yet(secretary: LookingClient, session: Session, estate: int) -> None:
    page = secretary.get(f"/console/c/{people.make_draft(session, estate).code}/dry-run")
    assert page.status_code == 200
    assert "还不能预演" in page.text


def test_after_the_end_there_is_a_result(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_closed_consultation(session, estate)
    assert secretary.get(f"/console/c/{view.code}/dry-run").status_code == 303
