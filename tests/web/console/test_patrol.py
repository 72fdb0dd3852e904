"""Patrol: leaders photograph posters and are told what hangs there; the committee reads what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.domain.refusal import Refusal
from consult.models.patrol import CodeReport
from consult.models.photo import KeptPhoto
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.scanning.test_codes import FOREIGN, board
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, form_token, make_staff

PAGE = "/console/patrol"
Look = Callable[..., str]


@pytest.fixture
def view(session: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    return people.make_open_consultation(session)


@pytest.fixture
def leader(client: LookingClient, session: Session, view: ConsultationView) -> LookingClient:
    come_in_as_staff(client, session, make_staff(session, view.estate.id, "leader", name="孙伯"), now=people.MIDWAY)
    return client


def look(client: LookingClient, *codes: str, place: str = "", status: int = 200) -> str:
    """Send a photo of a board with these codes, and answer the page."""
    spots = [(code, (60, 40 + 420 * at), 0.0) for at, code in enumerate(codes)]
    photo = (BytesIO(board(*spots, size=(900, 480 + 420 * len(codes)))), "poster.jpg")
    data = {"csrf_token": form_token(client, PAGE), "photo": photo, "place": place}
    response = client.post(PAGE, data=data, content_type="multipart/form-data")
    response.request.input_stream.close()
    assert response.status_code == status
    return text_of(response)


def reports(session: Session) -> list[CodeReport]:
    session.rollback()
    return list(session.scalars(select(CodeReport)))


def test_our_current_poster_is_left_hanging(
    leader: LookingClient, session: Session, view: ConsultationView, settings: Settings
) -> None:
    said = look(leader, f"{settings.public_url}/c/{view.code}".upper())
    assert "是真的，也没过期" in said
    assert view.title["zh"] in said
    assert not reports(session)
    assert not session.scalars(select(KeptPhoto.id)).all(), "nothing is kept where nothing is wrong"


def test_a_poster_of_what_is_over_comes_down(
    leader: LookingClient,
    session: Session,
    view: ConsultationView,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: view.closes_at)
    staff = make_staff(session, view.estate.id, "leader", name="周姐")
    come_in_as_staff(leader, session, staff, now=view.closes_at)
    assert "表决已经结束" in look(leader, f"{settings.public_url}/c/{view.code}")


def test_another_estates_vote_and_a_missing_one_are_alike(
    leader: LookingClient, session: Session, settings: Settings
) -> None:
    other = people.make_open_consultation(session, people.make_estate(session, code="other"))
    said = [look(leader, f"{settings.public_url}/c/{code}") for code in (other.code, "ZZZZZZ")]
    assert said[0].replace(other.code, "ZZZZZZ") == said[1]
    assert "不通向本小区" in said[0]
    assert other.title["zh"] not in said[0]


def test_a_foreign_code_over_ours_is_said_kept_and_settled(
    leader: LookingClient, session: Session, view: ConsultationView, settings: Settings
) -> None:
    said = look(leader, f"{settings.public_url}/c/{view.code}", FOREIGN, place="3号楼电梯厅")
    assert "是真的，也没过期" in said
    assert "pay.example" in said
    [report] = reports(session)
    assert (report.kind, report.content, report.place, report.seen_by) == ("foreign", FOREIGN, "3号楼电梯厅", "孙伯")
    assert session.scalars(select(KeptPhoto.sha256)).one() == report.photo_sha256
    look(leader, FOREIGN, place=" 3号楼电梯厅 ")
    assert len(reports(session)) == 1, "seen twice it is one report"
    committee = make_staff(session, view.estate.id)
    come_in_as_staff(leader, session, committee, now=people.MIDWAY)
    page = text_of(leader.get(PAGE))
    assert "等业委会处理" in page
    token = form_token(leader, PAGE)
    settled = leader.post(f"{PAGE}/{report.id}/settle", data={"csrf_token": token}, follow_redirects=True)
    assert "钱敏处理" in text_of(settled)
    assert reports(session)[0].settled_at == people.MIDWAY
    again = leader.post(f"{PAGE}/{report.id}/settle", data={"csrf_token": token})
    assert again.status_code == 303


def test_the_address_of_a_foreign_code_is_no_link(leader: LookingClient) -> None:
    token = form_token(leader, PAGE)
    photo = (BytesIO(board((FOREIGN, (60, 40), 0), size=(900, 900))), "poster.jpg")
    response = leader.post(PAGE, data={"csrf_token": token, "photo": photo}, content_type="multipart/form-data")
    response.request.input_stream.close()
    assert 'href="https://pay' not in response.text


@pytest.mark.parametrize("path", ["h/ABCDEFGHJKMNPQRSTVWXYZ2345", "staff/abcdef", "doorstep/#e=abcdef"])
def test_a_code_that_lets_in_is_told_of_and_nothing_of_it_is_kept(
    leader: LookingClient, session: Session, settings: Settings, path: str
) -> None:
    said = look(leader, f"{settings.public_url}/{path}", FOREIGN)
    assert path.split("/")[1] not in said
    assert {report.kind for report in reports(session)} == {"foreign", "letter" if path[0] == "h" else "staff"}
    assert not [report for report in reports(session) if report.photo_sha256 or path in report.content]
    assert not session.scalars(select(KeptPhoto.id)).all()


def test_a_photo_without_a_code_says_what_to_try(leader: LookingClient, session: Session) -> None:
    assert "没有找到二维码" in look(leader)
    assert not reports(session)


def test_no_photo_and_a_place_too_long_are_said(leader: LookingClient, session: Session) -> None:
    sent = leader.post(PAGE, data={"csrf_token": form_token(leader, PAGE)})
    assert (sent.status_code, "请先拍一张" in text_of(sent)) == (400, True)
    assert "不超过 80 个字" in look(leader, FOREIGN, place="长" * 81, status=400)
    assert not reports(session)


def test_leaders_see_no_reports_and_nothing_else_of_the_console(leader: LookingClient) -> None:
    look(leader, FOREIGN, place="7号楼")
    page = leader.get(PAGE)
    assert "7号楼" not in text_of(page)
    assert "/console/roll" not in page.text
    assert leader.get("/console/roll").status_code == 403


def test_another_estates_report_is_missing(leader: LookingClient, session: Session) -> None:
    look(leader, FOREIGN)
    [report] = reports(session)
    elsewhere = make_staff(session, people.make_estate(session, code="other"), name="外人")
    come_in_as_staff(leader, session, elsewhere, now=people.MIDWAY)
    assert "pay.example" not in text_of(leader.get(PAGE))
    sent = leader.post(f"{PAGE}/{report.id}/settle", data={"csrf_token": form_token(leader, PAGE)})
    assert sent.status_code == 404
    assert reports(session)[0].settled_at is None


def test_the_word_of_the_day_is_the_same_for_residents_and_leaders(
    leader: LookingClient, view: ConsultationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = (PAGE, f"/c/{view.code}", f"/sign-in?next=/c/{view.code}/ballot")
    words = [leader.get(page).text.partition('day_word__word">')[2].partition("<")[0] for page in pages]
    assert len(words[0]) == 2
    assert len(set(words)) == 1
    monkeypatch.setattr("consult.domain.day_word.WORDS", (("明天", "tomorrow"),))
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY + timedelta(minutes=1))
    assert "明天" in leader.get(f"/c/{view.code}").text


def test_over_the_budget_no_photo_is_looked_at(leader: LookingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.web.console.patrol.begin_patrol", _refuse)
    monkeypatch.setattr("consult.web.console.patrol.sent_photo", lambda _name: pytest.fail("it was decoded"))
    page = look(leader, FOREIGN, place="3号楼门口", status=429)
    assert "请10分钟后再试" in page


def _refuse(*_args: object, **_named: object) -> None:
    raise Refusal("too-many-patrols", minutes=10)
