"""Every route with some rubbish from somebody, and next door as good as nowhere: scripts/prove/routes in small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from consult.web.access import allow
from tests.routes.cases import Case
from tests.routes.next_door import by_address, by_form
from tests.routes.rounds_of_rubbish import Round, _look, pairs, rubbish, two_estates

pytestmark = pytest.mark.one_database


@pytest.fixture
def here(engine_url: str, tmp_path: Path) -> Iterator[Round]:
    with two_estates(engine_url, tmp_path) as found:
        yield found


def test_no_rubbish_is_a_fault_of_ours_and_next_door_is_nowhere(here: Round) -> None:
    """One test, for bringing two estates to life takes longer than asking."""
    chance, committee = Random(1), here.here.visitors["the committee"]
    here.looks = (committee.name,)
    for rule, method in pairs(here.app):
        visitor = committee if chance.random() < 0.6 else chance.choice(list(here.here.visitors.values()))
        rubbish(here, rule, method, visitor, 1, seed=1)
    assert len(here.asked) == len(pairs(here.app))
    assert by_address(here, committee, codes=1) > 50
    assert by_form(here, committee) > 10
    assert not here.faults


def test_what_these_rounds_would_show(here: Round) -> None:
    """The control: a page of next door shown to us, a fault of ours, and something written by looking are seen."""
    rule = next(rule for rule, _ in pairs(here.app) if rule.endpoint == "console.home")
    case, ours = Case("GET", "/console"), here.here.visitors["the committee"]
    theirs = here.here.visitors["the committee next door"]
    shown = here.send(case, theirs)
    assert shown is not None
    _look(here, rule, case, theirs, shown)
    assert not here.faults
    _look(here, rule, case, ours, shown)
    here.app.view_functions["console.home"] = allow.anyone(lambda: 1 // 0)
    broken = here.send(case, ours)
    assert broken is not None
    _look(here, rule, case, ours, broken)
    told = " ".join(here.faults)
    assert "shown something of next door" in told
    assert "ZeroDivisionError" in told
