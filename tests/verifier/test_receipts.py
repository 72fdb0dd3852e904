"""A receipt in the hands of the verifier: signatures of RFC 8032, and receipts held against a package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.have_signing_key import have_signing_key
from consult.domain.promise import SignedPromise
from consult.models.signing import new_signing_pair, signature_of
from consult.queries.consultations import consultation_of_id
from consult.queries.package import public_package
from consult.queries.promises import check_promise, signed_promise
from consult.verifier import verify
from consult.wording.language import SHANGHAI
from tests import people
from tests.databases import SECRET
from tests.verifier.packages import Forgery, zipped

pytestmark = pytest.mark.one_database

RFC_8032 = {
    "an empty text": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    "one byte": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "two bytes": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    "a hash": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
}
"""Public key, text and signature, from RFC 8032 §7.1."""


@pytest.mark.parametrize("name", RFC_8032)
def test_signatures_of_the_standard(name: str) -> None:
    key, said, signature = map(bytes.fromhex, RFC_8032[name])
    assert verify.is_signed(key, said, signature)
    assert not verify.is_signed(key, said + b"x", signature)
    assert not verify.is_signed(key, said, signature[:40] + bytes([signature[40] ^ 1]) + signature[41:])


def test_what_the_service_signs_the_verifier_reads() -> None:
    pair = new_signing_pair()
    signature = signature_of(pair.private, "一行\n")
    assert verify.is_signed(pair.public, "一行\n".encode(), signature)
    assert not verify.is_signed(new_signing_pair().public, "一行\n".encode(), signature)


ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        pytest.param(b"", bytes(64), id="no key"),
        pytest.param(bytes(32), bytes(63), id="a signature cut off"),
        pytest.param(b"\xff" * 32, bytes(64), id="a key outside the field"),
        pytest.param((2).to_bytes(32, "little"), bytes(64), id="a key that is no point"),
    ],
)
def test_what_is_no_signature(key: bytes, signature: bytes) -> None:
    assert not verify.is_signed(key, b"", signature)


def test_one_signature_is_not_two() -> None:
    key, said, signature = map(bytes.fromhex, RFC_8032["one byte"])
    other = int.from_bytes(signature[32:], "little") + ORDER
    assert not verify.is_signed(key, said, signature[:32] + other.to_bytes(32, "little"))


Made = tuple[Path, SignedPromise, str]


@pytest.fixture
def made(session: Session, tmp_path: Path) -> Made:
    """A package, the promise of one of its ballots, and that ballot's slip code."""
    estate_id = people.make_estate(session)
    have_signing_key(session, estate_id, secret=SECRET, now=people.MIDWAY)
    view = people.make_open_consultation(session, estate_id)
    receipt = people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    promise = signed_promise(session, estate_id, view.id, receipt.seq, secret=SECRET)
    assert promise is not None
    close_consultation(session, estate_id, view.id, by="钱敏", now=view.closes_at)
    closed = consultation_of_id(session, estate_id, view.id)
    file = tmp_path / "package.zip"
    file.write_bytes(zipped(public_package(session, closed, SHANGHAI)))
    checked = check_promise(session, promise)
    assert (checked.is_signed, checked.is_kept, checked.last_seq) == (True, True, 4)
    return file, promise, receipt.code


def said(file: Path, receipt: str) -> str:
    report = verify.examine(file, [receipt])
    return "\n".join(english for _, english in (*report.remarks, *report.faults))


def test_a_receipt_that_is_right(made: Made) -> None:
    file, promise, slip = made
    for typed in (promise.code, f"HTTPS://VOTE.EXAMPLE/R/{promise.code}"):
        assert "signature is right" in said(file, typed)
        assert f"Receipt {slip} stands in the book: line 2" in said(file, typed)
        assert not verify.examine(file, [typed]).faults
    assert f"Receipt {slip} stands in the book: line 2" in said(file, slip.lower())


def _other_signature(promise: SignedPromise) -> str:
    return SignedPromise(promise.promise, bytes([promise.signature[0] ^ 1]) + promise.signature[1:]).code


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_other_signature, "signature is wrong"),
        (lambda promise: promise.code[:-1], "cannot be read"),
        (lambda promise: "Z" * 232, "a form that this program does not know"),
        (lambda promise: "0000-0000-000", "No line of the book has the slip code 0000-0000-000."),
        (lambda promise: "你好", "cannot be read"),
    ],
    ids=["changed", "cut off", "another form", "a slip in no book", "words"],
)
def test_a_receipt_that_is_wrong(made: Made, change: Callable[[SignedPromise], str], expected: str) -> None:
    file, promise, _ = made
    assert expected in said(file, change(promise))
    assert verify.examine(file, [change(promise)]).faults


def test_the_book_was_rewritten_and_the_receipt_tells(made: Made) -> None:
    file, promise, slip = made
    forgery = Forgery.of(file.read_bytes())
    forgery.entries[1]["payload"]["nonce"] = "00"
    forgery.seal()
    file.write_bytes(forgery.zipped())
    assert not verify.examine(file).faults, "the book agrees with itself"
    assert "signature is right" in said(file, promise.code)
    assert f"The book does not hold line 2 as receipt {slip} promised it." in said(file, promise.code)


def test_a_receipt_of_another_consultation_is_named(made: Made) -> None:
    file, promise, _ = made
    forgery = Forgery.of(file.read_bytes())
    code = forgery.entries[0]["consultation"]
    for entry in forgery.entries:
        entry["consultation"] = "ZZZZZZ"
    forgery.result["consultation"]["code"] = "ZZZZZZ"
    forgery.seal()
    file.write_bytes(forgery.zipped())
    assert [english for _, english in verify.examine(file, [promise.code]).faults] == [
        f"This receipt is of consultation {code}; the package is of ZZZZZZ."
    ]
