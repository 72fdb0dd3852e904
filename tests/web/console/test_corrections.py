"""Corrections on the committee's page: proposed with a photo, confirmed by another, read by the household."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.corrections import corrections
from consult.queries.results import count_now
from tests import people
from tests.looking_client import LookingClient
from tests.people import MIDWAY
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_household, come_in_as_staff, make_staff, send


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    """陈阿姨's paper was entered as agreeing."""
    view = people.make_open_consultation(session, estate)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"}, on_paper=True)
    return view


def picture() -> tuple[io.BytesIO, str]:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(written, "JPEG")
    return io.BytesIO(written.getvalue()), "票.jpg"


def page_of(view: ConsultationView) -> str:
    return f"/console/c/{view.code}/corrections"


def proposed(view: ConsultationView, **changed: object) -> dict[str, object]:
    return {"household": "1-101", "q1": "oppose", "reason": "录错了", "photo": picture()} | changed


def test_proposed_confirmed_and_read_by_the_household(
    secretary: LookingClient, session: Session, estate: int, view: ConsultationView
) -> None:
    assert send(secretary, page_of(view), proposed(view)).status_code == 303
    seen = text_of(secretary.get(page_of(view)))
    assert "这条是您提出的" in seen
    assert "待第二人确认" in seen
    assert "有1条更正等第二人确认" in text_of(secretary.get(f"/console/c/{view.code}"))
    (waiting,) = corrections(session, estate, view.id)
    come_in_as_staff(secretary, session, make_staff(session, estate, "scrutineer", name="丁一平"), now=MIDWAY)
    page = secretary.get(f"{page_of(view)}?confirm={waiting.id}")
    assert "提出的内容不给您看" in text_of(page)
    assert 'class="prewrap"' not in page.text
    decision = {"correction": str(waiting.id), "decision": "confirm", "q1": "oppose"}
    assert send(secretary, page_of(view), decision, to=f"{page_of(view)}/decide").status_code == 303
    assert count_now(session, estate, view.id)["questions"][0]["counts"]["oppose"]["heads"] == 1
    household(secretary, session, view)
    seen = text_of(secretary.get(f"/c/{view.code}/receipt"))
    assert "代您录入的票更正过" in seen
    assert "丁一平确认" in seen


def household(client: LookingClient, session: Session, view: ConsultationView) -> None:
    elector: ElectorRow = people.elector_of(session, view, people.CHEN_AYI)
    come_in_as_household(client, session, elector, now=MIDWAY)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"photo": None}, "请附上纸票照片"),
        ({"reason": ""}, "请写明哪里录错了"),
        ({"household": "9-999"}, "9-999"),
        ({"q1": "agree"}, "没有改动"),
    ],
)
def test_a_proposal_comes_back_with_what_is_missing(
    secretary: LookingClient, session: Session, view: ConsultationView, changed: dict[str, object], said: str
) -> None:
    if "photo" in changed:
        changed = {"photo": (io.BytesIO(b""), "")}
    answer = send(secretary, page_of(view), proposed(view, **changed))
    assert answer.status_code >= 400
    assert said in text_of(answer)
    assert not corrections(session, view.estate.id, view.id)
