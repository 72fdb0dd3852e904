"""Sheets handed in on time and entered after the end: counted until CLOSE, by the product and by a stranger alike."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.packaging.public_package import write_package
from consult.queries.consultations import consultation_of_id
from consult.queries.package import public_package
from consult.verifier import verify
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_enter_proxy_ballot import WITH_PROXIES, enter, entry
from tests.people import CLOSES_AT


def test_a_stranger_counts_the_late_sheets_too(session: Session, tmp_path: Path) -> None:
    view = people.make_open_consultation(session, channels=WITH_PROXIES, procedure={"late_paper": True})
    now = CLOSES_AT + timedelta(days=1)
    enter(session, entry(session, view, people.CHEN_AYI), now)
    people.vote(session, view, people.ZHAO_KE, {1: "agree"}, now=now, on_paper=True)
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=now)
    assert (result["returned"]["proxy"], result["returned"]["paper"]) == (1, 1)
    with (tmp_path / "late.zip").open("wb") as file:
        write_package(public_package(session, consultation_of_id(session, view.estate.id, view.id), SHANGHAI), file)
    assert not verify.examine(tmp_path / "late.zip").faults
