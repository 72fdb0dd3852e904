"""Writing checkpoints: once a day, never twice in a row, only in open books; and what the board's marks come to."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.post_checkpoint import Posted, post_checkpoint
from consult.documents.imprint import grouped
from consult.domain.checkpoint import Mark
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.queries.book import check_book
from consult.queries.checkpoints import Comparison, compare, posted_checkpoints
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.package import public_package
from consult.queries.turnout_papers import digest_sheet
from consult.verifier import verify
from consult.wording.language import SHANGHAI
from tests import people, secret_polls
from tests.verifier.packages import zipped

DAY = date(2026, 12, 19)


def post(session: Session, view: ConsultationView, *, day: date = DAY, once_a_day: bool = True) -> Posted:
    now = people.MIDWAY + (day - DAY)
    return post_checkpoint(session, view.estate.id, view.id, day=day, once_a_day=once_a_day, now=now)


def written(session: Session, view: ConsultationView) -> list[str]:
    return [line.type.value for line in lines(session, view.estate.id, view.id)]


def test_one_a_day_and_none_where_nothing_followed(session: Session) -> None:
    view = people.make_open_consultation(session)
    first = post(session, view)
    assert (first.seq, first.is_new) == (2, True)
    assert post(session, view) == Posted(2, first.head, is_new=False), "the same day"
    assert not post(session, view, day=DAY + timedelta(days=1)).is_new, "nothing was written since"
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    assert not post(session, view).is_new, "this day has one"
    assert post(session, view, once_a_day=False).seq == 4, "unless somebody asks for it"
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    assert not post(session, view, day=DAY - timedelta(days=1)).is_new, "a clock that was set back writes none"
    assert post(session, view, day=DAY + timedelta(days=1)).seq == 6
    assert written(session, view) == ["OPEN", "CHECKPOINT", "BALLOT", "CHECKPOINT", "BALLOT", "CHECKPOINT"]
    entry = json.loads([line.entry for line in lines(session, view.estate.id, view.id)][3])
    assert entry["payload"] == {"day": "2026-12-19", "lines": 3}
    assert check_book(session, view).is_whole
    assert [one.seq for one in posted_checkpoints(session, view)] == [6, 4, 2]
    sheet = digest_sheet(session, view, "https://v.example", people.MIDWAY)
    assert [seq for seq, _, _ in sheet.posted] == [4, 2], "the last one is today's own"
    assert sheet.mark_address.endswith(f"/book/6-{sheet.fingerprint}")


def test_of_a_secret_poll_nobody_can_see_by_asking_again_whether_somebody_answered(session: Session) -> None:
    view = secret_polls.make_open(session)

    def on_paper() -> tuple[str, str]:
        sheet = digest_sheet(session, view, "https://v.example", people.MIDWAY)
        return sheet.fingerprint, sheet.mark_address.rpartition("/")[2]

    opened = next(iter(lines(session, view.estate.id, view.id))).head.hex()
    assert on_paper() == (opened, opened)
    people.vote(session, view, secret_polls.elector(session, view, 0), {1: "agree"})
    assert on_paper()[0] == opened, "before the first checkpoint"
    first = post(session, view, once_a_day=False)
    assert (first.is_new, on_paper()[0]) == (True, first.head)
    for at in range(1, 3):
        people.vote(session, view, secret_polls.elector(session, view, at), {1: "agree"})
        assert post(session, view, once_a_day=False) == replace(first, is_new=False)
        assert on_paper()[0] == first.head
    days = [post(session, view, day=DAY + timedelta(days=days)).is_new for days in (1, 2)]
    assert days == [True, True], "also of a day on which nobody answered"
    assert check_book(session, view).is_whole


def test_only_while_it_is_open(session: Session) -> None:
    announced = people.make_announced_consultation(session)
    closed = people.make_closed_consultation(session, announced.estate.id)
    for view in (announced, closed):
        with pytest.raises(Refusal, match="no-checkpoint-now"):
            post(session, view)


def test_a_package_with_checkpoints_is_whole(session: Session, tmp_path: Path) -> None:
    view = people.make_open_consultation(session)
    posted = post(session, view)
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=view.closes_at)
    closed = consultation_of_id(session, view.estate.id, view.id)
    package = public_package(session, closed, SHANGHAI)
    file = tmp_path / "package.zip"
    file.write_bytes(zipped(package))
    report = verify.examine(file, marks=[f"2 {posted.head[:16]}"])
    assert report.faults == []
    assert any("matches: line 2" in english for _, english in report.remarks)
    noted = [checkpoint.seq for checkpoint in public_package(session, closed, SHANGHAI).checkpoints]
    assert noted == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        pytest.param({}, (Comparison.FITS, 2), id="as it was posted"),
        pytest.param({"seq": None}, (Comparison.FITS, 2), id="without its number"),
        pytest.param({"seq": 1}, (Comparison.DIFFERS, 1), id="another line"),
        pytest.param({"seq": 9}, (Comparison.BEYOND, 9), id="a line that is gone"),
        pytest.param({"head": "ab" * 8, "seq": None}, (Comparison.NOWHERE, 0), id="no line's"),
        pytest.param({"consultation": "ZZZZZZ"}, (Comparison.ELSEWHERE, 0), id="another consultation's"),
    ],
)
def test_a_mark_from_the_board(session: Session, change: dict[str, object], outcome: tuple[Comparison, int]) -> None:
    view = people.make_open_consultation(session)
    posted = post(session, view)
    told = {"head": posted.head[:16], "seq": 2, "consultation": view.code} | change
    assert compare(session, view, Mark(**told)) == outcome  # type: ignore[arg-type]
    assert len(grouped(posted.head[:16]).split()) == 4
