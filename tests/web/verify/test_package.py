"""The package on the book's page: for anyone, once the vote is closed, whole."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from consult.verifier import verify
from tests import people
from tests.looking_client import LookingClient


def test_anyone_gets_a_whole_package(client: LookingClient, session: Session, tmp_path: Path) -> None:
    view = people.make_closed_consultation(session)
    address = f"/c/{view.code}/book/package.zip"
    assert address in client.get(f"/c/{view.code}/book").text
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert f"package-{view.code}.zip" in answer.headers["Content-Disposition"]
    assert answer.content_length == len(answer.data)
    file = tmp_path / "package.zip"
    file.write_bytes(answer.data)
    assert not verify.examine(file).faults


def test_an_open_vote_offers_none(client: LookingClient, session: Session) -> None:
    view = people.make_open_consultation(session)
    assert "package.zip" not in client.get(f"/c/{view.code}/book").text
    assert client.get(f"/c/{view.code}/book/package.zip").status_code == 400


def test_a_draft_is_unknown(client: LookingClient, session: Session) -> None:
    view = people.make_draft(session)
    assert client.get(f"/c/{view.code}/book/package.zip").status_code == 404
