"""Recounting in the browser: offered when the book is closed, and as a page to keep that needs no server."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.packaging.recount_page import MODULES, recount_page
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session)


def test_it_is_offered_once_the_book_is_closed(session: Session, client: LookingClient, view: ConsultationView) -> None:
    address = f"/c/{view.code}/book"
    assert "data-recount" not in client.get(address).text
    close_consultation(session, view.estate.id, view.id, by=people.SECRETARY.name, now=view.closes_at)
    seen = client.get(address).text
    assert f'data-recount="{address}/package.zip"' in seen
    assert "在这个浏览器里重新计票" in seen


@pytest.mark.one_database
def test_the_page_to_keep_is_handed_over_as_a_file(client: LookingClient, view: ConsultationView) -> None:
    answer = client.get(f"/c/{view.code}/book/recount.html")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="recount.html"'
    assert answer.get_data() == recount_page()


def test_the_page_to_keep_fetches_nothing() -> None:
    page = recount_page().decode()
    assert "default-src 'none'" in page
    assert not re.findall(r"""(?:src|href|action)=|https?://|\bimport\b|\bfetch\(""", page.replace("default-src", ""))


def test_every_module_is_in_it_but_the_one_for_our_own_page() -> None:
    page = recount_page().decode()
    left_out = {path.stem for path in MODULES.glob("*.js") if f"const module_{path.stem} =" not in page}
    assert left_out == {"page"}
