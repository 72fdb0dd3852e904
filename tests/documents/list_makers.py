"""How the lists of those who walk and the papers for the board are made from the same given texts as all others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from consult.documents.daily_digest import daily_digest_pdf
from consult.documents.delivery_sheet import delivery_sheets_pdf
from consult.documents.explain_card import explain_card_pdf
from consult.documents.turnout_sheet import turnout_sheet_pdf
from consult.documents.walking_list import walking_lists_pdf
from consult.domain.deemed import Service
from consult.domain.privacy import Secrecy, publish
from consult.domain.service import Method
from consult.wording.language import Words
from tests.documents.board_sheets import DIGEST, TURNOUT, cell
from tests.documents.givens import Given
from tests.documents.lists import CARD, DELIVERY, door, line, tried

ENTRANCE = "2"
LINES = 30
"""More than two pages of either list hold."""


def delivery_sheet(given: Given, words: Words) -> bytes:
    """A building whose first door has taken its ballot, and was tried before."""
    served = (tried(Method.IN_PERSON, 3, given.name or "王小明", "配偶"), tried(Method.NOT_HOME, 1))
    place = (given.building, ENTRANCE, given.room)
    about: dict[str, Any] = {"place": place, "units": (place,), "attempts": served, "service": Service.IN_PERSON}
    lines = [line(1, **about), *(line(number, given.building) for number in range(2, LINES + 1))]
    sheet = replace(DELIVERY, title=given.title, issuer=given.issuer)
    return delivery_sheets_pdf(sheet, [(given.building, lines)], words)


def walking_list(given: Given, words: Words) -> bytes:
    """A building with its card before it."""
    place = (given.building, ENTRANCE, given.room)
    first = door(1, place=place, units=(place,), attempts=(tried(Method.NOT_HOME, 3), tried(Method.LETTERBOX, 1)))
    doors = [first, *(door(number, given.building) for number in range(2, LINES + 1))]
    return walking_lists_pdf(_card(given), [(given.building, doors)], words)


def explain_card(given: Given, words: Words) -> bytes:
    """The card alone."""
    return explain_card_pdf(_card(given), words)


def _card(given: Given) -> Any:
    texts = {"title": given.title, "issuer": given.issuer, "intro": given.prose}
    return replace(CARD, **texts, questions=given.questions)


def turnout_sheet(given: Given, words: Words) -> bytes:
    """Three buildings, one with its entrances."""
    names = (given.building, "13", "14")
    parts = publish(Secrecy.NAMED, [cell(name, 40 + at, 20 + at) for at, name in enumerate(names)])
    entrances = {given.building: publish(Secrecy.NAMED, [cell("1", 20, 9), cell("2", 20, 11)])}
    texts = {"title": given.title, "scope": given.prose, "issuer": given.issuer}
    return turnout_sheet_pdf(replace(TURNOUT, **texts, buildings=parts, entrances=entrances), words)


def daily_digest(given: Given, words: Words) -> bytes:
    """One day."""
    return daily_digest_pdf(replace(DIGEST, title=given.title, issuer=given.issuer), words)


CODES_AT_DOORS = tuple(door(number).address.upper() for number in range(1, LINES + 1))
