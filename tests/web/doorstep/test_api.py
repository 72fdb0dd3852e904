"""What phones ask of the service, over HTTP: enrolment, the round, bundles, fingerprints, and the proof of the book."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.actions.assign_buildings import add_leader
from consult.actions.enrol_device import make_enrolment, revoke_device
from consult.actions.post_checkpoint import post_checkpoint
from consult.domain.ledger import utc_text
from consult.models.ballot import Ballot
from consult.models.doorstep import Device, DoorstepEntry
from consult.queries.doorstep_round import sealing_key
from tests import people
from tests.databases import SECRET
from tests.doorstep.phone import Phone
from tests.doorstep.rounds import CHANNELS, LEADER, Round
from tests.looking_client import LookingClient
from tests.people import CLOSES_AT, MIDWAY


@pytest.fixture(autouse=True)
def _midway() -> Iterator[None]:
    with time_machine.travel(MIDWAY, tick=False):
        yield


@pytest.fixture
def client(client: LookingClient) -> FlaskClient:
    return client


def post(client: FlaskClient, phone: Phone, what: str, told: Any) -> TestResponse:
    sent = told if isinstance(told, bytes) else json.dumps(told).encode()
    return client.post(f"/doorstep/api/{what}", data=sent, content_type="application/json", headers=phone.headers)


def get(client: FlaskClient, phone: Phone, what: str) -> TestResponse:
    return client.get(f"/doorstep/api/{what}", headers=phone.headers)


@pytest.fixture
def walk(client: FlaskClient, session: Session) -> Round:
    view = people.make_open_consultation(session, channels=CHANNELS)
    leader = add_leader(session, view.estate.id, LEADER, ("1",), now=MIDWAY)
    token = make_enrolment(session, view.estate.id, leader, by="钱敏", secret=SECRET, now=MIDWAY)
    phone = Phone(clock=MIDWAY, offset_ms=0)
    enrolled = post(client, phone, "enrol", phone.enrolment(token))
    assert enrolled.status_code == 201, enrolled.text
    phone.device = enrolled.json["device"]
    key = sealing_key(session, view.estate.id)
    assert key is not None
    phone.key_id, phone.public = key
    return Round(session, view, leader, phone)


def test_a_code_enrols_one_phone_once(client: FlaskClient, session: Session, walk: Round) -> None:
    token = make_enrolment(session, walk.estate_id, walk.leader_id, by="钱敏", secret=SECRET, now=MIDWAY)
    first, second = Phone(clock=MIDWAY), Phone(clock=MIDWAY)
    enrolled = post(client, first, "enrol", first.enrolment(token.lower()))
    assert enrolled.status_code == 201
    # The answer was lost: the same phone asks again and hears the same.
    assert post(client, first, "enrol", first.enrolment(token)).json["device"] == enrolled.json["device"]
    others = post(client, second, "enrol", second.enrolment(token))
    never_made = post(client, second, "enrol", second.enrolment("0" * 26))
    assert (others.status_code, others.json) == (404, never_made.json)
    assert others.json["reason"] == "unknown-enrolment"
    assert set(others.json["title"]) == {"zh", "en"}


def test_a_code_runs_out_after_half_an_hour(client: FlaskClient, session: Session, walk: Round) -> None:
    token = make_enrolment(session, walk.estate_id, walk.leader_id, by="钱敏", secret=SECRET, now=MIDWAY)
    phone = Phone(clock=MIDWAY)
    with time_machine.travel(MIDWAY.replace(minute=30), tick=False):
        assert post(client, phone, "enrol", phone.enrolment(token)).status_code == 404
    with time_machine.travel(MIDWAY.replace(minute=29), tick=False):
        assert post(client, phone, "enrol", phone.enrolment(token)).status_code == 201


def test_guessing_codes_is_soon_over(client: FlaskClient, walk: Round) -> None:
    phone = Phone(clock=MIDWAY)
    statuses = {post(client, phone, "enrol", phone.enrolment("0" * 26)).status_code for _ in range(31)}
    assert statuses == {404, 429}


def test_the_round_holds_the_leaders_doors_and_nobody_elses(client: FlaskClient, walk: Round) -> None:
    people.vote(walk.session, walk.view, people.LIU_SAN, {1: "agree"})
    got = get(client, walk.phone, "round")
    assert got.headers["Cache-Control"] == "no-store"
    [one] = got.json["consultations"]
    assert [building["building"] for building in one["buildings"]] == ["1"]
    doors = {door["room"]: door for door in one["buildings"][0]["doors"]}
    assert doors["102"]["state"] == "done"
    assert doors["101"]["state"] == "todo"
    assert doors["101"]["elector"] == str(walk.door(people.CHEN_AYI).id)
    assert one["takes"] == ["visit", "paper", "answers"]
    words = got.json["words"]
    assert (len(words), words["2026-12-19"]["zh"] in client.get(f"/c/{walk.view.code}").text) == (7, True)
    ballots = {"from": utc_text(people.OPENS_AT), "until": utc_text(CLOSES_AT)}
    assert one["hours"] == {"visit": one["hours"]["visit"], "paper": ballots, "answers": ballots}
    assert one["hours"]["visit"]["from"] < ballots["from"] < one["hours"]["visit"]["until"] == ballots["until"]
    assert one["text"] == walk.view.text_hash
    assert [card["value"] for card in one["cards"]["zh"][0]["cards"]] == ["agree", "oppose", "abstain"]
    assert one["explain"]["en"]["manners"]
    # No totals, no names, no public numbers: they would tell whose line of the book is whose.
    text = got.get_data(as_text=True)
    assert not {"heads", "area", "turnout", "returned"} & set(_keys(got.json))
    assert people.CHEN_AYI.name not in text
    assert people.LIU_SAN.name not in text


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def test_another_building_reads_like_one_that_is_not_there(client: FlaskClient, walk: Round) -> None:
    there, nowhere = (get(client, walk.phone, f"round?building={name}") for name in ("2", "77"))
    assert (there.status_code, there.json) == (nowhere.status_code, nowhere.json)
    assert there.status_code == 404
    assert there.json["reason"] == "unknown-building"
    assert get(client, walk.phone, "round?building=1").status_code == 200


def test_a_bundle_is_answered_entry_by_entry_in_its_order(client: FlaskClient, walk: Round) -> None:
    sent = [walk.visit(people.CHEN_AYI), walk.answers(people.LIU_SAN), walk.visit(people.ZHAO_KE)]
    got = post(client, walk.phone, "bundles", walk.phone.bundle())
    acks = got.json["entries"]
    assert [ack["fingerprint"] for ack in acks] == [entry.fingerprint for entry in sent]
    assert [ack["status"] for ack in acks] == ["recorded", "recorded", "refused"]
    assert acks[1]["receipt"]
    assert acks[2]["reason"] == "unknown-elector"
    assert acks[2]["sentence"]["zh"]
    again = post(client, walk.phone, "bundles", walk.phone.bundle())
    assert again.json["entries"] == acks
    asked = post(client, walk.phone, "acknowledgements", {"v": 1, "fingerprints": [sent[1].fingerprint, "0" * 64]})
    assert asked.json["entries"] == [acks[1]]


def test_a_torn_bundle_is_kept_and_explained(client: FlaskClient, walk: Round) -> None:
    walk.visit(people.CHEN_AYI)
    torn = json.dumps(walk.phone.bundle()).encode()[:-40]
    for _ in range(2):
        got = post(client, walk.phone, "bundles", torn)
        assert got.status_code == 400
        assert got.json["reason"] == "bundle-torn"
        assert got.mimetype == "application/problem+json"
    kept = walk.session.scalars(select(DoorstepEntry)).one()
    assert kept.sealed == torn
    assert kept.status == "quarantined"
    assert post(client, walk.phone, "bundles", walk.phone.bundle()).json["entries"][0]["status"] == "recorded"


def test_more_than_a_bundle_may_hold_is_refused_unread(client: FlaskClient, walk: Round) -> None:
    got = post(client, walk.phone, "bundles", b"[" * (12 * 1024 * 1024 + 1))
    assert got.status_code == 413
    assert got.json["reason"] == "bundle-too-large"
    entry = walk.visit(people.CHEN_AYI).envelope
    many = post(client, walk.phone, "bundles", {"v": 1, "entries": [entry] * 21})
    assert many.status_code == 413


@pytest.mark.parametrize("what", ["bundles", "acknowledgements", "fingerprints"])
def test_a_stranger_is_told_to_enrol(client: FlaskClient, walk: Round, what: str) -> None:
    stranger = Phone(clock=MIDWAY)
    got = post(client, stranger, what, {"v": 1})
    assert got.status_code == 401
    assert got.json["reason"] == "device-unknown"
    assert client.get("/doorstep/api/round").status_code == 401
    assert client.get("/doorstep/api/round", headers={"Authorization": "Bearer ünfug"}).status_code == 401


def test_a_phone_that_was_switched_off_learns_nothing_more(client: FlaskClient, walk: Round) -> None:
    pending = walk.visit(people.CHEN_AYI)
    revoke_device(walk.session, walk.estate_id, int(walk.phone.device), by="钱敏", now=MIDWAY)
    for what in ("round", f"proof/{walk.view.code}"):
        got = get(client, walk.phone, what)
        assert got.status_code == 403
        assert got.json["reason"] == "device-revoked"
    [ack] = post(client, walk.phone, "bundles", walk.phone.bundle()).json["entries"]
    assert (ack["status"], ack["fingerprint"]) == ("quarantined", pending.fingerprint)
    assert post(client, walk.phone, "bundles", walk.phone.bundle()).json["revoked"] is True


def test_a_locked_phone_sends_and_reads_nothing(client: FlaskClient, walk: Round) -> None:
    entry = walk.visit(people.CHEN_AYI)
    told = {"v": 1, "consultation": walk.view.code, "fingerprints": [entry.fingerprint]}

    def ask(what: str, sent: Any) -> TestResponse:
        return client.post(f"/doorstep/api/{what}", json=sent, headers=walk.phone.locked_headers)

    assert ask("fingerprints", told).json["registered"] == [entry.fingerprint]
    assert ask("bundles", walk.phone.bundle()).json["entries"][0]["status"] == "recorded"
    assert ask("acknowledgements", told).json["entries"][0]["status"] == "recorded"
    proof = client.get(f"/doorstep/api/proof/{walk.view.code}", headers=walk.phone.locked_headers)
    assert proof.status_code == 200
    round_ = client.get("/doorstep/api/round", headers=walk.phone.locked_headers)
    assert (round_.status_code, round_.json["reason"]) == (403, "device-sends-only")


def test_a_phone_enrolled_before_there_were_two_secrets_goes_on_with_one(
    client: FlaskClient, session: Session, walk: Round
) -> None:
    token = make_enrolment(session, walk.estate_id, walk.leader_id, by="钱敏", secret=SECRET, now=MIDWAY)
    earlier = Phone(clock=MIDWAY)
    asked = earlier.enrolment(token)
    del asked["sending"]
    assert post(client, earlier, "enrol", asked).status_code == 201
    assert get(client, earlier, "round").status_code == 200
    assert post(client, earlier, "acknowledgements", {"v": 1, "fingerprints": ["0" * 64]}).status_code == 200


def test_no_secret_is_two_phones_nor_both_of_one(client: FlaskClient, session: Session, walk: Round) -> None:
    for secret, sending, reason in (
        (walk.phone.sending, b"1" * 32, "unknown-enrolment"),
        (b"2" * 32, walk.phone.secret, "unknown-enrolment"),
        (b"3" * 32, b"3" * 32, "device-keys-unfit"),
        (b"4" * 32, b"5", "device-keys-unfit"),
    ):
        token = make_enrolment(session, walk.estate_id, walk.leader_id, by="钱敏", secret=SECRET, now=MIDWAY)
        phone = Phone(clock=MIDWAY, secret=secret, sending=sending)
        assert post(client, phone, "enrol", phone.enrolment(token)).json["reason"] == reason


def test_another_estates_work_stays_on_the_phone(client: FlaskClient, session: Session, walk: Round) -> None:
    other = people.make_open_consultation(session, people.make_estate(session, code="other"), channels=CHANNELS)
    leader = add_leader(session, other.estate.id, LEADER, ("1",), now=MIDWAY)
    token = make_enrolment(session, other.estate.id, leader, by="钱敏", secret=SECRET, now=MIDWAY)
    moved = Phone(clock=MIDWAY)
    assert post(client, moved, "enrol", moved.enrolment(token)).json["estate"] == "other"
    entry = walk.answers(people.CHEN_AYI)
    [ack] = post(client, moved, "bundles", walk.phone.bundle()).json["entries"]
    asked = post(client, moved, "acknowledgements", {"v": 1, "fingerprints": [entry.fingerprint]})
    assert asked.json["entries"] == [ack]
    assert (ack["status"], ack["elsewhere"]) == ("waiting", True)
    assert post(client, walk.phone, "bundles", walk.phone.bundle()).json["entries"][0]["status"] == "recorded"


def test_fingerprints_are_registered_until_the_end(client: FlaskClient, walk: Round) -> None:
    entry = walk.answers(people.CHEN_AYI)
    told = {"v": 1, "consultation": walk.view.code, "fingerprints": [entry.fingerprint]}
    first, second = (post(client, walk.phone, "fingerprints", told).json for _ in range(2))
    assert first["line"]
    assert second["line"] is None
    assert second["registered"] == [entry.fingerprint]
    with time_machine.travel(CLOSES_AT, tick=False):
        late = post(client, walk.phone, "fingerprints", told)
        assert late.status_code == 410
        assert late.json["reason"] == "closed"
        assert post(client, walk.phone, "bundles", walk.phone.bundle()).json["entries"][0]["status"] == "recorded"
    assert walk.session.scalars(select(func.count()).select_from(Ballot)).one() == 1


def test_the_book_proves_that_it_goes_on_from_what_the_phone_saw(client: FlaskClient, walk: Round) -> None:
    [one] = get(client, walk.phone, "round").json["consultations"]
    seen = one["checkpoint"]
    for person in (people.LIU_SAN, people.ZHAO_KE):
        people.vote(walk.session, walk.view, person, {1: "agree"})
    keys = (walk.view.estate.id, walk.view.id)
    post_checkpoint(walk.session, *keys, day=people.MIDWAY.date(), once_a_day=True, now=people.MIDWAY)
    walk.session.commit()
    proof = get(client, walk.phone, f"proof/{walk.view.code}?seq={seen['seq']}").json
    assert proof["newest"] == seen["seq"] + 3
    assert walk.phone.is_extension(seen["seq"], seen["head"], proof)
    assert not walk.phone.is_extension(seen["seq"], "ab" * 32, proof)
    behind = get(client, walk.phone, f"proof/{walk.view.code}?seq=99")
    assert behind.status_code == 409
    assert behind.json["reason"] == "book-behind"


def test_another_estates_consultation_reads_like_one_that_is_not_there(
    client: FlaskClient, session: Session, walk: Round
) -> None:
    other = people.make_open_consultation(session, people.make_estate(session, code="other"))
    theirs, nowhere = (get(client, walk.phone, f"proof/{code}") for code in (other.code, "ZZZZZZ"))
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.json["reason"] == nowhere.json["reason"] == "unknown-consultation"


def test_reading_the_round_writes_nothing_not_even_when_the_phone_was_seen(client: FlaskClient, walk: Round) -> None:
    with time_machine.travel(MIDWAY.replace(hour=9), tick=False):
        get(client, walk.phone, "round")
    walk.session.expire_all()
    assert walk.session.scalars(select(Device.seen_at)).one() == MIDWAY
