"""The rule sheet on the web: before voting, by anyone; the paper says the same as the page."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import people
from tests.documents.reading import packed, text_of
from tests.looking_client import LookingClient

pytestmark = pytest.mark.one_database


def test_the_page_says_the_rule_in_figures_before_voting(client: LookingClient, session: Session) -> None:
    view = people.make_announced_consultation(session, rule="special")
    page = client.get(f"/c/{view.code}/rules")
    assert page.status_code == 200
    for said in ("10人（共15人）", "1069.40平方米（共1604.09平方米）", "10人参与时为8人；全体参与时为12人"):
        assert said in packed(page.text)
    assert "弃权计入参与表决" in page.text
    assert f"/c/{view.code}/rules" in client.get(f"/c/{view.code}").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_paper_says_what_the_page_says(client: LookingClient, session: Session, language: str) -> None:
    view = people.make_announced_consultation(session, rule="general")
    paper = client.get(f"/c/{view.code}/rules.pdf?language={language}")
    assert paper.mimetype == "application/pdf"
    text = text_of(paper.data)
    assert ("10人（共15人）" if language == "zh" else "10of15electors") in text
    assert "第二百七十八条" in text


def test_what_says_the_same_is_set_once(client: LookingClient, session: Session) -> None:
    view = people.make_announced_consultation(session)
    first, again = (client.get(f"/c/{view.code}/rules.pdf").data for _ in range(2))
    assert first == again


def test_a_draft_has_no_sheet_that_anyone_could_see(client: LookingClient, session: Session) -> None:
    view = people.make_draft(session)
    for address in (f"/c/{view.code}/rules", f"/c/{view.code}/rules.pdf"):
        assert client.get(address).status_code == 404


def test_households_are_counted_by_household(client: LookingClient, session: Session) -> None:
    from consult.domain.electorate import Basis

    view = people.make_announced_consultation(session, rule="residents-meeting", basis=Basis.BY_HOUSEHOLD)
    page = client.get(f"/c/{view.code}/rules")
    assert "每套住房一票" in page.text
    assert "总户数" in page.text


def test_what_printed_codes_ask_for_is_answered(client: LookingClient, session: Session) -> None:
    """They hold their addresses in capitals, which makes their squares larger."""
    view = people.make_announced_consultation(session)
    for address in ("", "/rules", "/book"):
        assert client.get(f"/c/{view.code}{address}".upper()).status_code == 200
