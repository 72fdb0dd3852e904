"""What belongs to another estate answers exactly like what does not exist: by address and by the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from consult.web.access import declaration
from tests.routes.cases import Case
from tests.routes.harvest import Form, forms_on
from tests.routes.neighbours import Visitor
from tests.routes.rounds_of_rubbish import Round, pages_of, pairs
from tests.routes.watching import fingerprint, parted

_CHANGING = re.compile(
    rb'nonce="?-?[A-Za-z0-9_+/=-]+"?|name="csrf_token" value="[^"]*"|name="(?:submission|submission_id)" value="[^"]*"'
    rb'|"request":"[0-9a-f]*"'
)
_ID = re.compile(r"[1-9][0-9]{8,15}")
"""Rows are known by random numbers of up to sixteen digits; a shorter one is an ordinal and means the same anywhere."""


def by_address(here: Round, visitor: Visitor, codes: int = 99) -> int:
    """Hold next door's places in every address against places that are nowhere; answers how many were compared.

    `codes`: of so many of our consultations.
    """
    compared = 0
    for rule, method in pairs(here.app):
        if str(declaration(here.app, rule.endpoint)).startswith(("staff", "device", "program")):
            for name, ids, (theirs, nowhere) in here.places.swapped(rule, codes):
                asked = (Case(method, theirs), Case(method, nowhere))
                _hold(here, visitor, asked, ids, f"{method} {rule.rule}, {name}")
                compared += 1
    return compared


def by_form(here: Round, visitor: Visitor) -> int:
    """Send our own forms with next door's ids and with ids that are nowhere; answers how many were compared."""
    compared, chance = 0, Random(1)
    neighbour = here.here.visitors[f"{visitor.name} next door"]
    theirs = forms_on(here.app, here.client, neighbour, pages_of(here.app, here.places, is_other=True))
    for endpoint, forms in here.forms[visitor.name].items():
        if str(declaration(here.app, endpoint)) == "anyone":
            continue
        for form in forms:
            for name, value in _ids(form, theirs.get(endpoint, [])):
                missing = str(chance.randrange(10**8, 10 ** len(value)))
                asked = tuple(Case("POST", form.address, fields=_with(form, name, one)) for one in (value, missing))
                _hold(here, visitor, asked, (value, missing), f"{endpoint}, field {name}")  # type: ignore[arg-type]
                compared += 1
    return compared


def _ids(form: Form, theirs: list[Form]) -> Iterator[tuple[str, str]]:
    """Which fields of a form hold ids, and an id that stands in the same field next door and not in ours."""
    ours = {value for _, value in form.fields}
    for name in dict.fromkeys(name for name, value in form.fields if _ID.fullmatch(value)):
        there = [value for other in theirs for field, value in other.fields if field == name and _ID.fullmatch(value)]
        foreign = next((value for value in there if value not in ours), None)
        if foreign is not None:
            yield name, foreign


def _with(form: Form, name: str, value: str) -> tuple[tuple[str, str], ...]:
    return tuple((field, value if field == name else said) for field, said in form.fields)


def _hold(here: Round, visitor: Visitor, asked: tuple[Case, Case], ids: tuple[str, str], what: str) -> None:
    """Ask both; their answers must be the same but for the id, and next door nothing may change."""
    told = []
    for case, known in zip(asked, ids, strict=True):
        answer = here.send(case, visitor)
        if answer is None:
            return
        body = _CHANGING.sub(b"", answer.data)
        for said in (case.address, known):
            body = body.replace(said.encode(), b"ID")
        told.append((answer.status_code, answer.headers.get("Location", "").replace(known, "ID"), body))
        if here.kept.is_changed():
            if where := parted(fingerprint(here.engine, here.here.other_id), here.next_door):
                here.fault(f"{visitor.name}, {what}: {where} of next door changed", case)
            here.kept.put_back()
    if told[0] != told[1]:
        here.fault(
            f"{visitor.name}, {what}: next door {told[0][:2]}, nowhere {told[1][:2]}{_first(told[0][2], told[1][2])}"
        )


def _first(one: bytes, other: bytes) -> str:
    """Where two answers part."""
    at = next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), 0)
    parts = (said[max(0, at - 40) : at + 60].decode("utf-8", "replace") for said in (one, other))
    return "" if one == other else ": " + " / ".join(map(repr, parts))
