"""Formal papers in the console: linked where they make sense, and only there."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import people
from tests.actions.test_enter_proxy_ballot import WITH_PROXIES
from tests.documents.reading import opened, text_of
from tests.looking_client import LookingClient
from tests.web.visitors import send

pytestmark = pytest.mark.one_database

PAPERS = ("proxy-form", "proxy-forms", "invitations", "counting-record", "objections", "minutes")


def test_every_paper_is_linked_and_answers_a_pdf(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate, channels=WITH_PROXIES)
    page = secretary.get(f"/console/c/{view.code}").text
    for name in PAPERS:
        address = f"/console/c/{view.code}/{name}.pdf"
        assert address in page
        paper = secretary.get(f"{address}?language=zh")
        assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
        assert "车棚改造与充电桩征询" in text_of(paper.data) or name == "proxy-forms"
    assert len(opened(secretary.get(f"/console/c/{view.code}/proxy-forms.pdf").data).pages) == people.HEADS
    assert secretary.get(f"/console/c/{view.code}/proxy-forms.pdf?building=99").status_code == 404


def test_proxy_forms_only_where_proxies_are_taken(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    assert "proxy-form" not in secretary.get(f"/console/c/{view.code}").text
    assert secretary.get(f"/console/c/{view.code}/proxy-form.pdf").status_code == 409


def test_a_draft_has_minutes_and_nothing_else(secretary: LookingClient, session: Session, estate: int) -> None:
    draft = people.make_draft(session, estate)
    page = secretary.get(f"/console/c/{draft.code}").text
    assert "minutes.pdf?meeting=hearing" in page.replace("&amp;", "&").replace("language=zh&", "")
    assert "counting-record" not in page
    assert "听证会会议纪要" in text_of(secretary.get(f"/console/c/{draft.code}/minutes.pdf?language=zh").data)
    assert secretary.get(f"/console/c/{draft.code}/objections.pdf").status_code == 409
    assert secretary.get(f"/console/c/{draft.code}/minutes.pdf?meeting=party").status_code == 404


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("2026-12-30T19:00", "2026年12月30日（周三）19:00", id="a time"),
        pytest.param("tomorrow", "计票时间", id="no time at all"),
    ],
)
def test_invitations_take_time_and_place(
    secretary: LookingClient, session: Session, estate: int, typed: str, printed: str
) -> None:
    view = people.make_open_consultation(session, estate)
    asked = {"at": typed, "place": "活动室<b>", "language": "zh"}
    text = text_of(secretary.get(f"/console/c/{view.code}/invitations.pdf", query_string=asked).data)
    assert text.count(printed) == 2
    assert text.count("活动室<b>") == 2


def test_after_closing_the_record_has_the_figures(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_closed_consultation(session, estate)
    paper = secretary.get(f"/console/c/{view.code}/counting-record.pdf?language=zh")
    assert "result.json" in opened(paper.data).attachments
    register = text_of(secretary.get(f"/console/c/{view.code}/objections.pdf?language=zh").data)
    assert "公示期" in register
    assert "proxy-form" not in secretary.get(f"/console/c/{view.code}").text


def test_a_form_that_is_printed_stands_in_the_log(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate, channels=WITH_PROXIES)
    log = f"/console/c/{view.code}/prints"
    offered = secretary.get(log).text
    assert "授权委托书（已填室号、编号）" in offered
    assert "评议会会议纪要" in offered
    printed = send(secretary, log, to=f"{log}/paper/minutes.pdf?meeting=review&language=zh")
    assert (printed.status_code, printed.mimetype) == (200, "application/pdf")
    assert "评议会会议纪要" in text_of(printed.data)
    assert secretary.get(log).text.count("评议会会议纪要") > offered.count("评议会会议纪要")


def test_an_invitation_is_printed_with_time_and_place_from_its_preview(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    preview = f"/console/c/{view.code}/papers/invitations/preview"
    action = f"/console/c/{view.code}/prints/paper/invitations.pdf?language=zh"
    printed = send(secretary, preview, {"at": "2026-12-30T19:00", "place": "东门活动室"}, to=action)
    assert text_of(printed.data).count("2026年12月30日（周三）19:00") == 2
    assert text_of(printed.data).count("东门活动室") == 2
