"""Two estates in one installation: what is handed out of one (pages, files, figures, lists) holds nothing of the other.

By which addresses and ids one might reach across is asked in tests/routes; here it is what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.databases import PUBLIC_URL, SECRET
from tests.house import rounds
from tests.routes.cases import Case
from tests.routes.neighbours import MARK, OWN
from tests.routes.rounds_of_rubbish import Round, two_estates

pytestmark = pytest.mark.one_database
NAMES_ALL = frozenset({"resident.front", "resident.sign_in"})
"""The front page and the sign-in name every vote that is open, so that somebody without a letter finds theirs."""


@pytest.fixture
def here(engine_url: str, tmp_path: Path) -> Iterator[Round]:
    with two_estates(engine_url, tmp_path) as found:
        yield found


def test_nothing_that_is_handed_out_holds_anything_of_next_door(here: Round) -> None:
    """Every address of ours: pages, the public package, the book, pictures, the round of a phone, previews."""
    theirs = [MARK, *here.here.other.codes, here.here.other.receipt, here.here.other_photo]
    for name in ("nobody", "the committee", "a household that has answered", "a phone"):
        visitor = here.here.visitors[name]
        for rule in rounds.routes(here.app, "GET"):
            for address in here.places.own(rule) if rule.endpoint not in NAMES_ALL else ():
                answer = here.send(Case("GET", address), visitor)
                assert answer is not None
                found = [one for one in theirs if one.encode() in answer.data]
                assert not found, (name, address, found)


def test_the_figures_for_prometheus_name_no_estate(here: Round) -> None:
    answer = here.send(Case("GET", "/metrics"), here.here.visitors["nobody"])
    assert answer is not None
    assert answer.status_code == 200
    named = ["lilong", "nextdoor", MARK, "里弄", *here.here.own.codes, *here.here.other.codes]
    assert not [one for one in named if one in answer.text]


def test_a_phone_next_door_knows_none_of_our_doors(here: Round) -> None:
    """Its own round, and no line of our book."""
    next_door = here.here.visitors["a phone next door"]
    walk = here.send(Case("GET", "/doorstep/api/round"), next_door)
    assert walk is not None
    assert walk.status_code == 200
    assert not [code for code in here.here.own.codes if code in walk.text]
    for code in here.here.own.codes:
        proof = here.send(Case("GET", f"/doorstep/api/proof/{code}?from=1&to=1"), next_door)
        nowhere = here.send(Case("GET", "/doorstep/api/proof/ZZZZZZ?from=1&to=1"), next_door)
        assert proof is not None
        assert nowhere is not None
        assert (proof.status_code, proof.get_json()["type"]) == (nowhere.status_code, nowhere.get_json()["type"])


def test_a_list_of_one_estate_names_none_of_the_other(here: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", str(here.engine.url))
    monkeypatch.setenv("CONSULT_SECRET_KEY", SECRET)
    monkeypatch.setenv("CONSULT_PUBLIC_URL", PUBLIC_URL)
    said = run("consultation", "list", "--estate", "lilong").out
    assert all(code in said for code in here.here.own.codes)
    assert not [code for code in here.here.other.codes if code in said]


def test_somebody_of_each_estate_is_here(here: Round) -> None:
    """The control: both worlds are really there, and next door's own people are shown what is theirs."""
    assert {visitor.estate for visitor in here.here.visitors.values()} == {"", OWN, "other"}
    answer = here.send(Case("GET", "/console"), here.here.visitors["the committee next door"])
    assert answer is not None
    assert MARK in answer.text
