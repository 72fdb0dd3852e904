"""`consult print` of the formal papers beside notice and result."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import people
from tests.actions.test_enter_proxy_ballot import WITH_PROXIES
from tests.cli.conftest import Run
from tests.documents.reading import opened, packed, text_of

pytestmark = pytest.mark.one_database


def printed(ran_out: str) -> bytes:
    return Path(ran_out.strip()).read_bytes()


def test_proxy_forms_for_anybody_and_for_each_elector(installed: Run, kept: Session, tmp_path: Path) -> None:
    view = people.make_announced_consultation(kept, channels=WITH_PROXIES)
    where = ("-o", str(tmp_path), "--language", "zh")
    blank = installed("print", "proxy-form", view.code, *where)
    assert Path(blank.out.strip()).name == f"{view.code}-proxy-form-zh.pdf"
    assert "授权委托书" in text_of(printed(blank.out))
    every = printed(installed("print", "proxy-forms", view.code, *where).out)
    assert len(opened(every).pages) == people.HEADS
    some = printed(installed("print", "proxy-forms", view.code, "--building", "1", *where).out)
    assert 0 < len(opened(some).pages) < people.HEADS
    assert "1号101室" in text_of(some)


def test_no_proxy_form_without_the_channel(installed: Run, kept: Session, tmp_path: Path) -> None:
    view = people.make_announced_consultation(kept)
    assert view.code in installed("print", "proxy-form", view.code, "-o", str(tmp_path)).refused()
    assert not list(tmp_path.glob("*.pdf"))


def test_invitations_with_time_and_place(installed: Run, kept: Session, tmp_path: Path) -> None:
    view = people.make_announced_consultation(kept)
    asked = ("--at", "2026-12-30 19:00", "--place", "居委会会议室", "--language", "zh", "-o", str(tmp_path))
    text = text_of(printed(installed("print", "invitations", view.code, *asked).out))
    assert text.count("2026年12月30日（周三）19:00") == 2
    assert text.count("居委会会议室") == 2


def test_the_counting_record_before_and_after_closing(installed: Run, kept: Session, tmp_path: Path) -> None:
    where = ("-o", str(tmp_path), "--language", "en")
    before = people.make_open_consultation(kept)
    form = printed(installed("print", "counting-record", before.code, *where).out)
    assert not opened(form).attachments
    after = people.make_closed_consultation(kept, before.estate.id)
    record = printed(installed("print", "counting-record", after.code, *where).out)
    assert "result.json" in opened(record).attachments
    assert packed(f"Valid and invalid together: {people.HEADS} + 0 = {people.HEADS} received.") in text_of(record)


def test_minutes_also_of_a_draft_and_objections_only_later(installed: Run, kept: Session, tmp_path: Path) -> None:
    draft = people.make_draft(kept)
    where = ("-o", str(tmp_path), "--language", "zh")
    ran = installed("print", "minutes", draft.code, "--meeting", "coordination", *where)
    assert Path(ran.out.strip()).name == f"{draft.code}-minutes-coordination-zh.pdf"
    assert "协调会会议纪要" in text_of(printed(ran.out))
    assert installed("print", "objections", draft.code, *where).refused()
    closed = people.make_closed_consultation(kept, draft.estate.id)
    assert "异议登记表" in text_of(printed(installed("print", "objections", closed.code, *where).out))
