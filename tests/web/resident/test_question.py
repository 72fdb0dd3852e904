"""The page behind the poster's QR, in every phase of a consultation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import zxingcpp
from PIL import Image
from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import page_of, text_of


def test_is_read_without_signing_in(client: LookingClient, consultation: ConsultationView) -> None:
    seen = text_of(client.get(f"/c/{consultation.code}"))
    for expected in (
        "车棚改造与充电桩征询",
        "请各位业主表决。",
        "彩钢板",
        "38 000.00",
        "还剩 11 天",
        "怎样算通过？",
        "021-55550100",
    ):
        assert expected in seen.replace("\N{NO-BREAK SPACE}", " ")


def test_the_address_is_typed_in_any_case(client: LookingClient, consultation: ConsultationView) -> None:
    for address in (f"/c/{consultation.code.lower()}", f"/C/{consultation.code}"):
        assert client.get(address).status_code == 200


def test_english_readers_get_it_in_english(client: LookingClient, consultation: ConsultationView) -> None:
    answer = client.get(f"/c/{consultation.code}", headers={"Accept-Language": "en"})
    seen = text_of(answer)
    assert page_of(answer).get("lang") == "en"
    assert "Shed renewal and chargers" in seen
    assert "11 days left" in seen


def test_says_how_much_is_missing(client: LookingClient, session: Session, consultation: ConsultationView) -> None:
    people.vote(session, consultation, people.LIU_SAN, {1: "agree"})
    seen = text_of(client.get(f"/c/{consultation.code}")).replace("\N{NO-BREAK SPACE}", " ")
    assert "能通过吗？" in seen
    assert "还差 9" in seen, "ten of fifteen are needed, one is in"
    assert "还差 769.40 平方米" in seen, "1 069.40 m² are needed, 300.00 are in"


def test_the_share_card_has_title_sentence_and_picture(client: LookingClient, consultation: ConsultationView) -> None:
    page = page_of(client.get(f"/c/{consultation.code}"))
    card = {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[@property]")}
    assert card["og:title"] == "车棚改造与充电桩征询"
    assert card["og:description"] == "请各位业主表决。"
    assert card["og:url"].endswith(f"/c/{consultation.code}")
    assert card["og:image"].startswith("http")
    assert card["og:image"].endswith(".png")


def test_the_picture_to_forward_leads_back_here(client: LookingClient, consultation: ConsultationView) -> None:
    picture = client.get(f"/c/{consultation.code}/qr.png")
    assert picture.mimetype == "image/png"
    address = zxingcpp.read_barcodes(Image.open(BytesIO(picture.data)))[0].text
    assert address.upper().endswith(f"/C/{consultation.code}")


def test_a_draft_answers_exactly_like_a_missing_one(client: LookingClient, session: Session) -> None:
    draft = people.make_draft(session)
    hidden, missing = client.get(f"/c/{draft.code}"), client.get("/c/ZZZZZZ")
    assert hidden.status_code == missing.status_code == 404
    assert text_of(hidden).replace(draft.code, "ZZZZZZ") == text_of(missing)


def test_before_the_beginning_there_is_no_button(
    client: LookingClient, session: Session, at: Callable[[datetime], None]
) -> None:
    at(people.OPENS_AT - timedelta(days=1))
    view = people.make_announced_consultation(session)
    seen = text_of(client.get(f"/c/{view.code}"))
    assert "2026年12月16日（周三）09:00 开始作答" in seen
    assert "我要作答" not in seen


def test_the_last_day_and_the_end(
    client: LookingClient, consultation: ConsultationView, at: Callable[[datetime], None]
) -> None:
    at(people.CLOSES_AT - timedelta(seconds=1))
    assert "今天截止" in text_of(client.get(f"/c/{consultation.code}"))
    at(people.CLOSES_AT)
    seen = text_of(client.get(f"/c/{consultation.code}"))
    assert "正在计票" in seen
    assert "我要作答" not in seen


def test_after_closing_the_same_address_shows_the_result(
    client: LookingClient, session: Session, at: Callable[[datetime], None]
) -> None:
    agree = {person: {1: "agree", 2: "1"} for person in (people.CHEN_AYI, people.LIU_SAN)}
    view = people.make_closed_consultation(session, ballots=agree | {people.ZHAO_KE: {1: "oppose"}})
    at(people.AFTER)
    answer = client.get(f"/c/{view.code}")
    rows = [" ".join(cell.text_content().strip() for cell in row) for row in page_of(answer).xpath("//main//tbody/tr")]
    assert "同意 2 66.67% 354.32 80.10%" in rows
    assert "反对 1 33.33% 88.00 19.90%" in rows
    assert "未达参与比例" in text_of(answer)
    assert "陈桂芳" not in answer.get_data(as_text=True)


def test_a_survey_shows_how_many_answered_and_no_threshold(
    client: LookingClient, session: Session, at: Callable[[datetime], None]
) -> None:
    view = people.make_open_consultation(session, rule="advisory", questions=(people.CHOICE,))
    seen = text_of(client.get(f"/c/{view.code}"))
    assert "有多少人答了？" in seen
    assert "能通过吗" not in seen
    assert "怎样统计" in seen
