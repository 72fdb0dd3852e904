"""A database that goes backwards: nothing more is written, the missing numbers are known, a loss can be accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.actions.accept_loss import accept_loss
from consult.actions.close_consultation import close_consultation
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.book import append, lines, lock_book
from consult.models.head_file import HeadFile, Kept
from consult.models.heads_apart import Gap, HeadsApart, heads_apart, heads_now, keep_heads_apart, refuse_backwards
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.package import public_package
from consult.verifier import verify
from consult.wording.language import SHANGHAI
from tests import people
from tests.verifier.packages import zipped

HEAD = "ab" * 32


@pytest.fixture
def apart(engine: Engine, session: Session, tmp_path: Path) -> HeadsApart:
    keep_heads_apart(engine, HeadFile(tmp_path / "heads"))
    found = heads_apart(session)
    assert found is not None
    return found


@pytest.fixture
def view(session: Session, apart: HeadsApart) -> ConsultationView:
    view = people.make_open_consultation(session)
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    return view


def test_every_commit_is_kept_apart_and_nothing_that_was_undone(
    session: Session, apart: HeadsApart, view: ConsultationView
) -> None:
    assert apart.file.read() == heads_now(session)
    assert apart.file.read()[view.code].seq == 2
    with pytest.raises(Refusal):
        people.vote(session, view, people.CHEN_AYI, {1: "no such answer"})
    assert apart.file.read()[view.code].seq == 2
    assert apart.look(session) == []


def test_a_part_of_a_transaction_is_not_kept_apart_before_the_whole_is_durable(
    session: Session, apart: HeadsApart, view: ConsultationView
) -> None:
    head = lock_book(session, view.estate.id, view.id)
    assert head is not None
    with session.begin_nested():
        append(session, head, view.code, LineType.BALLOT, {}, at=people.MIDWAY)
    assert apart.file.read()[view.code].seq == 2
    session.commit()
    assert apart.file.read() == heads_now(session)
    assert apart.file.read()[view.code].seq == 3


@pytest.mark.parametrize(
    ("remembered", "missing"),
    [
        pytest.param(Kept(5, HEAD), (3, 5), id="three lines gone"),
        pytest.param(Kept(3, HEAD), (3, 3), id="the last one gone"),
        pytest.param(Kept(2, HEAD), None, id="another line at its number"),
        pytest.param(Kept(1, HEAD), None, id="another line before"),
    ],
)
def test_going_backwards_locks_the_book(
    session: Session, apart: HeadsApart, view: ConsultationView, remembered: Kept, missing: tuple[int, int] | None
) -> None:
    apart.file.settle({view.code: remembered})
    apart.doubted = None  # a process that starts now
    with pytest.raises(Refusal, match="books-went-back"):
        people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    [gap] = apart.look(session)
    assert (gap.code, gap.last_seq, gap.missing) == (view.code, 2, missing)
    assert heads_now(session)[view.code].seq == 2, "nothing was written"


def test_a_book_that_is_gone_altogether(session: Session, apart: HeadsApart, view: ConsultationView) -> None:
    apart.file.keep("ZZZZZZ", Kept(9, HEAD))
    apart.doubted = None
    assert apart.look(session) == [Gap("ZZZZZZ", Kept(9, HEAD), 0)]
    with pytest.raises(Refusal, match="books-went-back"):
        refuse_backwards(session)
    assert accept_loss(session, apart.look(session), reason="磁盘坏了", now=people.MIDWAY) == []
    apart.file.settle(heads_now(session))
    refuse_backwards(session)


def test_another_process_that_was_quicker_is_no_loss(
    session: Session, apart: HeadsApart, view: ConsultationView
) -> None:
    # Its commit came after ours, and its head reached the file before ours did.
    newest = apart.file.read()[view.code]
    first, *_rest = lines(session, view.estate.id, view.id)
    apart.keep({view.code: Kept(first.seq, first.head.hex())})
    assert apart.doubted == {view.code}
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    assert (apart.doubted, apart.file.read()[view.code].seq) == (set(), newest.seq + 1)


def test_a_database_put_back_while_we_run_is_found_at_the_next_commit(
    session: Session, apart: HeadsApart, view: ConsultationView
) -> None:
    apart.file.settle({view.code: Kept(90, HEAD)})
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    with pytest.raises(Refusal, match="books-went-back"):
        people.vote(session, view, people.LIU_SAN, {1: "agree"})


def test_an_accepted_loss_stands_in_the_book_and_voting_goes_on(
    session: Session, apart: HeadsApart, view: ConsultationView, tmp_path: Path
) -> None:
    apart.file.settle({view.code: Kept(5, HEAD)})
    apart.doubted = None
    for reason in ("", "   ", "x" * 501):
        with pytest.raises(Refusal, match="loss-unexplained"):
            accept_loss(session, apart.look(session), reason=reason, now=people.MIDWAY)
    assert accept_loss(session, apart.look(session), reason=" 磁盘坏了 ", now=people.MIDWAY) == [view.code]
    with pytest.raises(Refusal, match="books-went-back"):
        people.vote(session, view, people.CHEN_AYI, {1: "agree"})  # until the file is told as well
    apart.file.settle(heads_now(session))
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    entry = json.loads([line.entry for line in lines(session, view.estate.id, view.id)][2])
    told = {key: entry["payload"][key] for key in ("lines", "head", "kept", "reason")}
    assert (entry["type"], told) == ("LOSS", {"lines": 5, "head": HEAD, "kept": 2, "reason": "磁盘坏了"})
    assert check_book(session, view).is_whole
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=view.closes_at)
    closed = consultation_of_id(session, view.estate.id, view.id)
    file = tmp_path / "package.zip"
    file.write_bytes(zipped(public_package(session, closed, SHANGHAI)))
    report = verify.examine(file)
    assert report.faults == []
    assert any("once reached line 5" in english and "磁盘坏了" in english for _, english in report.remarks)


def test_a_file_that_cannot_be_used_loses_no_ballot(
    session: Session, engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a file").write_text("in the way")
    keep_heads_apart(engine, HeadFile(tmp_path / "a file" / "heads"))
    view = people.make_open_consultation(session)
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    apart = heads_apart(session)
    assert apart is not None
    assert apart.trouble
    assert caplog.text.count("cannot be used") == 1
    assert heads_now(session)[view.code].seq == 2
