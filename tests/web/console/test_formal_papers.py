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

PAPERS = ("proxy-form", "proxy-forms", "invitations", "counting-record", "objections", "minutes-hearing")


def test_every_paper_is_linked_where_it_makes_sense(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate, channels=WITH_PROXIES)
    page = secretary.get(f"/console/c/{view.code}").text
    for name in PAPERS:
        assert f"/console/c/{view.code}/papers/{name}/preview" in page


def test_proxy_forms_only_where_proxies_are_taken(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    assert "proxy-form" not in secretary.get(f"/console/c/{view.code}").text
    assert secretary.get(f"/console/c/{view.code}/papers/proxy-form/preview.pdf").status_code == 404


def test_of_a_draft_minutes_are_printed_and_nothing_else(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    draft = people.make_draft(session, estate)
    page = f"/console/c/{draft.code}/papers"
    printed = send(secretary, page, to=f"/console/c/{draft.code}/prints/paper/minutes-hearing?language=zh")
    assert "听证会会议纪要" in text_of(printed.data)
    assert send(secretary, page, to=f"/console/c/{draft.code}/prints/paper/objections").status_code == 409
    assert send(secretary, page, to=f"/console/c/{draft.code}/prints/paper/minutes-party").status_code == 404


def test_after_closing_the_record_has_the_figures(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_closed_consultation(session, estate)
    page = f"/console/c/{view.code}/papers"
    paper = send(secretary, page, to=f"/console/c/{view.code}/prints/paper/counting-record?language=zh")
    assert "result.json" in opened(paper.data).attachments
    register = text_of(secretary.get(f"{page}/objections/preview.pdf?language=zh").data)
    assert "公示期" in register
    assert "proxy-form" not in secretary.get(f"/console/c/{view.code}").text


def test_every_paper_printed_once_is_offered_beside_the_log(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_closed_consultation(session, estate)
    log = f"/console/c/{view.code}/prints"
    offered = secretary.get(log).text
    for action in ("rule-sheet?language=zh", "poster-a3?language=both", "readings?language=en", "result-by-building?"):
        assert f"{log}/paper/{action}" in offered
    # What asks for a time or a place is printed from the page that asks.
    assert f"{log}/paper/notice" not in offered
    assert "papers/notice/preview?language=zh#typed" in offered
    assert "papers/notice/preview?language=zh#typed" in secretary.get(f"/console/c/{view.code}/papers").text


def test_a_form_that_is_printed_stands_in_the_log(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate, channels=WITH_PROXIES)
    log = f"/console/c/{view.code}/prints"
    offered = secretary.get(log).text
    assert "授权委托书（已填室号、编号）" in offered
    printed = send(secretary, log, to=f"{log}/paper/minutes-review?language=zh")
    assert (printed.status_code, printed.mimetype) == (200, "application/pdf")
    assert "评议会会议纪要" in text_of(printed.data)
    assert secretary.get(log).text.count("评议会会议纪要") > offered.count("评议会会议纪要")


def test_an_invitation_is_printed_with_time_and_place_from_its_preview(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    preview = f"/console/c/{view.code}/papers/invitations/preview"
    action = f"/console/c/{view.code}/prints/paper/invitations?language=zh"
    printed = send(secretary, preview, {"at": "2026-12-30T19:00", "place": "东门活动室"}, to=action)
    assert text_of(printed.data).count("2026年12月30日（周三）19:00") == 2
    assert text_of(printed.data).count("东门活动室") == 2
