"""The book of a secret poll says who took part and nothing else: no sheet, no batch and no sample stands in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.actions.register_fingerprints import register_fingerprints
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.queries.consultations import ConsultationView
from tests import people, secret_polls
from tests.doorstep.rounds import begin_round

Deed = Callable[[Session, ConsultationView, str], object]


def _set_aside(session: Session, view: ConsultationView, serial: str) -> None:
    set_aside_paper_ballot(session, view.estate.id, view.id, serial, "spoilt", by="钱敏", now=people.MIDWAY)


def _enter_useless(session: Session, view: ConsultationView, serial: str) -> object:
    read = SheetRead("a sheet", view.estate.id, view.id, serial, invalid="blank")
    return enter_paper_ballot(session, read, by="钱敏", now=people.MIDWAY)


def _reconcile(session: Session, view: ConsultationView, _serial: str) -> object:
    return reconcile_sheets(session, view.estate.id, view.id, CountedByHand(0, 0), by="钱敏", now=people.MIDWAY)


@pytest.mark.parametrize("act", [_set_aside, _enter_useless, _reconcile], ids=["set aside", "entered", "reconciled"])
def test_no_sheet_leaves_a_line(session: Session, act: Deed) -> None:
    view = secret_polls.make_open(session)
    serial = people.elector_of(session, view, people.CHEN_AYI).paper_serial
    with pytest.raises(Refusal) as refused:
        act(session, view, serial)
    assert refused.value.reason == "channel-not-offered"
    assert len(list(lines(session, view.estate.id, view.id))) == 1


def test_a_phone_registers_without_a_line(session: Session) -> None:
    view = secret_polls.make_open(session)
    device = int(begin_round(session, view=view).phone.device)
    said = register_fingerprints(session, view.estate.id, device, view.code, ["ab" * 32], now=people.MIDWAY)
    assert said is None
    assert len(list(lines(session, view.estate.id, view.id))) == 1
