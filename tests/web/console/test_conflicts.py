"""Two ballots of one household on the committee's pages: seen, settled, and said before closing."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.ballot import Settlement
from consult.models.electorate import ElectorRow
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from tests import people
from tests.looking_client import LookingClient
from tests.people import AFTER
from tests.statements import SETTLER
from tests.web.visitors import come_in_as_staff, form_token, make_staff, send

STATEMENT = "孙立、吴敏共同签字，12月19日，存档 3 号"


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate)


@pytest.fixture
def couple(session: Session, view: ConsultationView) -> int:
    """孙立 and 吴敏 answered apart; the key of their elector."""
    elector = people.elector_of(session, view, people.SUN_AND_WU)
    people.vote(session, view, elector, {1: "agree", 2: "1"})
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, view, elector, {1: "oppose", 2: "2"}, on_paper=True)
    return session.scalars(select(ElectorRow.id).where(ElectorRow.room == "201", ElectorRow.building == "2")).one()


@pytest.fixture
def settler(client: LookingClient, session: Session, estate: int) -> LookingClient:
    """The browser of somebody of the committee who had no ballot in hand."""
    come_in_as_staff(client, session, make_staff(session, estate, name=SETTLER), now=people.MIDWAY)
    return client


def picture() -> tuple[io.BytesIO, str]:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(written, "JPEG")
    return io.BytesIO(written.getvalue()), "声明.jpg"


def page_of(view: ConsultationView) -> str:
    return f"/console/c/{view.code}/conflicts"


def main(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


def test_nothing_to_settle(secretary: LookingClient, view: ConsultationView) -> None:
    assert "没有需要处理的" in secretary.get(page_of(view)).text
    assert "/conflicts" not in secretary.get(f"/console/c/{view.code}").text


def test_both_ballots_are_shown_without_their_choices_or_lines(
    secretary: LookingClient, session: Session, view: ConsultationView, couple: int
) -> None:
    page = main(secretary.get(page_of(view)).text)
    for said in ("2号201室", "有共有人", "待处理", "本户自己", "钱敏"):
        assert said in page
    for kept in ("反对", "agree", "oppose", "彩钢板", "第2号", "第3号"):
        assert kept not in page


def test_a_waiting_conflict_is_the_next_step(secretary: LookingClient, view: ConsultationView, couple: int) -> None:
    said = "有1户交了两张票，请在计票前问清"
    assert said in secretary.get("/console").text
    page = secretary.get(f"/console/c/{view.code}").text
    assert said in page
    assert page_of(view) in page


@pytest.mark.parametrize(
    ("decision", "agree", "oppose", "said"),
    [
        pytest.param("first-stands", 1, 0, "以先收到的为准", id="the first stands"),
        pytest.param("second-counts:1", 0, 1, "那张（", id="the second counts"),
        pytest.param("neither-counts", 0, 0, "两张都不计", id="neither counts"),
    ],
)
def test_a_decision_is_entered(
    settler: LookingClient,
    session: Session,
    view: ConsultationView,
    couple: int,
    decision: str,
    agree: int,
    oppose: int,
    said: str,
) -> None:
    response = send(
        settler, page_of(view), {"elector": couple, "decision": decision, "reason": STATEMENT, "photo": picture()}
    )
    assert response.status_code == 303
    page = settler.get(response.location).text
    assert "已处理，并记入登记簿" in page
    assert STATEMENT in page
    assert said in page
    counts = count_now(session, view.estate.id, view.id)["questions"][0]["counts"]
    assert (counts["agree"]["heads"], counts["oppose"]["heads"]) == (agree, oppose)
    assert check_book(session, view).is_whole
    assert "请在计票前问清" not in settler.get(f"/console/c/{view.code}").text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param({"decision": "first-stands", "reason": " "}, 400, id="without a statement"),
        pytest.param({"decision": "", "reason": STATEMENT}, 400, id="without a decision"),
        pytest.param({"decision": "second-counts:2", "reason": STATEMENT}, 409, id="a ballot that never came"),
        pytest.param({"decision": "second-counts:99999999999999999", "reason": STATEMENT}, 409, id="a huge figure"),
        pytest.param({"elector": "x", "decision": "first-stands", "reason": STATEMENT}, 404, id="nobody"),
    ],
)
def test_what_is_refused_is_said_and_kept(
    settler: LookingClient, session: Session, view: ConsultationView, couple: int, sent: dict[str, str], status: int
) -> None:
    response = send(settler, page_of(view), {"elector": str(couple), "photo": picture()} | sent)
    assert response.status_code == status
    assert "error_summary" in response.text
    if "elector" not in sent:
        assert sent["reason"] in response.text
    assert session.scalar(select(func.count()).select_from(Settlement)) == 0


def test_the_same_decision_again(settler: LookingClient, view: ConsultationView, couple: int) -> None:
    sent = {"elector": couple, "decision": "first-stands", "reason": STATEMENT}
    twice = [send(settler, page_of(view), sent | {"photo": picture()}) for _again in range(2)]
    assert [response.status_code for response in twice] == [303, 409]


def test_who_entered_one_of_them_is_told_that_somebody_else_settles(
    secretary: LookingClient, session: Session, view: ConsultationView, couple: int
) -> None:
    page = main(secretary.get(page_of(view)).text)
    assert "请另一位来处理" in page
    assert 'name="decision"' not in page
    sent = {"elector": couple, "decision": "second-counts:1", "reason": STATEMENT, "photo": picture()}
    assert send(secretary, f"/console/c/{view.code}", sent, to=page_of(view)).status_code == 400
    assert session.scalar(select(func.count()).select_from(Settlement)) == 0


def test_closing_says_how_many_are_not_settled_and_goes_on(
    secretary: LookingClient,
    session: Session,
    view: ConsultationView,
    couple: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: AFTER)
    come_in_as_staff(secretary, session, make_staff(session, view.estate.id), now=AFTER)
    asked = secretary.get(f"/console/c/{view.code}/close").text
    assert "有1户交了两张票，还没有处理" in asked
    assert page_of(view) in asked
    assert send(secretary, f"/console/c/{view.code}/close").status_code == 303
    page = secretary.get(page_of(view)).text
    assert "有1户没有处理" in page
    assert 'name="decision"' not in page
    assert count_now(session, view.estate.id, view.id)["questions"][0]["counts"]["agree"]["heads"] == 1


def test_who_only_reads_cannot_settle(
    client: LookingClient, session: Session, view: ConsultationView, couple: int
) -> None:
    come_in_as_staff(client, session, make_staff(session, view.estate.id, role="auditor"), now=people.MIDWAY)
    assert not re.search(r'name="(decision|reason)"', client.get(page_of(view)).text)


def test_the_forms_open_once_it_is_still_you(
    settler: LookingClient, session: Session, view: ConsultationView, couple: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = main(settler.get(page_of(view)).text)
    assert "<textarea" in fresh
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY + timedelta(minutes=11))
    later = main(settler.get(page_of(view)).text)
    assert "<textarea" not in later
    assert f"/staff/again?next={page_of(view)}" in later


def test_a_photo_that_was_chosen_in_time_is_not_asked_away(
    settler: LookingClient, session: Session, view: ConsultationView, couple: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {"elector": couple, "decision": "first-stands", "reason": STATEMENT}
    token = form_token(settler, page_of(view))
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY + timedelta(minutes=11))
    asked = settler.post(page_of(view), data={"csrf_token": token, **form})
    assert asked.status_code == 401
    assert STATEMENT in asked.text, "what was written is carried on"
    sent = settler.post(page_of(view), data={"csrf_token": token, **form, "photo": picture()})
    sent.request.input_stream.close()
    assert sent.status_code == 303
