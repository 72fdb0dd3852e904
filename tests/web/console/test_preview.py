"""Papers before printing: what there is, as pictures, from the text as it stands, and never with a code that works."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from consult.actions.draft_consultation import change_draft
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView
from consult.queries.paper_samples import UNUSED_CODE, UNUSED_LINK, UNUSED_SERIAL
from consult.web.console.papers_made import MAKERS
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_enter_proxy_ballot import WITH_PROXIES
from tests.documents.reading import codes, opened, pictures, text_of
from tests.looking_client import LookingClient
from tests.matters import a_plan
from tests.web.visitors import come_in_as_staff, make_staff, send

pytestmark = pytest.mark.one_database

OF_A_DRAFT = {
    *("poster-a4", "poster-a3", "notice", "rule-sheet", "letters", "ballots", "ballots-large", "invitations"),
    *("counting-record", "objections", "minutes-hearing", "minutes-coordination", "minutes-review"),
}
UNDER_WAY = OF_A_DRAFT | {"delivery-sheets", "walking-lists", "turnout-sheet", "digest"}
CLOSED = {
    *(
        "poster-a4",
        "poster-a3",
        "notice",
        "rule-sheet",
        "delivery-sheets",
        "turnout-sheet",
        "digest",
        "counting-record",
    ),
    *("result", "result-by-building", "readings", "objections"),
    *("minutes-hearing", "minutes-coordination", "minutes-review"),
}


def listed(client: LookingClient, view: ConsultationView) -> set[str]:
    page = client.get(f"/console/c/{view.code}/papers")
    assert page.status_code == 200
    return set(re.findall(r"/papers/([a-z0-9-]+)/preview\?", page.text))


def title_of(pdf: bytes) -> str:
    with opened(pdf) as paper:
        return str(paper.docinfo["/Title"])


def is_red_across(page: Image.Image) -> bool:
    """Whether red letters stand in the middle of a page, where no paper has any of its own."""
    width, height = page.size
    middle = page.convert("RGB").crop((width // 5, height // 4, width * 4 // 5, height * 3 // 4))
    red = sum(count for count, (r, g, b) in middle.getcolors(1 << 24) or () if r - g > 25 and r - b > 25)
    return red > middle.width * middle.height // 50


def base(view: ConsultationView, kind: str) -> str:
    return f"/console/c/{view.code}/papers/{kind}"


def test_a_draft_has_what_can_be_shown_before_announcing(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    draft = people.make_draft(session, estate)
    assert listed(secretary, draft) == OF_A_DRAFT
    page = secretary.get(f"/console/c/{draft.code}/papers").text
    assert "prints/paper/minutes-hearing" in page
    assert "prints/paper/notice" not in page


def test_the_list_follows_the_state(secretary: LookingClient, session: Session, estate: int) -> None:
    assert listed(secretary, people.make_open_consultation(session, estate)) == UNDER_WAY
    assert listed(secretary, people.make_closed_consultation(session, estate)) == CLOSED
    proxied = people.make_open_consultation(session, estate, channels=WITH_PROXIES)
    assert listed(secretary, proxied) == UNDER_WAY | {"proxy-form", "proxy-forms"}


def test_who_only_reads_gets_no_list_of_households(client: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    come_in_as_staff(client, session, make_staff(session, estate, role="scrutineer"), now=people.MIDWAY)
    of_households = {"letters", "ballots", "ballots-large", "delivery-sheets", "walking-lists"}
    assert listed(client, view) == UNDER_WAY - of_households
    assert client.get(base(view, "delivery-sheets") + "/preview").status_code == 404
    assert client.get(base(view, "delivery-sheets") + "/page-1.png").status_code == 404
    assert "prints/paper" not in client.get(f"/console/c/{view.code}/papers").text


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("zh", ["poster-a4", "letters", "ballots", "notice"]),
        pytest.param("zh", sorted(OF_A_DRAFT | {"proxy-form", "proxy-forms"}), marks=pytest.mark.exhaustive),
        pytest.param("en", ["poster-a4", "letters", "minutes-hearing"], marks=pytest.mark.exhaustive),
    ],
    ids=["Chinese", "every one in Chinese", "English"],
)
def test_every_paper_of_a_draft_is_shown_with_its_mark_and_no_code_that_works(
    secretary: LookingClient, session: Session, estate: int, language: str, kinds: list[str]
) -> None:
    draft = people.make_draft(session, estate, channels=WITH_PROXIES)
    for kind in kinds:
        pdf = secretary.get(f"{base(draft, kind)}/preview.pdf?language={language}").data
        is_valid = kind.startswith("minutes")
        said = "草稿，不作数" if language == "zh" else "Draft, not valid"
        assert (said in title_of(pdf)) is not is_valid, kind
        assert all(map(is_red_across, pictures(pdf, 30, grayscale=False))), kind
        assert draft.code not in text_of(pdf), kind
        for code in (code for page in codes(pdf) for code in page):
            last = code.rpartition("/")[2]
            assert UNUSED_CODE in code or UNUSED_LINK in code or last == UNUSED_SERIAL, (kind, code)


def test_pages_are_pictures_named_and_kept_by_nobody(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    page = secretary.get(base(view, "notice") + "/preview?language=zh")
    assert page.headers["Cache-Control"] == "no-store"
    found = re.findall(r'<img[^>]*src="([^"]+)"[^>]*alt="([^"]+)"\s+width="(\d+)" height="(\d+)"', page.text)
    pages = opened(secretary.get(base(view, "notice") + "/preview.pdf").data).pages
    assert len(found) == page.text.count("<figure") == len(pages)
    for number, (address, alt, width, height) in enumerate(found, start=1):
        assert alt == f"公告，第{number}页，共{len(found)}页"
        picture = secretary.get(address.replace("&amp;", "&"))
        assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/png", "no-store")
        assert Image.open(BytesIO(picture.data)).size == (int(width), int(height))
    assert secretary.get(f"{base(view, 'notice')}/page-{len(found) + 1}.png").status_code == 404
    assert secretary.get(base(view, "notice") + "/page-0.png").status_code == 404


def test_a_changed_text_shows(secretary: LookingClient, session: Session, estate: int) -> None:
    draft = people.make_draft(session, estate)
    before = secretary.get(base(draft, "poster-a4") + "/preview?language=zh").text
    plan = a_plan(title={"zh": "屋面防水改造征询", "en": "Mending the roof"})
    change_draft(session, estate, draft.id, plan, made_from=1, by="钱敏", now=people.OPENS_AT, zone=SHANGHAI)
    after = secretary.get(base(draft, "poster-a4") + "/preview?language=zh").text
    addresses = [re.findall(r'src="([^"]+page-1[^"]+)"', text)[0].replace("&amp;", "&") for text in (before, after)]
    shown = [secretary.get(address).data for address in addresses]
    assert addresses[0] != addresses[1]
    assert shown[0] != shown[1]
    assert "屋面防水改造征询" in text_of(secretary.get(base(draft, "poster-a4") + "/preview.pdf?language=zh").data)


def test_samples_hold_no_real_household(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    serials = {row.paper_serial for row in people.electors(session, view)}
    for kind in ("letters", "ballots", "ballots-large"):
        pdf = secretary.get(base(view, kind) + "/preview.pdf?language=zh").data
        found = {code for page in codes(pdf) for code in page}
        assert found, kind
        assert not found & serials, kind
        assert all(UNUSED_LINK in code or code.rpartition("/")[2] == UNUSED_SERIAL for code in found), kind
        assert "样张，不作数" in title_of(pdf), kind
        assert all(map(is_red_across, pictures(pdf, 30, grayscale=False))), kind


def test_a_preview_says_so_on_every_page_and_the_printed_paper_does_not(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    shown = secretary.get(base(view, "notice") + "/preview.pdf?language=zh").data
    page = base(view, "notice") + "/preview"
    printed = send(secretary, page, to=f"/console/c/{view.code}/prints/paper/notice?language=zh").data
    assert title_of(shown).startswith("预览")
    assert "预览" not in title_of(printed)
    assert all(map(is_red_across, pictures(shown, 30, grayscale=False)))
    assert not any(map(is_red_across, pictures(printed, 30, grayscale=False)))
    assert "预览" in text_of(shown)
    assert codes(printed) == codes(shown)


def test_what_is_typed_shows_in_the_preview(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    page = base(view, "invitations") + "/preview"
    asked = send(secretary, f"{page}?language=zh", {"at": "2026-12-30T19:00", "place": "东门 & 活动室"})
    assert asked.status_code == 303
    shown = secretary.get(asked.location)
    assert 'value="东门 &amp; 活动室"' in shown.text
    download = re.findall(r'href="([^"]+preview\.pdf[^"]+)"', shown.text)[0].replace("&amp;", "&")
    text = text_of(secretary.get(download).data)
    assert text.count("2026年12月30日（周三）19:00") == 2
    assert text.count("东门&活动室") == 2
    picture = re.findall(r'src="([^"]+page-1[^"]+)"', shown.text)[0]
    assert "at=2026-12-30" in picture, "a server that has not kept the paper makes it from the address"


@pytest.mark.parametrize("reason", ["printing-missing", "nobody-to-print-for"])
def test_what_cannot_be_made_says_why(
    secretary: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    def refuse(wanted: object) -> bytes:
        raise Refusal(reason)

    view = people.make_open_consultation(session, estate)
    monkeypatch.setattr("consult.web.console.preview.MAKERS", {**MAKERS, "notice": refuse})
    page = secretary.get(base(view, "notice") + "/preview?language=zh")
    assert page.status_code == 200
    assert "这份材料现在还做不出来" in page.text
    assert "<figure" not in page.text


@pytest.mark.usefixtures("estate")
def test_an_estate_with_nobody_on_its_roll(client: LookingClient, session: Session) -> None:
    empty = people.make_estate(session, (), code="empty")
    come_in_as_staff(client, session, make_staff(session, empty, login="empty"), now=people.MIDWAY)
    draft = people.make_draft(session, empty)
    for kind in ("notice", "rule-sheet", "counting-record"):
        assert "这份材料现在还做不出来" in client.get(base(draft, kind) + "/preview").text
    assert "<figure" in client.get(base(draft, "poster-a4") + "/preview").text


def test_what_is_no_paper_is_missing(secretary: LookingClient, session: Session, estate: int) -> None:
    draft = people.make_draft(session, estate)
    for kind in ("result", "turnout-sheet", "wallpaper"):
        assert secretary.get(base(draft, kind) + "/preview").status_code == 404
        assert secretary.get(base(draft, kind) + "/preview.pdf").status_code == 404


def test_a_poster_in_both_languages(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    text = text_of(secretary.get(base(view, "poster-a3") + "/preview.pdf?language=both").data)
    assert "Answerby" in text
    assert "Codegenuine" not in text
    page = secretary.get(f"/console/c/{view.code}/papers?language=both").text
    assert "poster-a4/preview?language=both" in page
    assert "notice/preview?language=zh" in page


def test_large_print_is_ordered_as_a_batch(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    page = secretary.get(f"/console/c/{view.code}/papers").text
    assert f'href="/console/c/{view.code}/prints/batch/ballots-large"' in page
    assert "大字" in secretary.get(f"/console/c/{view.code}/prints/batch/ballots-large").text
