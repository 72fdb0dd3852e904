"""The log of deeds: every deed that somebody signs for has words, and is noted with itself or not at all."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import consult.actions
from consult.actions.close_consultation import close_consultation
from consult.actions.open_consultation import open_consultation
from consult.actions.record_export import Exported, record_export
from consult.domain.refusal import Refusal
from consult.models.deed_log import StaffDeed
from consult.models.deed_note import ABOUT, deed_name, is_noted
from consult.wording.deeds import DEEDS
from tests import people


def signed_deeds() -> set[str]:
    """The names of all deeds that somebody signs for."""
    found = set()
    for part in pkgutil.iter_modules(consult.actions.__path__):
        module = importlib.import_module(f"consult.actions.{part.name}")
        for act in vars(module).values():
            inner = getattr(act, "__wrapped__", None)
            if inner is not None and inner.__module__ == module.__name__ and is_noted(inner):
                found.add(deed_name(inner))
    return found


def test_every_deed_that_is_signed_has_words() -> None:
    assert signed_deeds() - set(DEEDS) == set()
    assert set(ABOUT) <= set(DEEDS)


def noted(session: Session) -> list[tuple[str, str]]:
    return [(row.deed, row.by) for row in session.scalars(select(StaffDeed).order_by(StaffDeed.at))]


def test_deeds_of_staff_are_noted_and_those_of_households_are_not(session: Session) -> None:
    view = people.make_open_consultation(session)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    mine = people.SECRETARY.name
    lines = [line for line in noted(session) if line[0] != "import_roll"]
    assert lines == [(deed, mine) for deed in ("draft_consultation", "announce_consultation", "open_consultation")]
    assert {row.consultation_id for row in session.scalars(select(StaffDeed)) if row.deed != "import_roll"} == {view.id}


def test_a_deed_that_was_refused_leaves_no_line(session: Session) -> None:
    view = people.make_open_consultation(session)
    before = noted(session)
    with pytest.raises(Refusal):
        open_consultation(session, view.estate.id, view.id, by="丁一平", now=people.MIDWAY)
    assert noted(session) == before


def test_of_two_who_close_the_second_is_noted(session: Session) -> None:
    view = people.make_open_consultation(session)
    close_consultation(
        session, view.estate.id, view.id, by="钱敏", confirmed_by=people.SCRUTINEER.name, now=view.closes_at
    )
    assert noted(session)[-1] == ("close_consultation", people.SCRUTINEER.name)


def test_taking_a_file_out_says_which(session: Session) -> None:
    estate = people.make_estate(session)
    record_export(session, Exported("export-log", estate), by="钱敏", now=people.MIDWAY)
    line = session.scalars(select(StaffDeed).where(StaffDeed.deed == "record_export")).one()
    assert (line.about, line.consultation_id) == ("export-log", None)
