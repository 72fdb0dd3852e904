"""A draft's picture or plan on the committee's page, and on the residents' once it is announced."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.models.consultation_picture import ConsultationPicture
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import a_picture, people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, send

DESCRIBED = {"alt_zh": "平面图，车棚一在3号楼东侧", "alt_en": "Plan: shed one east of building 3"}


@pytest.fixture
def draft(session: Session, estate: int) -> ConsultationView:
    return people.make_draft(session, estate)


def page_of(view: ConsultationView) -> str:
    return f"/console/c/{view.code}/picture"


def sent(content: bytes, name: str = "平面图.png", **changed: str) -> dict[str, object]:
    return {**DESCRIBED, "picture": (io.BytesIO(content), name), **changed}


def again(session: Session, view: ConsultationView) -> ConsultationView:
    session.rollback()
    return consultation_of_id(session, view.estate.id, view.id)


def how_many_kept(session: Session) -> int:
    return session.scalars(select(func.count(ConsultationPicture.id))).one()


def test_a_picture_is_kept_shown_changed_and_taken_away(
    secretary: LookingClient, session: Session, draft: ConsultationView
) -> None:
    assert "添加照片或平面图" in secretary.get(f"/console/c/{draft.code}").text
    assert send(secretary, page_of(draft), sent(a_picture.picture())).status_code == 303
    kept = again(session, draft)
    assert kept.picture is not None
    assert kept.picture.description == {"zh": DESCRIBED["alt_zh"], "en": DESCRIBED["alt_en"]}
    assert kept.text_hash != draft.text_hash
    page = secretary.get(f"/console/c/{draft.code}").text
    assert f"/console/c/{draft.code}/picture/{kept.picture.sha256}.jpg" in page
    assert 'alt="平面图，车棚一在3号楼东侧"' in page
    assert secretary.get(f"/console/c/{draft.code}/picture/{kept.picture.sha256}.jpg").data[:2] == b"\xff\xd8"

    assert send(secretary, page_of(draft), sent(a_picture.picture(colour="#d6cfe3"))).status_code == 303
    other = again(session, draft).picture
    assert other is not None
    assert other.sha256 != kept.picture.sha256
    assert how_many_kept(session) == 1

    asked = secretary.get(f"{page_of(draft)}/remove")
    assert "要去掉这张图片吗" in asked.text
    assert how_many_kept(session) == 1
    session.rollback()
    assert send(secretary, f"{page_of(draft)}/remove", {}).status_code == 303
    assert again(session, draft).picture is None
    assert how_many_kept(session) == 0
    assert again(session, draft).text_hash == draft.text_hash


def test_a_picture_is_described_anew_without_choosing_it_again(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_draft(session, estate, picture=a_picture.NAMED)
    assert send(secretary, page_of(view), DESCRIBED).status_code == 303
    kept = again(session, view).picture
    assert kept is not None
    assert view.picture is not None
    assert (kept.sha256, kept.description["zh"]) == (view.picture.sha256, DESCRIBED["alt_zh"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"\x00\x00\x00\x18ftypheic" + bytes(100), "HEIC", id="from a newer phone"),
        pytest.param(b"%PDF-1.7 a plan", "这是PDF", id="a PDF"),
        pytest.param(a_picture.picture()[:90], "图片已损坏", id="torn"),
        pytest.param(b"GIF89a and so on", "不是能读取的图片", id="another kind"),
        pytest.param(b"", "图片文件是空的", id="empty"),
        pytest.param(bytes(40 * 1024 * 1024), "超过20 MB", id="forty megabytes"),
        pytest.param(a_picture.bomb(9_000, 9_000), "4000万像素", id="81 megapixels"),
    ],
)
def test_what_is_no_picture_gets_a_sentence_and_the_words_stay(
    secretary: LookingClient, session: Session, draft: ConsultationView, content: bytes, said: str
) -> None:
    answer = send(secretary, page_of(draft), sent(content))
    answer.request.input_stream.close()
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert DESCRIBED["alt_zh"] in answer.text
    assert DESCRIBED["alt_en"] in answer.text
    assert how_many_kept(session) == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"alt_zh": " ", "alt_en": ""}, "请用一句话说明图上是什么", id="no description"),
        pytest.param({"alt_zh": "很" * 161}, "图片说明太长", id="one character too many"),
        pytest.param({"picture": None}, "请先选择图片", id="no file"),
    ],
)
def test_a_picture_without_words_or_words_without_a_picture_come_back(
    secretary: LookingClient, session: Session, draft: ConsultationView, changed: dict[str, object], said: str
) -> None:
    answer = send(
        secretary,
        page_of(draft),
        {name: value for name, value in (sent(a_picture.picture()) | changed).items() if value is not None},
    )
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert again(session, draft).picture is None


def test_an_announced_picture_stands_still_and_is_public(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    draft = people.make_draft(session, estate, picture=a_picture.NAMED)
    assert draft.picture is not None
    address = f"/c/{draft.code}/picture/{draft.picture.sha256}.jpg"
    assert secretary.get(address).status_code == 404, "a draft's picture is nobody else's business"
    before = people.OPENS_AT - timedelta(days=20)
    announce_consultation(session, estate, draft.id, by=people.SECRETARY.name, now=before)
    session.rollback()
    assert secretary.get(page_of(draft)).status_code == 409
    answer = secretary.get(address)
    assert answer.data == a_picture.kept().jpeg
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert secretary.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert secretary.get(address.replace(draft.picture.sha256, "ab" * 32)).status_code == 404
    page = secretary.get(f"/c/{draft.code}").text
    assert f'src="{address}"' in page
    assert 'alt="平面图：两处车棚"' in page
    assert re.search(f'property="og:image" content="https?://[^"/]+{address}"', page)


def test_another_estates_picture_is_missing(
    secretary: LookingClient, session: Session, client: LookingClient, estate: int
) -> None:
    foreign = people.make_draft(session, people.make_estate(session, code="other"), picture=a_picture.NAMED)
    assert foreign.picture is not None
    assert secretary.get(f"/console/c/{foreign.code}/picture/{foreign.picture.sha256}.jpg").status_code == 404


def test_whoever_only_reads_sees_it_and_changes_nothing(client: LookingClient, session: Session, estate: int) -> None:
    view = people.make_draft(session, estate, picture=a_picture.NAMED)
    come_in_as_staff(client, session, make_staff(session, estate, "scrutineer"), now=people.MIDWAY)
    page = client.get(f"/console/c/{view.code}").text
    assert "更换或去掉图片" not in page
    assert 'alt="平面图：两处车棚"' in page
    assert client.get(page_of(view)).status_code == 403
