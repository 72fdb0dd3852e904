"""The receipt, its picture, and looking a slip code up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Receipt
from consult.actions.have_signing_key import have_signing_key
from consult.domain.promise import SignedPromise, read_promise
from consult.models.kept_secret import unlocked
from consult.models.signing import KEY_PURPOSE, SigningKey, signature_of
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.queries.promises import signed_promise
from tests import people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.web.forms import page_of, text_of
from tests.web.visitors import come_in_as_household


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


@pytest.fixture
def promise(session: Session, at: Callable[[datetime], None]) -> SignedPromise:
    """The signed promise of 陈阿姨's ballot."""
    estate_id = people.make_estate(session, code="signing")
    have_signing_key(session, estate_id, secret=SECRET, now=people.MIDWAY)
    view = people.make_open_consultation(session, estate_id)
    found = people.vote(session, view, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY)
    signed = signed_promise(session, estate_id, view.id, found.seq, secret=SECRET)
    assert signed is not None
    return signed


def test_the_picture_is_a_signed_promise(client: LookingClient, session: Session, promise: SignedPromise) -> None:
    view = consultation_of_code(session, promise.promise.consultation)
    come_in_as_household(client, session, people.elector_of(session, view, people.CHEN_AYI), now=people.MIDWAY)
    assert "二维码是带签名的凭据" in text_of(client.get(f"/c/{view.code}/receipt"))
    picture = client.get(f"/c/{view.code}/receipt.png")
    address = zxingcpp.read_barcodes(Image.open(BytesIO(picture.data)))[0].text
    assert read_promise(address) == promise
    seen = text_of(client.get("/R/" + address.rpartition("/")[2]))
    for expected in ("这张回执没有问题", "第 2 号", promise.promise.slip, promise.signature.hex()):
        assert expected in seen
    assert "同意" not in seen, "the promise never shows the choice"
    assert client.get(f"/r?code={address}").location.endswith(f"/r/{promise.code}")
    assert "公钥" in text_of(client.get(f"/c/{view.code}/book"))


def test_a_promise_that_the_book_does_not_keep(client: LookingClient, promise: SignedPromise, session: Session) -> None:
    key = session.scalars(select(SigningKey)).one()
    private = unlocked(SECRET, KEY_PURPOSE, key.private_locked)
    for changed, expected in (
        (replace(promise.promise, seq=9), "现在登记簿只到第 2 号"),
        (replace(promise.promise, leaf=bytes(32)), "现在那个号上是另一行"),
    ):
        answer = client.get(f"/r/{SignedPromise(changed, signature_of(private, changed.said)).code}")
        assert answer.status_code == 409
        assert "登记簿里已经没有这张回执" in text_of(answer)
        assert expected in text_of(answer)


def test_a_promise_that_nobody_here_signed(client: LookingClient, promise: SignedPromise) -> None:
    answer = client.get(f"/r/{SignedPromise(promise.promise, bytes(64)).code}")
    assert answer.status_code == 400
    assert "这张回执的签名不对" in text_of(answer)
    assert "不过它说的那一行确实在登记簿里：第 2 号" in text_of(answer)
    assert "不完整" in text_of(client.get(f"/r/{promise.code[:-3]}"))
