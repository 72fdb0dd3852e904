"""What phones send: bundles of sealed entries, and fingerprints of those still to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from flask import Response, current_app, request

from consult import clock
from consult.actions.receive_doorstep_bundle import Sender, keep_torn_bundle, receive_doorstep_bundle
from consult.actions.register_fingerprints import register_fingerprints
from consult.domain.doorstep.bundle import Envelope, check_fingerprints, read_bundle
from consult.domain.doorstep.fields import text_in
from consult.domain.doorstep.outcome import Status
from consult.domain.ledger import utc_text
from consult.domain.receipt import fold
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.doorstep_devices import DeviceVisit
from consult.queries.doorstep_entries import Acknowledgement, acknowledgements
from consult.queries.doorstep_round import sealing_keys
from consult.web.access import allow, device
from consult.web.doorstep.blueprint import active_device, answer, body, doorstep_api, told
from consult.web.i18n import settings


@doorstep_api.post("/bundles")
@allow.device
def receive() -> Response:
    """Keep a bundle and answer what became of each entry; also of a phone that was switched off."""
    visit = device()
    sender = Sender(visit.estate_id, visit.device_id)
    envelopes = _envelopes(sender, body())
    chosen = settings()
    faults = receive_doorstep_bundle(
        db.session(), sender, envelopes, secret=chosen.secret_key, zone=chosen.zone, now=clock.now()
    )
    for one in faults:
        current_app.logger.error("an entry from a phone waits for us", exc_info=one)
    sent = [envelope.fingerprint for envelope in envelopes]
    found = acknowledgements(db.session(), visit.estate_id, sent, now=clock.now())
    return _acknowledged(visit, [found[fingerprint] for fingerprint in sent])


def _acknowledged(visit: DeviceVisit, entries: Iterable[Acknowledgement]) -> Response:
    """What became of entries; a phone that was switched off is told so with every answer."""
    keys = sealing_keys(db.session(), visit.estate_id)
    return answer({"entries": [_ack(one, keys) for one in entries], "revoked": not visit.is_active})


def _envelopes(sender: Sender, sent: bytes) -> tuple[Envelope, ...]:
    """The entries of a bundle; what is torn is kept before it is refused."""
    try:
        return read_bundle(sent)
    except Refusal as refusal:
        # What does not even say that it is JSON is a stray form, not what is left of a bundle.
        if refusal.reason == "bundle-torn" and request.is_json:
            keep_torn_bundle(db.session(), sender, sent, zone=settings().zone, now=clock.now())
        raise


@doorstep_api.post("/acknowledgements")
@allow.device
def acknowledge() -> Response:
    """What became of entries whose answer got lost: of this phone's own only, and of those that arrived."""
    visit = device()
    asked = check_fingerprints(told().get("fingerprints"))
    found = acknowledgements(db.session(), visit.estate_id, asked, now=clock.now(), device_id=visit.device_id)
    return _acknowledged(visit, found.values())


@doorstep_api.post("/fingerprints")
@allow.device
def register() -> Response:
    """Register what this phone still holds, before the end."""
    visit, given = active_device(), told()
    fingerprints = check_fingerprints(given.get("fingerprints"))
    code = fold(text_in(given, "consultation", most=20))
    line = register_fingerprints(db.session(), visit.estate_id, visit.device_id, code, fingerprints, now=clock.now())
    return answer({"registered": list(fingerprints), "line": line})


def _ack(one: Acknowledgement, keys: Collection[str]) -> dict[str, Any]:
    # Another estate's work is kept, but nobody here can read it: the phone holds on to it, to send it where it belongs.
    is_held_up = one.status is Status.QUARANTINED and bool(one.key_id) and one.key_id not in keys
    return {
        "submission_id": one.submission_id,
        "fingerprint": one.fingerprint,
        "status": (Status.WAITING if is_held_up else one.status).value,
        "elsewhere": is_held_up,
        "reason": one.reason,
        "sentence": one.sentence,
        "receipt": one.receipt,
        "at": utc_text(one.at),
    }
