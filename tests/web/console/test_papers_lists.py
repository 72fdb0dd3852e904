"""Working lists and daily papers in the console: there while they make sense, given by batch or button only."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import people
from tests.documents.reading import opened, text_of
from tests.looking_client import LookingClient

pytestmark = pytest.mark.one_database

PAPERS = ("delivery-sheets", "walking-lists", "turnout-sheet", "digest")


def test_every_paper_is_linked_and_looked_at_with_its_mark(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    page = secretary.get(f"/console/c/{view.code}").text
    for name in PAPERS:
        address = f"/console/c/{view.code}/papers/{name}/preview"
        assert address in page
        paper = secretary.get(f"{address}.pdf?language=zh")
        assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
        assert "no-store" in paper.headers["Cache-Control"]
        assert "车棚改造与充电桩征询" in text_of(paper.data)
        with opened(paper.data) as pdf:
            assert str(pdf.docinfo["/Title"]).startswith("预览")


@pytest.mark.parametrize("name", ["notice", "result", "proxy-forms", "delivery-sheets", "walking-lists", "digest"])
def test_no_paper_leaves_without_a_line_in_the_log(
    secretary: LookingClient, session: Session, estate: int, name: str
) -> None:
    view = people.make_closed_consultation(session, estate)
    assert secretary.get(f"/console/c/{view.code}/{name}.pdf").status_code == 404


def test_after_the_end_there_is_nothing_left_to_walk(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_closed_consultation(session, estate)
    assert "walking-lists" not in secretary.get(f"/console/c/{view.code}").text
    assert secretary.get(f"/console/c/{view.code}/papers/walking-lists/preview.pdf").status_code == 404
