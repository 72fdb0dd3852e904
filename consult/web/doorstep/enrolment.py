"""A phone is enrolled: once, with a code from the console."""

from __future__ import annotations

from flask import Response, request

from consult import clock
from consult.actions.enrol_device import Phone, enrol_device
from consult.domain.doorstep.fields import bytes_in, text_in
from consult.domain.passwords import LONGEST_NAME
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import estate_of_id
from consult.queries.doorstep_devices import device_of_secret
from consult.web.access import allow
from consult.web.doorstep.blueprint import answer, doorstep_api, told
from consult.web.i18n import settings
from consult.web.secure_form import without_token


@doorstep_api.post("/enrol")
@allow.anyone
@without_token
def enrol() -> Response:
    """Enrol the phone that sends this; the same code and secret again get the same answer."""
    given = told()
    try:
        token = text_in(given, "token", most=60, least=1)
        phone = Phone(
            secret=bytes_in(given, "secret", most=64),
            public_key=bytes_in(given, "public_key", most=128),
            name=text_in(given, "name", most=LONGEST_NAME),
            sending=bytes_in(given, "sending", most=64) if "sending" in given else b"",
        )
    except Refusal:
        raise Refusal("bundle-torn") from None
    address, secret = request.remote_addr or "", settings().secret_key
    device_id = enrol_device(db.session(), token, phone, address=address, secret=secret, now=clock.now())
    return answer({"device": str(device_id), "estate": _estate_of(phone)}, 201)


def _estate_of(phone: Phone) -> str:
    """The code of the estate: by it a phone knows which of its entries belong here."""
    enrolled = device_of_secret(db.session(), phone.secret)
    if enrolled is None:
        raise Refusal("unknown-enrolment")
    return estate_of_id(db.session(), enrolled.estate_id).code
