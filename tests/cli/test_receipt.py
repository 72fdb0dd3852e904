"""`consult receipt check`: receipts that hold, and receipts that do not."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.have_signing_key import have_signing_key
from consult.domain.promise import SignedPromise
from consult.models.signing import SigningKey
from consult.queries.consultations import consultation_of_code
from consult.queries.promises import signed_promise
from tests import people
from tests.cli.conftest import Run
from tests.databases import SECRET


@pytest.fixture
def promise(kept: Session) -> SignedPromise:
    """The promise of 赵可's ballot, on line 2."""
    estate_id = people.make_estate(kept)
    have_signing_key(kept, estate_id, secret=SECRET, now=people.MIDWAY)
    have_signing_key(kept, estate_id, secret=SECRET, now=people.MIDWAY)  # a second time makes no second key
    view = people.make_open_consultation(kept, estate_id)
    people.vote(kept, view, people.ZHAO_KE, {1: "agree"})
    found = signed_promise(kept, estate_id, view.id, 2, secret=SECRET)
    assert found is not None
    return found


def test_a_receipt_that_holds(installed: Run, promise: SignedPromise) -> None:
    ran = installed("receipt", "check", promise.code)
    assert ran.status == 0
    assert "The signature is right" in ran.out
    assert f"The book of consultation {promise.promise.consultation} holds the line: no. 2." in ran.out
    about = {"receipt": promise.promise.slip, "consultation": promise.promise.consultation, "seq": 2}
    assert installed("receipt", "check", promise.code, "--json").json == {**about, "signed": True, "in_book": True}


def test_a_slip_code(installed: Run, promise: SignedPromise) -> None:
    assert "stands in the book" in installed("receipt", "check", promise.promise.slip).out
    assert installed("receipt", "check", "0000-0000-000").status == 2


def test_a_signature_that_is_wrong(installed: Run, promise: SignedPromise) -> None:
    ran = installed("receipt", "check", SignedPromise(promise.promise, bytes(64)).code)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "The signature is wrong" in ran.out


def test_a_public_key_is_enough_for_the_signature(installed: Run, kept: Session, promise: SignedPromise) -> None:
    key = kept.scalars(select(SigningKey)).one()
    ran = installed("receipt", "check", promise.code, "--key", key.public.hex())
    assert (ran.status, "The book" in ran.out) == (0, False)
    assert installed("receipt", "check", promise.code, "--key", "ab" * 32).status == 2
    assert "64 characters" in installed("receipt", "check", promise.code, "--key", "zz").refused()


def test_another_secret_signs_nothing(kept: Session, promise: SignedPromise) -> None:
    view = consultation_of_code(kept, promise.promise.consultation)
    assert signed_promise(kept, view.estate.id, view.id, 2, secret="another secret of more than enough letters") is None
