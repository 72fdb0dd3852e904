"""`consult receipt check`: is a receipt's signature right, and does the book still hold its line?"""

from __future__ import annotations

import json

import click

from consult.cli.database import opened
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.promise import Promise, looks_like_a_promise, read_promise
from consult.domain.receipt import read_receipt
from consult.domain.refusal import Refusal, reasons
from consult.models.signing import is_signed
from consult.queries.promises import check_promise
from consult.queries.receipts import RecordedBallot, receipt_in_book
from consult.wording.marking import N_
from consult.wording.promises import promise_lines

reasons(
    receipt_wrong="code: a receipt whose signature is wrong, or whose line the book does not hold",
    key_unreadable="a public key that is not 64 hexadecimal digits",
)


@click.group(cls=SpokenGroup, help=N_("Receipts: check."))
def receipt() -> None:
    """Receipts."""


@receipt.command(
    cls=SpokenCommand,
    help=N_("Check a receipt: all that its QR code holds, or its slip code. Never says what was chosen."),
)
@click.argument("typed", metavar="RECEIPT")
@option("--key", default="", help=N_("Check the signature against this public key only, without any book."))
@as_json
def check(typed: str, key: str, is_json: bool) -> None:
    """Say what became of a receipt; refuses `receipt-wrong` where it does not hold."""
    if not looks_like_a_promise(typed):
        _slip(read_receipt(typed), is_json)
        return
    signed = read_promise(typed)
    if key:
        is_right = is_signed(_public(key), signed.signature, signed.promise.said)
        _tell(signed.promise, is_right=is_right, is_kept=None, is_json=is_json)
        return
    with opened() as here:
        found = check_promise(here.session, signed)
    _tell(signed.promise, is_right=found.is_signed, is_kept=found.is_kept, is_json=is_json)


def _public(key: str) -> bytes:
    try:
        public = bytes.fromhex(key)
    except ValueError:
        public = b""
    if len(public) != 32:
        raise Refusal("key-unreadable")
    return public


def _tell(promise: Promise, *, is_right: bool, is_kept: bool | None, is_json: bool) -> None:
    lines = promise_lines(reader(), promise, is_signed=is_right, is_kept=is_kept)
    about = {"receipt": promise.slip, "consultation": promise.consultation, "seq": promise.seq}
    click.echo(json.dumps({**about, "signed": is_right, "in_book": is_kept}) if is_json else "\n".join(lines))
    if not is_right or is_kept is False:
        raise Refusal("receipt-wrong", code=promise.slip)


def _slip(code: str, is_json: bool) -> None:
    """A slip code alone: whether any book holds it."""
    with opened() as here:
        found = receipt_in_book(here.session, code)
    click.echo(_slip_json(code, found) if is_json else _slip_line(code, found))
    if found is None:
        raise Refusal("receipt-wrong", code=code)


def _slip_json(code: str, found: RecordedBallot | None) -> str:
    where = {"consultation": found.consultation_code, "seq": found.seq} if found else {}
    return json.dumps({"receipt": code, **where, "signed": None, "in_book": found is not None})


def _slip_line(code: str, found: RecordedBallot | None) -> str:
    words = reader()
    if found is None:
        return words.gettext("No book holds the slip code %(slip)s.", slip=code)
    return words.gettext(
        "Slip code %(slip)s stands in the book of consultation %(code)s: no. %(seq)s.",
        slip=code,
        code=found.consultation_code,
        seq=words.integer(found.seq),
    )
