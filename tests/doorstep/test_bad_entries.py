"""What cannot take effect is kept as it came, explained in both languages, and never half-applied."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.assign_buildings import assign_buildings
from consult.actions.decide_doorstep_entries import decide_doorstep_entries
from consult.actions.enrol_device import revoke_device
from consult.actions.receive_doorstep_bundle import let_waiting_take_effect
from consult.domain.consultation import Channel
from consult.models.account import Staff
from consult.models.assistance import Assistance
from consult.models.ballot import Ballot
from consult.models.doorstep import CollectedPaper
from consult.models.ledger import LedgerLine
from consult.models.service import ServiceAttempt
from consult.queries.doorstep_entries import collected
from consult.wording.language import SHANGHAI
from tests import a_picture, people
from tests.doorstep.phone import Pending, b64, padded
from tests.doorstep.rounds import CHANNELS, SECRET, Round, begin_round, enrolled_phone
from tests.people import AFTER, MIDWAY

PDF = b64(b"%PDF-1.7 a scan of the sheet")
HEIC = b64(b"\0\0\0\x18ftypheic" + bytes(40))


def _torn(walk: Round) -> Pending:
    return walk.phone.keep(walk.view.code, b'{"v":1,"kind":"vis')


def _of_another_version(walk: Round) -> Pending:
    return walk.answers(people.CHEN_AYI, text="0" * 64)


def _of_nobody(walk: Round) -> Pending:
    return walk.phone.record(walk.view.code, 12345, "visit", outcome="served")


def _of_another_building(walk: Round) -> Pending:
    return walk.visit(people.ZHAO_KE)


def _serial(serial: str) -> Callable[[Round], Pending]:
    return lambda walk: walk.paper(people.CHEN_AYI, serial=serial)


def _of_the_neighbour(walk: Round) -> Pending:
    return walk.paper(people.CHEN_AYI, serial=walk.door(people.LIU_SAN).paper_serial)


def _entered_before(walk: Round) -> Pending:
    people.vote(walk.session, walk.view, people.CHEN_AYI, {1: "agree"}, on_paper=True)
    return walk.paper(people.CHEN_AYI)


def _collected_before(walk: Round) -> Pending:
    walk.send(walk.paper(people.CHEN_AYI))
    return walk.paper(people.CHEN_AYI)


def _photo(photo: Any) -> Callable[[Round], Pending]:
    return lambda walk: walk.paper(people.CHEN_AYI, photo=photo)


def _voted_on_the_web(walk: Round) -> Pending:
    people.vote(walk.session, walk.view, people.CHEN_AYI, {1: "agree"})
    return walk.answers(people.CHEN_AYI)


def _of_another_estate(walk: Round) -> Pending:
    other = people.make_open_consultation(walk.session, people.make_estate(walk.session, code="other"))
    return walk.phone.record(other.code, walk.door(people.CHEN_AYI).id, "visit", outcome="served")


def _sealed_for_others(walk: Round) -> Pending:
    other = people.make_estate(walk.session, code="other")
    staff = Staff(estate_id=other, name="别人", login="others", role="leader", created_at=MIDWAY)
    walk.session.add(staff)
    walk.session.commit()
    theirs = enrolled_phone(walk.session, other, staff.id)
    walk.phone.key_id, walk.phone.public = theirs.key_id, theirs.public
    return walk.visit(people.CHEN_AYI)


def _opened_on_its_way(walk: Round) -> Pending:
    entry = walk.visit(people.CHEN_AYI)
    sealed = entry.envelope["sealed"]
    return Pending(entry.envelope | {"sealed": sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]})


def _moved_to_another_outside(walk: Round) -> Pending:
    return Pending(walk.visit(people.CHEN_AYI).envelope | {"submission_id": "0" * 32})


BAD = [
    pytest.param(_torn, "refused", "entry-torn", id="a torn JSON"),
    pytest.param(_of_another_version, "refused", "other-version", id="answers for older questions"),
    pytest.param(_of_nobody, "refused", "unknown-elector", id="a door that is not there"),
    pytest.param(_of_another_building, "refused", "unknown-elector", id="a door of another building"),
    pytest.param(_serial("12345"), "refused", "serial-mistyped", id="a mistyped serial"),
    pytest.param(_serial("99994"), "refused", "unknown-serial", id="a serial never issued"),
    pytest.param(_of_the_neighbour, "refused", "serial-elsewhere", id="a serial of another room"),
    pytest.param(_entered_before, "conflict", "paper-entered-already", id="a serial used at the desk"),
    pytest.param(_collected_before, "conflict", "paper-collected-already", id="a serial used on the stairs"),
    pytest.param(_photo(HEIC), "refused", "photo-heic", id="a HEIC"),
    pytest.param(_photo(PDF), "refused", "photo-pdf", id="a PDF"),
    pytest.param(_photo(b64(bytes(2 * 1024 * 1024 + 1))), "refused", "entry-torn", id="too large a photo"),
    pytest.param(_photo("not base64!"), "refused", "entry-torn", id="a photo that is no photo"),
    pytest.param(_voted_on_the_web, "conflict", "already-answered", id="a household that voted on the web"),
    pytest.param(_of_another_estate, "quarantined", "consultation-unknown", id="another estate's consultation"),
    pytest.param(_sealed_for_others, "quarantined", "seal-unreadable", id="sealed for another estate"),
    pytest.param(_opened_on_its_way, "quarantined", "seal-unreadable", id="changed on its way"),
    pytest.param(_moved_to_another_outside, "quarantined", "seal-unreadable", id="moved into another envelope"),
]


def effects(session: Session) -> list[int]:
    tables = (Ballot, ServiceAttempt, CollectedPaper)
    return [session.scalars(select(func.count()).select_from(table)).one() for table in tables]


@pytest.mark.parametrize(("make", "status", "reason"), BAD)
def test_it_is_kept_and_explained(session: Session, make: Callable[[Round], Pending], status: str, reason: str) -> None:
    walk = begin_round(session)
    entry = make(walk)
    before = effects(session)
    first, again = walk.send(entry), walk.send(entry)
    assert first == again
    assert (first[0].status.value, first[0].reason) == (status, reason)
    assert set(first[0].sentence or {}) == {"zh", "en"}
    assert effects(session) == before
    assert b64(walk.row(entry).sealed) == entry.envelope["sealed"]


def test_a_door_of_another_building_reads_like_one_that_is_not_there(session: Session) -> None:
    walk = begin_round(session)
    theirs, nobodys = walk.send(_of_another_building(walk), _of_nobody(walk))
    assert (theirs.reason, theirs.sentence) == (nobodys.reason, nobodys.sentence)


def test_other_bytes_under_a_used_key_are_kept_apart(session: Session) -> None:
    walk = begin_round(session)
    first = walk.visit(people.CHEN_AYI)
    told = {"v": 1, "kind": "visit", "elector": str(walk.door(people.LIU_SAN).id), "outcome": "refused"}
    told |= {"made_at": MIDWAY.isoformat()}
    second = walk.phone.keep(walk.view.code, padded(told), first.envelope["submission_id"])
    assert [ack.status.value for ack in walk.send(first)] == ["recorded"]
    assert [ack.reason for ack in walk.send(second)] == ["entry-reused"]
    assert effects(session) == [0, 1, 0]


def test_of_two_under_one_key_in_one_bundle_one_takes_effect(session: Session) -> None:
    walk = begin_round(session)
    first = walk.visit(people.CHEN_AYI)
    told = {"v": 1, "kind": "visit", "elector": str(walk.door(people.LIU_SAN).id), "outcome": "refused"}
    told |= {"made_at": MIDWAY.isoformat()}
    second = walk.phone.keep(walk.view.code, padded(told), first.envelope["submission_id"])
    sent = walk.send(first, second)
    assert sorted(str(ack.reason) for ack in sent) == ["None", "entry-reused"]
    assert effects(session) == [0, 1, 0]


def test_a_channel_that_is_not_offered_takes_nothing(session: Session) -> None:
    walk = begin_round(session, channels=(Channel.WEB,))
    reasons = [ack.reason for ack in walk.send(walk.answers(people.CHEN_AYI), walk.paper(people.LIU_SAN))]
    assert reasons == ["channel-not-offered", "channel-not-offered"]


def test_what_a_revoked_phone_sends_waits_and_may_be_let_in(session: Session) -> None:
    walk = begin_round(session)
    entry = walk.answers(people.CHEN_AYI)
    revoke_device(session, walk.estate_id, int(walk.phone.device), by="钱敏", now=MIDWAY)
    [held] = walk.send()
    assert (held.status.value, held.reason) == ("quarantined", "device-revoked")
    # It was registered on arrival: the committee may take its time, also past the end.
    decide_doorstep_entries(
        session, walk.estate_id, [walk.row(entry).id], let_in=True, note="本人", by="钱敏", now=AFTER
    )
    assert not let_waiting_take_effect(session, walk.estate_id, secret=SECRET, zone=SHANGHAI, now=AFTER)
    assert walk.row(entry).status == "recorded"
    assert session.scalars(select(Ballot.entered_by)).one() == "马建国"
    payload = session.scalars(select(LedgerLine.entry).where(LedgerLine.type == "BALLOT")).one()
    assert json.loads(payload)["payload"]["registered"]["fingerprint"] == entry.fingerprint


def test_a_leader_whose_buildings_changed_is_not_lost(session: Session) -> None:
    walk = begin_round(session)
    entry = walk.visit(people.CHEN_AYI)
    assign_buildings(session, walk.estate_id, walk.leader_id, ["2"])
    assert [ack.reason for ack in walk.send()] == ["unknown-elector"]
    decide_doorstep_entries(
        session, walk.estate_id, [walk.row(entry).id], let_in=True, note="换楼", by="钱敏", now=MIDWAY
    )
    let_waiting_take_effect(session, walk.estate_id, secret=SECRET, zone=SHANGHAI, now=MIDWAY)
    assert effects(session) == [0, 1, 0]


def test_a_leader_who_left_sends_into_quarantine(session: Session) -> None:
    walk = begin_round(session)
    walk.visit(people.CHEN_AYI)
    session.get_one(Staff, (walk.estate_id, walk.leader_id)).is_active = False
    session.commit()
    assert [ack.reason for ack in walk.send()] == ["device-revoked"]


def test_a_collected_sheet_waits_with_its_photo_to_be_keyed(session: Session) -> None:
    walk = begin_round(session, channels=CHANNELS)
    walk.send(walk.paper(people.CHEN_AYI, note="门口交的"))
    [waiting] = collected(session, walk.view)
    assert (waiting.serial, waiting.by) == (walk.door(people.CHEN_AYI).paper_serial, "马建国")
    people.vote(session, walk.view, people.CHEN_AYI, {1: "agree"}, on_paper=True, now=MIDWAY + timedelta(hours=1))
    assert not collected(session, walk.view)


def test_one_photo_of_two_sheets_is_for_a_person_to_decide(session: Session) -> None:
    walk = begin_round(session, channels=CHANNELS)
    photo = b64(a_picture.picture(kind="JPEG"))
    first = walk.paper(people.CHEN_AYI, photo=photo)
    assert [ack.status.value for ack in walk.send(first)] == ["recorded"]
    [held] = walk.send(walk.paper(people.LIU_SAN, photo=photo))
    assert (held.status.value, held.reason) == ("refused", "photo-of-another-sheet")
    assert walk.door(people.CHEN_AYI).paper_serial in (held.sentence or {})["zh"]
    assert [sheet.serial for sheet in collected(session, walk.view)] == [walk.door(people.CHEN_AYI).paper_serial]


def test_who_helped_is_kept_beside_the_ballot(session: Session) -> None:
    walk = begin_round(session)
    walk.send(walk.answers(people.CHEN_AYI, helper="陈雪", relation="女儿"))
    [kept] = session.scalars(select(Assistance))
    assert (kept.name, kept.relation, kept.elector_id) == ("陈雪", "女儿", walk.door(people.CHEN_AYI).id)


def test_a_slip_code_is_told_only_while_the_household_is_at_the_phone(session: Session) -> None:
    walk = begin_round(session)
    at_once = walk.answers(people.CHEN_AYI)
    assert walk.send(at_once, now=MIDWAY + timedelta(minutes=10))[0].receipt
    assert walk.send(at_once, now=MIDWAY + timedelta(minutes=21))[0].receipt is None
    in_the_evening = walk.answers(people.LIU_SAN)
    assert walk.send(in_the_evening, now=MIDWAY + timedelta(minutes=11))[0].receipt is None


def test_a_leader_never_reads_a_households_slip_code_or_line(session: Session) -> None:
    walk = begin_round(session)
    receipt = people.vote(session, walk.view, people.CHEN_AYI, {1: "agree"})
    [ack] = walk.send(walk.answers(people.CHEN_AYI))
    assert ack.reason == "already-answered"
    said = " ".join((ack.sentence or {}).values())
    assert "手机或电脑" in said
    assert receipt.code not in said
    assert f"第{receipt.seq}号" not in said
