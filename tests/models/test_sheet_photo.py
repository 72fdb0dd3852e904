"""One photo shows one sheet: where two people enter it, neither reading takes the photo of another."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.confirm_paper_ballot import confirm_paper_ballot
from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from tests import people
from tests.people import MIDWAY

PHOTO = Photo(b"jpeg", "ab" * 32, 3, 4)


@pytest.mark.parametrize("is_second", [False, True], ids=["the first reading", "the second reading"])
def test_the_photo_of_another_sheet_is_refused(session: Session, is_second: bool) -> None:
    view = people.make_open_consultation(session, people.make_estate(session), procedure={"paper_twice": True})
    chen, liu = (people.elector_of(session, view, who).paper_serial for who in (people.CHEN_AYI, people.LIU_SAN))

    def sheet(serial: str, photo: Photo | None = None, sent: str = "once") -> SheetRead:
        return SheetRead(f"{serial} {sent} {photo}", view.estate.id, view.id, serial, {1: "agree", 2: "2"}, photo=photo)

    enter_paper_ballot(session, sheet(chen, PHOTO), by="钱敏", now=MIDWAY)
    if is_second:
        enter_paper_ballot(session, sheet(liu), by="钱敏", now=MIDWAY)
    deed = confirm_paper_ballot if is_second else enter_paper_ballot
    with pytest.raises(Refusal, match="photo-of-another-sheet") as refused:
        deed(session, sheet(liu, PHOTO), by="丁一平", now=MIDWAY)
    assert refused.value.details["other"] == chen
    assert confirm_paper_ballot(session, sheet(chen, PHOTO, "again"), by="丁一平", now=MIDWAY).outcome == "counted"
