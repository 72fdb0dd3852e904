"""Paper that two people read: a true package is whole, and whatever is done to its readings is found and named."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.photo import Photo
from consult.queries.consultations import ConsultationView
from consult.queries.package import public_package
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import AFTER, MIDWAY
from tests.statements import SETTLER, STATEMENT_PHOTO
from tests.verifier.mutations import put, renumber
from tests.verifier.packages import Forgery, zipped
from tests.verifier.trial import faults


def photo_of(serial: str) -> Photo:
    """A photo of this sheet and no other."""
    return Photo(b"jpeg", hashlib.sha256(serial.encode()).hexdigest(), 3, 4)


READINGS: dict[people.Person, tuple[Any, ...]] = {
    people.CHEN_AYI: ({1: "agree", 2: "1"}, {1: "agree", 2: "1"}),
    people.LIU_SAN: ({1: "agree"}, {1: "oppose"}, {1: "oppose"}),
    people.LEADER: ("spoilt", "spoilt"),
    people.ZHAO_KE: ({1: "oppose"}, {1: "oppose"}),
    people.SHEN_MEI: ({1: "agree"},),
    people.SUN_AND_WU: ({1: "void"}, "blank", {1: "agree"}),
}
"""What was read on each owner's sheet, by one person after the other."""


def read(
    session: Session, view: ConsultationView, owner: people.Person, said: Any, by: str, now: datetime = MIDWAY
) -> None:
    fields = {"invalid": said} if isinstance(said, str) else {"answers": said}
    serial = people.elector_of(session, view, owner).paper_serial
    sent = SheetRead(f"{serial}-{by}", view.estate.id, view.id, serial, photo=photo_of(serial), **fields)
    enter_paper_ballot(session, sent, by=by, now=now)


@pytest.fixture
def package(session: Session) -> bytes:
    """A vote on paper, with sheets in every state, one of them of a household that answered on the web meanwhile."""
    view = people.make_open_consultation(session, procedure={"paper_twice": True})
    for turn, by in enumerate(("钱敏", "丁一平", "马建国")):
        for owner, said in READINGS.items():
            if turn < len(said) and owner is not people.ZHAO_KE:
                read(session, view, owner, said[turn], by)
    read(session, view, people.ZHAO_KE, READINGS[people.ZHAO_KE][0], "马建国")
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    # What came in time is confirmed until the count.
    read(session, view, people.ZHAO_KE, READINGS[people.ZHAO_KE][1], "丁一平", now=AFTER)
    read(session, view, people.SHEN_MEI, {1: "oppose"}, "丁一平", now=AFTER)
    read(session, view, people.SHEN_MEI, {1: "oppose"}, "马建国", now=AFTER)
    zhao = people.elector_of(session, view, people.ZHAO_KE).id
    settling = Settling(zhao, "second-counts", "本人书面声明以纸质票为准，存档 5 号", photo=STATEMENT_PHOTO)
    settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=AFTER)
    boxed = CountedByHand(3, 7, "一张找到时已过截止时间，另一张还没有人复核")
    reconcile_sheets(session, view.estate.id, view.id, boxed, by="钱敏", now=AFTER)
    people.close_consultation(session, view.estate.id, view.id, by="", now=AFTER)
    return zipped(public_package(session, people.consultation_of_id(session, view.estate.id, view.id), SHANGHAI))


def test_a_package_of_sheets_is_whole_and_says_what_nobody_confirmed(package: bytes, tmp_path: Path) -> None:
    assert not faults(package, tmp_path)
    forgery = Forgery.of(package)
    sheets = forgery.result["sheets"]
    assert (sheets["entered"], sheets["unconfirmed"]) == (6, 1)
    assert (sheets["reconciled"]["missing"], sheets["reconciled"]["difference"]) == (5, 1)
    assert (forgery.result["valid"], forgery.result["double"], forgery.result["invalid"]) == (4, 1, {"spoilt": 1})
    forgery.seal()
    assert not faults(forgery.zipped(), tmp_path)


def line(f: Forgery, kind: str, at: int = 0) -> dict[str, Any]:
    """The payload of a line of a kind."""
    payload: dict[str, Any] = f.of_type(kind)[at]["payload"]
    return payload


def counted(f: Forgery) -> dict[str, Any]:
    """The ballot of the first sheet that two have read alike."""
    return next(entry["payload"] for entry in f.of_type("BALLOT") if entry["payload"]["channel"] == "paper")


def set_on(kind: str, **changes: Any) -> Callable[[Forgery], None]:
    return lambda f: line(f, kind).update(changes)


def counted_with(**changes: Any) -> Callable[[Forgery], None]:
    return lambda f: counted(f).update(changes)


def taken_out(kind: str) -> Callable[[Forgery], None]:
    def take(f: Forgery) -> None:
        f.entries.remove(f.of_type(kind)[0])
        renumber(f)

    return take


def twice(kind: str) -> Callable[[Forgery], None]:
    def write(f: Forgery) -> None:
        entry = f.of_type(kind)[0]
        put(f, f.entries.index(entry) + 1, copy.deepcopy(entry))

    return write


def one_person(f: Forgery) -> None:
    line(f, "PAPER_CONFIRM")["typist"] = line(f, "PAPER")["typist"]


def waits_no_more(f: Forgery) -> None:
    f.result["sheets"]["unconfirmed"] = 0


def counts_unread(f: Forgery) -> None:
    """The ballot of a sheet that only one person has read."""
    ballot = copy.deepcopy(next(e for e in f.of_type("BALLOT") if e["payload"]["channel"] == "paper"))
    [waiting] = [e for e in f.of_type("PAPER") if e["payload"]["serial"] not in settled(f)][:1]
    ballot["payload"] |= {key: waiting["payload"][key] for key in ("elector", "serial", "photo")}
    ballot["payload"]["paper"] = waiting["seq"]
    put(f, [e["type"] for e in f.entries].index("CLOSE"), ballot)


def settled(f: Forgery) -> set[Any]:
    agreed = {e["payload"]["paper"] for e in f.of_type("PAPER_CONFIRM") if "agrees" in e["payload"]}
    return {e["payload"]["serial"] for e in f.of_type("PAPER") if e["seq"] in agreed}


def entered_once(f: Forgery) -> None:
    f.entries[0]["payload"]["procedure"]["paper_twice"] = f.result["procedure"]["paper_twice"] = False


def late(f: Forgery) -> None:
    f.entries[0]["payload"]["closes_at"] = f.result["consultation"]["closes_at"] = f.of_type("PAPER")[0]["at"]


NOWHERE = "sha256:" + "0" * 64


def reconciled_with(**changes: Any) -> Callable[[Forgery], None]:
    def change(f: Forgery) -> None:
        line(f, "RECONCILE").update(changes)
        f.result["sheets"]["reconciled"].update({key: n for key, n in changes.items() if isinstance(n, int)})

    return change


def one_more_in_the_box(f: Forgery) -> None:
    """Figures that add up in themselves, and are not the book's."""
    reconciled_with(in_hand=8, missing=4, returned=5)(f)


FORGERIES: dict[str, Callable[[Forgery], object]] = {
    "one person reads twice": one_person,
    "a typist as text": set_on("PAPER_CONFIRM", typist="2"),
    "another seal": set_on("PAPER", keyed=NOWHERE),
    "a seal that tells": set_on("PAPER", keyed="agree"),
    "a first reading that tells its answers": set_on("PAPER", answers={"1": "agree"}),
    "a sheet of nobody on the roll": set_on("PAPER", elector=999_999),
    "a serial that is a number": set_on("PAPER", serial=5),
    "the serial of another sheet": set_on("PAPER", serial="00000"),
    "a photo that is no fingerprint": set_on("PAPER", photo="a face"),
    "another photo": set_on("PAPER", photo="cd" * 32),
    "a confirmation of OPEN": set_on("PAPER_CONFIRM", paper=1),
    "a confirmation of a list": set_on("PAPER_CONFIRM", paper=[2]),
    "agreement with a line that read nothing": set_on("PAPER_CONFIRM", agrees=1),
    "agreement and a seal at once": set_on("PAPER_CONFIRM", keyed=NOWHERE),
    "a confirmation for another elector": set_on("PAPER_CONFIRM", elector=0),
    "a second ballot that says something else": set_on("DUPLICATE", answers=NOWHERE),
    "a second ballot of no sheet": set_on("DUPLICATE", paper=1),
    "another reason than two have read": set_on("INVALID", reason="blank"),
    "a reason that opens nothing": set_on("INVALID", opening="0" * 64),
    "an invalid ballot that nobody read": lambda f: line(f, "INVALID").pop("paper"),
    "a second ballot on paper that nobody read": lambda f: line(f, "DUPLICATE").pop("paper"),
    "a ballot that opens nothing": counted_with(opening="0" * 64),
    "a ballot without an opening": counted_with(opening=None),
    "a ballot of no sheet": counted_with(paper=1),
    "a ballot of another sheet": counted_with(serial="00000"),
    "a ballot with another photo": counted_with(photo="cd" * 32),
    "a ballot on paper that says it came by phone": counted_with(channel="web"),
    "a ballot with answers that nobody read": counted_with(answers={"1": "abstain"}),
    "a ballot on paper that nobody read": lambda f: counted(f).pop("paper"),
    "a confirmation taken out": taken_out("PAPER_CONFIRM"),
    "a first reading taken out": taken_out("PAPER"),
    "two read a sheet, and nothing comes of it": taken_out("INVALID"),
    "a sheet entered twice": twice("PAPER"),
    "a sheet confirmed twice": twice("PAPER_CONFIRM"),
    "a sheet set aside twice": twice("INVALID"),
    "a result that hides what waits": waits_no_more,
    "a sheet counted that one person read": counts_unread,
    "no reconciliation": taken_out("RECONCILE"),
    "a sheet that is missing twice": reconciled_with(missing=6),
    "more sheets than were fixed": reconciled_with(listed=16, issued=13, missing=6),
    "a returned sheet that the book does not have": one_more_in_the_box,
    "a reconciliation nobody signed": set_on("RECONCILE", signed=None),
    "a difference nobody explained": set_on("RECONCILE", explanation=None),
    "figures as text": set_on("RECONCILE", in_hand="7"),
    "fewer than none": reconciled_with(unused=-1, issued=16, missing=9),
    "a result that reconciles otherwise": lambda f: f.result["sheets"]["reconciled"].update(unused=0),
    "as if one person sufficed": entered_once,
    "a sheet that came after the end": late,
}


def test_whatever_is_done_to_a_reading_is_found(package: bytes, tmp_path: Path) -> None:
    missed = []
    for name, forge in FORGERIES.items():
        forgery = Forgery.of(package)
        forge(forgery)
        forgery.seal()
        if not faults(forgery.zipped(), tmp_path):
            missed.append(name)
    assert not missed
