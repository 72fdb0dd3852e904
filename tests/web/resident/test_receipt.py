"""The receipt, its picture, and looking a slip code up."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Receipt
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import page_of, text_of


@pytest.fixture
def receipt(signed_in: LookingClient, session: Session, consultation: ConsultationView) -> Receipt:
    """陈阿姨's receipt."""
    return people.vote(session, consultation, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY)


def test_shows_number_time_code_and_what_comes_next(
    signed_in: LookingClient, consultation: ConsultationView, receipt: Receipt
) -> None:
    seen = text_of(signed_in.get(f"/c/{consultation.code}/receipt"))
    for expected in (f"第 {receipt.seq} 号", receipt.code, "2026年12月19日（周六）09:00", "接下来"):
        assert expected in seen
    assert "同意" not in seen, "the receipt never shows the choice"


def test_tells_the_phone_to_forget_the_draft(
    signed_in: LookingClient, consultation: ConsultationView, receipt: Receipt
) -> None:
    ballot_page = page_of(signed_in.get(f"/c/{consultation.code}/receipt"))
    assert ballot_page.xpath("//@data-draft-sent")[0].startswith(f"{consultation.code}-")


def test_the_picture_leads_to_the_slip(
    signed_in: LookingClient, consultation: ConsultationView, receipt: Receipt
) -> None:
    picture = signed_in.get(f"/c/{consultation.code}/receipt.png")
    assert picture.headers["Cache-Control"] == "no-store"
    address = zxingcpp.read_barcodes(Image.open(BytesIO(picture.data)))[0].text
    assert address.upper().endswith(f"/R/{receipt.code}")
    assert "这张票在登记簿里" in text_of(signed_in.get("/R/" + address.rpartition("/")[2]))


def test_without_a_ballot_there_is_no_picture(signed_in: LookingClient, consultation: ConsultationView) -> None:
    assert signed_in.get(f"/c/{consultation.code}/receipt.png").status_code == 404
    back = signed_in.get(f"/c/{consultation.code}/receipt")
    assert (back.status_code, back.location) == (303, f"/c/{consultation.code}/ballot")


def test_anyone_may_look_a_slip_up_and_nobody_sees_the_choice(client: LookingClient, receipt: Receipt) -> None:
    client.delete_cookie("consult")
    for typed in (receipt.code, receipt.code.lower(), receipt.code.replace("-", "")):
        seen = text_of(client.get(f"/r/{typed}"))
        assert "这张票在登记簿里" in seen
        assert f"第 {receipt.seq} 号" in seen
        assert "同意" not in seen
        assert "101" not in seen, "nor whose it is"


def test_a_slip_in_no_book_is_taken_seriously(client: LookingClient, consultation: ConsultationView) -> None:
    answer = client.get("/r/0000-0000-000")
    assert answer.status_code == 404
    assert "必须查清楚" in text_of(answer)


@pytest.mark.parametrize("typed", ["4K7P", "4K7P-9QXM-2T!", "你好", "x" * 60])
def test_a_mistyped_slip_is_kept_and_explained(
    client: LookingClient, consultation: ConsultationView, typed: str
) -> None:
    answer = client.get(f"/r/{typed}")
    assert answer.status_code == 400
    assert typed[:40] in page_of(answer).xpath("//input[@name='code']/@value")[0]


def test_the_short_form_leads_to_the_slip(client: LookingClient) -> None:
    assert client.get("/r").status_code == 200
    assert client.get("/r?code=4K7P-9QXM-2TZ").location == "/r/4K7P-9QXM-2TZ"
