"""Ideas on a resident's phone: written, kept through signing in, supported, answered; and what bad input gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.answer_idea import AnswerGiven, answer_idea
from consult.actions.issue_letters import issue_letters
from consult.actions.judge_idea import Ruling, judge_idea
from consult.domain.idea import MOST_A_DAY
from consult.models.idea import Idea, IdeaPhoto
from consult.queries.consultations import ConsultationView
from tests import a_picture, people, some_ideas
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.some_ideas import BEFORE, let_through
from tests.web.forms import page_of, text_of
from tests.web.visitors import come_in_as_household, form_token, send


@pytest.fixture
def view(session: Session, at: Callable[[datetime], None]) -> ConsultationView:
    view = some_ideas.make_asking_consultation(session)
    session.commit()
    at(BEFORE)
    return view


@pytest.fixture
def page(view: ConsultationView) -> str:
    return f"/c/{view.code}/ideas"


@pytest.fixture
def chen(client: LookingClient, session: Session, view: ConsultationView) -> LookingClient:
    """陈阿姨's phone, signed in."""
    come_in_as_household(client, session, people.elector_of(session, view, people.CHEN_AYI), now=BEFORE)
    return client


def kept(session: Session) -> list[Idea]:
    session.expire_all()
    return list(session.scalars(select(Idea)))


def shown(session: Session, view: ConsultationView, person: people.Person, text: str, **more: object) -> int:
    idea = some_ideas.send(session, view, person, text, **more)  # type: ignore[arg-type]
    let_through(session, view, idea.id)
    return idea.id


def photo_with_a_place() -> bytes:
    """A JPEG that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "A Phone Maker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 49.0)
    written = BytesIO()
    Image.new("RGB", (64, 48), "#887766").save(written, "JPEG", exif=exif)
    return written.getvalue()


def test_the_page_of_the_question_leads_there_only_where_ideas_are_asked_for(
    client: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    assert f'href="{page}"' in client.get(f"/c/{view.code}").get_data(as_text=True)
    silent = people.make_announced_consultation(session, view.estate.id)
    session.commit()
    assert "/ideas" not in client.get(f"/c/{silent.code}").get_data(as_text=True)
    assert "不收集建议" in text_of(client.get(f"/c/{silent.code}/ideas"))


def test_whoever_signs_in_too_early_to_vote_is_led_to_the_ideas(
    chen: LookingClient, view: ConsultationView, page: str
) -> None:
    assert f'href="{page}"' in chen.get(f"/c/{view.code}/ballot").get_data(as_text=True)


def test_sent_it_waits_and_only_its_household_sees_it(
    chen: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    assert send(chen, page, {"kind": "idea", "text": "车棚装雨棚"}).status_code == 303
    seen = text_of(chen.get(page))
    assert "等业委会看过后公开" in seen
    assert "车棚装雨棚" in seen
    come_in_as_household(chen, session, people.elector_of(session, view, people.ZHAO_KE), now=BEFORE)
    assert "车棚装雨棚" not in text_of(chen.get(page))


def test_the_same_five_times_is_one(chen: LookingClient, session: Session, page: str) -> None:
    for _ in range(5):
        assert send(chen, page, {"kind": "idea", "text": "车棚装雨棚"}).status_code == 303
    assert len(kept(session)) == 1
    assert "只记一条" in text_of(chen.get(page))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("好" * 10_000, "您写了10 000个字，最多500个字", id="ten thousand characters"),
        pytest.param("👍👍👍", "只有符号或照片还不够", id="signs alone"),
        pytest.param("2号楼202太吵", "请不要写房号", id="a neighbour's door"),
    ],
)
def test_what_is_refused_is_given_back_whole(
    chen: LookingClient, session: Session, page: str, text: str, said: str
) -> None:
    answer = send(chen, page, {"kind": "comment", "text": text})
    assert answer.status_code == 400
    assert said in text_of(answer)
    [area] = page_of(answer).xpath("//textarea[@name='text']")
    assert area.text == text
    assert page_of(answer).xpath("//input[@name='kind' and @value='comment' and @checked]")
    assert kept(session) == []


def test_tags_are_words_and_marks_that_turn_the_writing_go(
    chen: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    send(chen, page, {"kind": "idea", "text": "<script>alert(1)</script>\u202e雨棚 👵🏼"})
    [idea] = kept(session)
    let_through(session, view, idea.id)
    body = chen.get(page).get_data(as_text=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;雨棚 👵🏼" in body
    assert "<script>alert(1)" not in body


def test_a_photo_loses_place_and_device_and_is_public_only_once_let_through(
    chen: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    photo = (BytesIO(photo_with_a_place()), "IMG_1.jpg")
    assert send(chen, page, {"kind": "idea", "text": "这里积水", "photo": photo}).status_code == 303
    [idea] = kept(session)
    picture = f"{page}/photo/{idea.photo}"
    assert chen.get(picture).status_code == 404
    let_through(session, view, idea.id)
    assert picture in chen.get(page).get_data(as_text=True)
    jpeg = chen.get(picture).get_data()
    with Image.open(BytesIO(jpeg)) as opened:
        assert opened.size == (64, 48)
        assert not opened.getexif()
    send(chen, page, {"idea": str(idea.id)}, to=f"{page}/back")
    assert chen.get(picture).status_code == 404
    assert session.scalars(select(IdeaPhoto)).all() == []


def test_a_photo_that_is_none_loses_no_word(chen: LookingClient, session: Session, page: str) -> None:
    photo = (BytesIO(b"%PDF-1.7"), "plan.pdf")
    answer = send(chen, page, {"kind": "idea", "text": "这里积水", "photo": photo})
    assert answer.status_code == 400
    assert "请重新选一次照片" in text_of(answer)
    assert page_of(answer).xpath("//textarea[@name='text']")[0].text == "这里积水"
    assert page_of(answer).xpath("//*[@id='photo-error']")
    assert kept(session) == []


def test_what_was_written_comes_back_after_signing_in(
    client: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    elector = people.elector_of(session, view, people.CHEN_AYI)
    [letter] = issue_letters(session, view.estate.id, view.id, [elector.id], secret=SECRET, by="钱敏", now=BEFORE)
    asked = send(client, page, {"kind": "comment", "text": "写了很久的话"})
    assert asked.status_code == 403
    [form] = [form for form in page_of(asked).forms if "idea_text" in form.fields]
    wrong = {"building": "1", "room": "101", "code": "AAAAA-AAAAA"}
    again = client.post("/sign-in", data=dict(form.fields) | wrong)
    [form] = [form for form in page_of(again).forms if "idea_text" in form.fields]
    signed_in = client.post("/sign-in", data=dict(form.fields) | {"building": "1", "room": "101", "code": letter.code})
    assert signed_in.status_code == 200
    assert page_of(signed_in).xpath("//textarea[@name='text']")[0].text == "写了很久的话"
    assert page_of(signed_in).xpath("//input[@name='kind' and @value='comment' and @checked]")
    assert kept(session) == []


def test_supported_with_one_tap_once_and_taken_back(
    chen: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    idea = shown(session, view, people.ZHAO_KE, "车棚装雨棚")
    tap = {"idea": str(idea)}
    for _ in range(2):
        assert send(chen, page, tap, to=f"{page}/support").location == f"{page}#idea-{idea}"
    assert "1户支持" in text_of(chen.get(page))
    assert page_of(chen.get(page)).xpath("//input[@name='take_back']")
    send(chen, page, tap | {"take_back": "yes"}, to=f"{page}/support")
    assert "0户支持" in text_of(chen.get(page))


def test_a_tap_without_signing_in_leads_to_it_and_counts_nothing(
    client: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    idea = shown(session, view, people.ZHAO_KE, "车棚装雨棚")
    answer = client.post(f"{page}/support", data={"csrf_token": form_token(client, page), "idea": str(idea)})
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")
    assert "0户支持" in text_of(client.get(page))


@pytest.mark.parametrize("idea", ["", "x", "-1", "9" * 30, "12345"])
def test_an_idea_that_is_not_there_is_explained(chen: LookingClient, page: str, idea: str) -> None:
    for to in ("support", "back"):
        answer = send(chen, page, {"idea": idea}, to=f"{page}/{to}")
        assert "找不到这条建议" in text_of(answer)


def test_the_public_page_says_of_nobody_who_wrote_it(
    client: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    shown(session, view, people.CHEN_AYI, "车棚装雨棚", photo=a_picture.kept())
    elector = people.elector_of(session, view, people.CHEN_AYI)
    body = client.get(page).get_data(as_text=True)
    assert "车棚装雨棚" in body
    for told in ("陈桂芳", "101", "1号", str(elector.id)):
        assert told not in body.split("<main", 1)[1].split("contact", 1)[0]


def test_answer_and_refusal_are_read_with_their_reasons(
    chen: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    idea = shown(session, view, people.CHEN_AYI, "车棚装雨棚")
    given = AnswerGiven(view.estate.id, view.id, idea, "partly", "先装东边一处")
    answer_idea(session, given, by="钱敏", now=BEFORE)
    other = some_ideas.send(session, view, people.CHEN_AYI, "某人乱停车")
    ruling = Ruling(view.estate.id, view.id, other.id, "waiting", "refused", "names", "只说事情就好")
    judge_idea(session, ruling, by="钱敏", now=BEFORE)
    seen = text_of(chen.get(page))
    for said in ("部分采纳", "先装东边一处", "能认出是谁", "只说事情就好"):
        assert said in seen
    assert "钱敏" not in seen


def test_more_than_a_day_takes_is_given_back(chen: LookingClient, session: Session, page: str) -> None:
    for n in range(MOST_A_DAY):
        send(chen, page, {"kind": "idea", "text": f"第{n}条"})
    answer = send(chen, page, {"kind": "idea", "text": "又一条"})
    assert answer.status_code == 429
    assert page_of(answer).xpath("//textarea[@name='text']")[0].text == "又一条"
    assert len(kept(session)) == MOST_A_DAY


def test_after_voting_began_the_list_is_read_only_and_a_late_text_is_given_back(
    chen: LookingClient, session: Session, view: ConsultationView, page: str, at: Callable[[datetime], None]
) -> None:
    idea = shown(session, view, people.ZHAO_KE, "车棚装雨棚")
    token = form_token(chen, page)
    at(BEFORE + timedelta(minutes=5))
    late = {"csrf_token": token, "kind": "idea", "text": "写晚了"}
    at(view.opens_at)
    come_in_as_household(chen, session, people.elector_of(session, view, people.CHEN_AYI), now=view.opens_at)
    seen = chen.get(page)
    assert "车棚装雨棚" in text_of(seen)
    assert not page_of(seen).xpath("//textarea")
    late["csrf_token"] = form_token(chen, f"/c/{view.code}/about-us")
    answer = chen.post(page, data=late)
    assert answer.status_code == 410
    assert page_of(answer).xpath("//textarea[@name='text']")[0].text == "写晚了"
    assert chen.post(f"{page}/support", data=late | {"idea": str(idea)}).status_code == 410


def test_of_a_form_too_large_to_be_read_the_words_stay_and_strangers_are_told_to_go_back(
    client: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    written = {"kind": "idea", "text": "先把照明修好"}
    huge = bytes(25 * 1024 * 1024)
    stranger = send(client, page, {**written, "photo": (BytesIO(huge), "a.jpg")})
    stranger.request.input_stream.close()
    assert stranger.status_code == 413
    assert "请用浏览器的“返回”" in text_of(stranger)
    come_in_as_household(client, session, people.elector_of(session, view, people.CHEN_AYI), now=BEFORE)
    known = send(client, page, {**written, "photo": (BytesIO(huge), "a.jpg")})
    known.request.input_stream.close()
    assert known.status_code == 400
    assert "先把照明修好" in known.get_data(as_text=True)
    assert not kept(session)
