"""A vote that silence decides, on every page: what silence means beforehand, and afterwards both outcomes alike."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from tests import people, silence
from tests.looking_client import LookingClient
from tests.people import MIDWAY
from tests.web.visitors import come_in_as_household, come_in_as_staff, make_staff

RETURNED, JOINED = "仅计收回的表决票", "计入送达未反馈和选从众的"


@pytest.fixture(autouse=True)
def _midway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)


@pytest.fixture
def view(session: Session) -> ConsultationView:
    """Open; silence joins the larger side, and following it is offered."""
    return silence.make_silent_vote(session)


def outcomes(page: str) -> list[tuple[str, str]]:
    """Which ballots an outcome rests on, and what it is, as the boxes say it."""
    found = re.findall(r"<dt>([^<]+)</dt>\s*<dd>\s*<span[^>]*>([^<]+)</span>", page)
    return [(rests_on.strip(), verdict.strip()) for rests_on, verdict in found]


def test_the_ballot_says_what_silence_means_and_offers_to_follow(
    client: LookingClient, session: Session, view: ConsultationView
) -> None:
    come_in_as_household(client, session, people.electors(session, view)[9], now=MIDWAY)
    page = client.get(f"/c/{view.code}/ballot").text
    assert "若送达后未在2026年12月30日（周三）18:00前反馈" in page
    assert "“已送达而逾期未反馈的，视为同意多数意见。”" in page
    assert 'value="follow"' in page
    assert "同意、反对哪一方多，就算哪一方" in page


def test_where_silence_means_nothing_the_ballot_is_silent_too(client: LookingClient, session: Session) -> None:
    view = people.make_open_consultation(session)
    come_in_as_household(client, session, people.electors(session, view)[9], now=MIDWAY)
    page = client.get(f"/c/{view.code}/ballot").text
    assert "如果不反馈" not in page
    assert 'value="follow"' not in page


@pytest.mark.parametrize("address", ["/c/{}", "/c/{}/rules"])
def test_everybody_can_read_the_consequence_beforehand(
    client: LookingClient, view: ConsultationView, address: str
) -> None:
    assert "若送达后未在2026年12月30日（周三）18:00前反馈" in client.get(address.format(view.code)).text


@pytest.mark.parametrize("who", ["everybody", "the committee"])
def test_both_outcomes_stand_alike_after_the_count(
    client: LookingClient, session: Session, view: ConsultationView, who: str
) -> None:
    closed = silence.close_silent_vote(session, view)
    address = f"/c/{closed.code}"
    if who == "the committee":
        come_in_as_staff(client, session, make_staff(session, closed.estate.id), now=MIDWAY)
        address = f"/console{address}"
    page = client.get(address).text
    assert outcomes(page) == [
        (RETURNED, "未达参与比例"),
        (JOINED, "通过"),
        (RETURNED, "未达参与比例"),
        ("计入送达未反馈的", "未通过"),
        (RETURNED, "未达参与比例"),
        ("计入送达未反馈的", "通过"),
        (RETURNED, "未达参与比例"),
        ("计入送达未反馈的", "未通过"),
    ]
    for part in ("第1题：收回与视为对照", "第3题“先到先得”：收回与视为对照", "331.84"):
        assert part in page


def test_without_a_larger_side_the_page_says_that_nobody_is_joined(client: LookingClient, session: Session) -> None:
    view = people.make_open_consultation(session, questions=(people.CONSENT,), procedure=dict(silence.SILENCE))
    first, second, *_rest = people.electors(session, view)
    people.vote(session, view, first, {1: "agree"})
    people.vote(session, view, second, {1: "oppose"})
    closed = silence.close_silent_vote(session, view)
    page = client.get(f"/c/{closed.code}").text
    assert outcomes(page) == [(RETURNED, "未达参与比例")]
    assert "因此不归入任何一方" in page


def test_tenants_are_not_asked_to_follow_anybody(client: LookingClient, session: Session) -> None:
    view = people.make_open_consultation(session, procedure=dict(silence.SILENCE) | {"tenants": True})
    come_in_as_household(client, session, people.electors(session, view)[9], now=MIDWAY)
    page = client.get(f"/c/{view.code}/opinion")
    assert page.status_code == 200
    assert 'value="agree"' in page.text
    assert 'value="follow"' not in page.text
    assert "如果不反馈" not in page.text
