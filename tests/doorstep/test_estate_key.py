"""The estate's key: it opens what phones seal, from a restored copy too, and not without the installation's secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import Base
from consult.models.door_entry import KEY_PURPOSE
from consult.models.doorstep import EstateKey
from consult.models.engine import prepare
from consult.models.kept_secret import locked, unlocked
from consult.models.schema import upgrade
from consult.models.sealed_entry import is_signed, new_key_pair, opened
from consult.queries.consultations import consultation_of_id
from tests import people
from tests.doorstep.phone import sealed
from tests.doorstep.rounds import SECRET, Round, begin_round


def restored(session: Session, folder: Path) -> Session:
    """Another database with everything that this one holds, as from a backup."""
    engine = create_engine(f"sqlite:///{folder / 'restored.sqlite3'}")
    prepare(engine)
    upgrade(engine)
    copy = Session(engine)
    for table in Base.metadata.sorted_tables:
        rows = [dict(row._mapping) for row in session.execute(select(table))]
        if rows:
            copy.execute(table.insert(), rows)
    copy.commit()
    return copy


def test_a_restored_copy_opens_what_was_sealed_before(session: Session, tmp_path: Path) -> None:
    walk = begin_round(session)
    ballot, visit = walk.answers(people.CHEN_AYI), walk.visit(people.LIU_SAN)
    copy = restored(session, tmp_path)
    view = consultation_of_id(copy, walk.estate_id, walk.view.id)
    again = Round(copy, view, walk.leader_id, walk.phone)
    assert [ack.status.value for ack in again.send(ballot, visit)] == ["recorded", "recorded"]
    _leave(copy)


def test_without_its_secret_a_copy_opens_nothing_and_loses_nothing(session: Session, tmp_path: Path) -> None:
    walk = begin_round(session)
    entry = walk.visit(people.CHEN_AYI)
    copy = restored(session, tmp_path)
    view = consultation_of_id(copy, walk.estate_id, walk.view.id)
    stolen = Round(copy, view, walk.leader_id, walk.phone, secret="another" * 8)
    [ack] = stolen.send(entry)
    assert (ack.status.value, ack.reason) == ("quarantined", "key-locked")
    assert stolen.row(entry).sealed
    _leave(copy)


def _leave(copy: Session) -> None:
    engine = copy.get_bind()
    copy.close()
    engine.dispose()


def test_the_private_key_is_nowhere_in_plain(session: Session) -> None:
    walk = begin_round(session)
    key = session.scalars(select(EstateKey)).one()
    private = unlocked(SECRET, KEY_PURPOSE, key.private_locked)
    assert private not in key.private_locked
    assert len(private) == 32
    assert walk.phone.public == key.public
    assert locked(SECRET, KEY_PURPOSE, private) != locked(SECRET, KEY_PURPOSE, private)
    with pytest.raises(Refusal, match="key-locked"):
        unlocked(SECRET, "another purpose", key.private_locked)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda raw: b"", id="nothing"),
        pytest.param(lambda raw: raw[:92], id="cut off before the tag ends"),
        pytest.param(lambda raw: bytes(65) + raw[65:], id="a point that is none"),
        pytest.param(lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), id="one bit of the tag"),
        pytest.param(lambda raw: raw[:70] + bytes([raw[70] ^ 1]) + raw[71:], id="one bit of the nonce"),
    ],
)
def test_a_seal_that_was_touched_does_not_open(spoil) -> None:  # type: ignore[no-untyped-def]
    pair = new_key_pair()
    closed = sealed(b"{}", pair.public, b"bound")
    assert opened(pair, closed, b"bound") == b"{}"
    with pytest.raises(Refusal, match="seal-unreadable"):
        opened(pair, spoil(closed), b"bound")
    with pytest.raises(Refusal, match="seal-unreadable"):
        opened(new_key_pair(), closed, b"bound")


def test_only_the_phone_itself_signs_its_file(session: Session) -> None:
    walk = begin_round(session)
    walk.visit(people.CHEN_AYI)
    file = json.loads(json.dumps(walk.phone.file()))
    from consult.domain.doorstep.bundle import read_file
    from tests.doorstep.phone import point

    handed_in = read_file(json.dumps(file).encode())
    assert is_signed(point(walk.phone.signing), handed_in.signature, handed_in.signed)
    assert not is_signed(point(walk.phone.signing), handed_in.signature, handed_in.signed + b"\n")
    assert not is_signed(new_key_pair().public, handed_in.signature, handed_in.signed)
    assert not is_signed(point(walk.phone.signing), b"", handed_in.signed)
