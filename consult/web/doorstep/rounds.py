"""A leader's round for a phone to keep: all it needs on the stairs without a network, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from flask import Response, request

from consult import clock
from consult.documents.explain_card import ExplainCard, card_said
from consult.domain.day_word import word_of_day
from consult.domain.doorstep.bundle import LARGEST_BUNDLE, LARGEST_ENTRY, MOST_ENTRIES, MOST_FINGERPRINTS
from consult.domain.doorstep.entry import LARGEST_PHOTO
from consult.domain.doorstep.fields import as_base64url
from consult.domain.ledger import utc_text
from consult.domain.question_json import to_json
from consult.domain.refusal import Refusal
from consult.domain.service import LONGEST_NOTE
from consult.domain.walking_order import floor_and_door
from consult.models.base import db
from consult.queries.consultations import EstateView, estate_of_id
from consult.queries.doorstep_devices import DeviceVisit
from consult.queries.doorstep_round import DoorOnRound, RoundConsultation, round_of, sealing_key
from consult.queries.walking_list_paper import explain_card
from consult.web.access import allow
from consult.web.doorstep.blueprint import answer, doorstep_api, reading_device
from consult.web.i18n import settings
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from consult.wording.places import further_rooms, place_name
from consult.wording.question_cards import QuestionCards, question_cards

LIMITS = {
    "entries": MOST_ENTRIES,
    "bundle_bytes": LARGEST_BUNDLE,
    "entry_bytes": LARGEST_ENTRY,
    "photo_bytes": LARGEST_PHOTO,
    "note": LONGEST_NOTE,
    "fingerprints": MOST_FINGERPRINTS,
}

WORDS_FOR_DAYS = 7
"""A phone that was lost tells the words of few days."""


@doorstep_api.get("/round")
@allow.device
def round_() -> Response:
    """The round of this phone's leader; of one building, if named. Refuses `unknown-building`, `device-sends-only`."""
    visit, now = reading_device(), clock.now()
    buildings = _asked(visit)
    key = sealing_key(db.session(), visit.estate_id)
    # A phone is enrolled with a code, and the first code makes the key.
    key_id, public = key or ("", b"")
    walked = round_of(db.session(), visit.estate_id, buildings, now=now)
    return answer(
        {
            "zone": settings().timezone,
            "device": {"id": str(visit.device_id), "name": visit.name, "leader": visit.leader},
            "estate": _estate(estate_of_id(db.session(), visit.estate_id)),
            "key": {"id": key_id, "public": as_base64url(public)},
            "limits": LIMITS,
            "words": _words_of_days(visit.estate_id, now),
            "consultations": [_consultation(one, now) for one in walked],
        }
    )


def _words_of_days(estate_id: int, now: datetime) -> dict[str, dict[str, str]]:
    """Date → the word of that day, for as long as a round may be walked without a network."""
    estate, chosen = estate_of_id(db.session(), estate_id), settings()
    today = now.astimezone(chosen.zone).date()
    days = [today + timedelta(days=n) for n in range(WORDS_FOR_DAYS)]
    return {day.isoformat(): word_of_day(chosen.secret_key, estate.code, day) for day in days}


def _asked(visit: DeviceVisit) -> frozenset[str]:
    """The buildings asked for; a building of somebody else's reads exactly like one that is not there."""
    named = request.args.get("building")
    if named is None:
        return visit.buildings
    if named not in visit.buildings:
        raise Refusal("unknown-building")
    return frozenset((named,))


def _readers() -> dict[str, Words]:
    zone = settings().zone
    return {"zh": words_for(CHINESE, zone), "en": words_for(ENGLISH, zone)}


def _estate(estate: EstateView) -> dict[str, Any]:
    phone = estate.contact.get("phone", "")
    return {"code": estate.code, "name": dict(estate.name), "committee": dict(estate.committee), "phone": phone}


def _consultation(one: RoundConsultation, now: datetime) -> dict[str, Any]:
    view, readers = one.view, _readers()
    cards = {name: explain_card(view, words, settings().public_url, now) for name, words in readers.items()}
    return {
        "code": view.code,
        "number": view.number,
        "kind": view.kind.value,
        "state": view.state.value,
        "title": dict(view.title),
        "intro": dict(view.intro),
        "opens_at": utc_text(view.opens_at),
        "closes_at": utc_text(view.closes_at),
        "text": view.text_hash,
        "takes": [kind.value for kind in one.takes],
        "hours": {
            kind.value: {"from": utc_text(begins), "until": utc_text(ends)}
            for kind, (begins, ends) in one.hours.items()
        },
        "questions": [to_json(question) for question in view.questions],
        "cards": {
            name: [_question(asked) for asked in question_cards(words, view.questions)]
            for name, words in readers.items()
        },
        "explain": {name: _explained(cards[name], words) for name, words in readers.items()},
        "checkpoint": {"seq": one.checkpoint[0], "head": one.checkpoint[1]} if one.checkpoint else None,
        "buildings": [_building(name, doors, readers) for name, doors in one.buildings.items()],
    }


def _question(asked: QuestionCards) -> dict[str, Any]:
    """A question as a resident's own screen shows it, before anything is chosen."""
    return {
        "number": asked.number,
        "name": asked.name,
        "type": asked.type,
        "title": asked.title,
        "body": asked.body,
        "plain": asked.plain,
        "how": asked.how,
        "cards": [asdict(card) for card in asked.cards],
        "condition": asdict(asked.condition) if asked.condition else None,
        "plans": [asdict(plan) for plan in asked.plans],
        "steps": list(asked.steps),
        "unit": asked.unit,
    }


def _explained(card: ExplainCard, words: Words) -> dict[str, Any]:
    said = card_said(card, words)
    return {
        "questions": [
            {"number": one.number, "title": one.title, "body": one.body, "choices": list(one.choices)}
            for one in said.questions
        ],
        "asked": [{"question": question, "answers": list(answers)} for question, answers in said.asked],
        "manners": list(said.manners),
    }


def _building(building: str, doors: Sequence[DoorOnRound], readers: dict[str, Words]) -> dict[str, Any]:
    return {
        "building": building,
        "name": {name: place_name(words, building, "", "") for name, words in readers.items()},
        "doors": [_door(door, readers) for door in doors],
    }


def _door(door: DoorOnRound, readers: dict[str, Words]) -> dict[str, Any]:
    _building_name, entrance, room = door.place
    return {
        "elector": str(door.elector_id),
        "entrance": entrance,
        "room": room,
        "floor": floor_and_door(room)[0],
        "name": {name: place_name(words, *door.place) for name, words in readers.items()},
        "further": {name: further_rooms(words, door.place, door.units) for name, words in readers.items()},
        "serial": door.serial,
        "state": door.state,
        "tried": [{"method": one.method.value, "at": utc_text(one.at), "relation": one.relation} for one in door.tried],
    }
