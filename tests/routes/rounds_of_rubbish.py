"""Every route, every visitor, many requests: no fault of ours, nothing changed by looking, nothing of next door."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from consult.models.base import db
from consult.web.access import declaration
from consult.web.console.batches import PRESS
from consult.web.pace import Pace
from consult.web.program_visit import GUESSES, PACE
from tests import blank_paper
from tests.databases import prepared_engine, settings_for
from tests.house import rounds
from tests.one_app import lent
from tests.routes.addresses import Places
from tests.routes.cases import Case, Drawer
from tests.routes.harvest import Form, forms_on, names_in_templates
from tests.routes.neighbours import MARK, OWN, Neighbours, Visitor, make_neighbours
from tests.routes.watching import Fingerprint, Kept, fingerprint, parted

LOOKING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
ALLOWED = frozenset({("operations.ready", 503)})
"""It says so when a ballot could not be stored; every other 5xx is a fault."""
LOOKS_FOR_FORMS = ("nobody", "a household", "a household that has answered", "a tenant", "the committee")
"""Whose pages are looked through for forms: together they see every one there is."""
DECLARED = frozenset[str]()
"""Tables in which looking may leave a trace: none does."""


@dataclass
class Round:
    """The two estates behind one application, and what was found wrong."""

    app: Flask
    client: FlaskClient
    engine: Engine
    here: Neighbours
    places: Places
    kept: Kept
    next_door: Fingerprint
    names: Sequence[str] = ()
    looks: Sequence[str] = LOOKS_FOR_FORMS
    faults: dict[str, str] = field(default_factory=dict)
    """What is wrong → the first request that showed it."""
    asked: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    """What the application logged as its own fault since the last request."""

    @cached_property
    def forms(self) -> dict[str, dict[str, list[Form]]]:
        """Visitor → endpoint → the forms that really send there."""
        pages, visitors = pages_of(self.app, self.places), self.here.visitors
        return {name: forms_on(self.app, self.client, visitors[name], pages) for name in self.looks}

    def fault(self, what: str, case: object = "") -> None:
        """Note what is wrong, each once."""
        self.faults.setdefault(what, str(case)[:1_500])

    def send(self, case: Case, visitor: Visitor) -> TestResponse | None:
        """Send a request; None where it could not even be sent (a client that refuses what we made up)."""
        self.said.clear()
        try:
            return self.client.open(case.address, method=case.method, buffered=True, **_sent(case, visitor))
        except (UnicodeError, ValueError) as unsendable:
            if self.said or not _is_the_clients(unsendable):
                raise
            return None


def _sent(case: Case, visitor: Visitor) -> dict[str, object]:
    # As far as a line of HTTP can carry them.
    made_up = {name: value.replace("\r\n", "") for name, value in case.headers.items()}
    headers = {**visitor.headers, **made_up}
    if case.body:
        return {"headers": headers, "data": case.body}
    if case.files:
        form = MultiDict[str, object](case.fields)
        for name, (file, content) in case.files.items():
            form.add(name, FileStorage(io.BytesIO(content), file))
        return {"headers": headers, "data": form}
    return {"headers": headers, "data": MultiDict(case.fields)} if case.fields else {"headers": headers}


def _is_the_clients(error: Exception) -> bool:
    """Whether the test client itself could not write the request: no server would have seen it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        if trace.tb_frame.f_code.co_name in ("wsgi_app", "full_dispatch_request"):
            return False
        trace = trace.tb_next
    return True


@contextmanager
def two_estates(url: str, folder: Path) -> Iterator[Round]:
    """Both estates in a fresh database at `rounds.NOW`; papers are laid out blank, and no press runs."""
    settings = settings_for(url, folder / "instance")
    with (
        time_machine.travel(rounds.NOW, tick=False),
        pytest.MonkeyPatch.context() as patch,
        lent(settings) as app,
    ):
        blank_paper.put_in_place(patch)
        patch.setattr(logging, "lastResort", None)
        engine = prepared_engine(url)
        with Session(engine) as session:
            here = make_neighbours(session, app)
        app.config["WTF_CSRF_ENABLED"] = False
        app.config["PROPAGATE_EXCEPTIONS"] = False
        # Thousands of requests come from one address and in one moment.
        app.extensions[PACE] = app.extensions[GUESSES] = Pace(10**9)
        app.extensions[PRESS] = lambda _estate, _printing: None
        here_all = _round(app, engine, here)
        with _listening(app, here_all.said):
            yield here_all
        here_all.kept.close()
        with app.app_context():
            db.session.remove()
        engine.dispose()


def _round(app: Flask, engine: Engine, here: Neighbours) -> Round:
    # A plain one: rubbish is asked for without looking at what comes, such as the nothing that follows a HEAD.
    client = FlaskClient(app, app.response_class, use_cookies=False)
    places = Places(app, here)
    found = Round(app, client, engine, here, places, Kept(engine), fingerprint(engine, here.other_id))
    found.names = names_in_templates()
    return found


def pages_of(app: Flask, places: Places, *, is_other: bool = False) -> list[str]:
    """Every page of a world."""
    return [page for rule in rounds.routes(app, "GET") for page in places.own(rule, is_other=is_other)]


@contextmanager
def _listening(app: Flask, said: list[str]) -> Iterator[None]:
    """Hear what the application logs as its own faults."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            fault = record.exc_info[1] if record.exc_info else None
            said.append(f"{record.getMessage()}: {type(fault).__name__}" + _where(fault))

    ear = Ear(logging.ERROR)
    app.logger.addHandler(ear)
    try:
        yield
    finally:
        app.logger.removeHandler(ear)


def _where(fault: BaseException | None) -> str:
    """The innermost line of our own that a fault came through."""
    found, trace = "", fault.__traceback__ if fault else None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        found = f" ({name.rpartition('/consult/')[2]}:{trace.tb_lineno})" if "/consult/" in name else found
        trace = trace.tb_next
    return found


def pairs(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with each of its methods, from the map itself: a new one is taken in."""
    found = [
        (rule, method) for rule in app.url_map.iter_rules() for method in sorted((rule.methods or set()) - {"OPTIONS"})
    ]
    return sorted(found, key=lambda pair: (pair[0].rule, pair[1]))


def rubbish(here: Round, rule: Rule, method: str, visitor: Visitor, cases: int, seed: int) -> None:
    """So many requests to one route by one visitor."""
    chance = Random(f"{seed} {rule.rule} {method} {visitor.name}")
    forms = here.forms.get(visitor.name, {}).get(rule.endpoint) or here.forms["the committee"].get(rule.endpoint, [])
    drawer = Drawer(forms, here.names, chance)
    for _ in range(cases):
        case = drawer.draw(method, here.places.drawn(rule, chance))
        answer = here.send(case, visitor)
        here.asked[f"{method} {rule.rule}"] += 1
        if answer is not None:
            _look(here, rule, case, visitor, answer)


def _look(here: Round, rule: Rule, case: Case, visitor: Visitor, answer: TestResponse) -> None:
    status = answer.status_code
    here.statuses[status] += 1
    if (status >= 500 and (rule.endpoint, status) not in ALLOWED) or here.said:
        here.fault(f"{status}: {here.said[0] if here.said else rule.endpoint}", f"{visitor.name}: {case}")
    if _shows_neighbours(here, rule, case, visitor, answer):
        here.fault(f"{visitor.name} was shown something of next door by {rule.endpoint}", case)
    if here.kept.is_sqlite and here.kept.is_changed():
        _changed(here, rule, case, visitor)


def _changed(here: Round, rule: Rule, case: Case, visitor: Visitor) -> None:
    """Something was written: never by looking, and never next door by somebody of ours."""
    if case.method in LOOKING:
        where = [name for name in parted(fingerprint(here.engine), here.kept.whole) if name not in DECLARED]
        if where:
            here.fault(f"looking at {rule.endpoint} changed {where}", f"{visitor.name}: {case}")
    elif visitor.estate == OWN and str(declaration(here.app, rule.endpoint)) != "anyone":
        where = parted(fingerprint(here.engine, here.here.other_id), here.next_door)
        if where:
            here.fault(f"{visitor.name} changed {where} of next door by {rule.endpoint}", case)
    here.kept.put_back()


def _shows_neighbours(here: Round, rule: Rule, case: Case, visitor: Visitor, answer: TestResponse) -> bool:
    """Whether anything of the other estate is said to somebody of ours, who did not bring it along themselves."""
    if visitor.estate != OWN or MARK.encode() not in answer.data or _is_public(here, rule):
        return False
    return MARK not in str(case.fields) and MARK.encode() not in case.body


def _is_public(here: Round, rule: Rule) -> bool:
    """Whether a route's pages are for everybody who has the address: a consultation's public page, a letter's QR."""
    return str(declaration(here.app, rule.endpoint)) in ("anyone", "None") or not rule.rule.startswith(
        ("/api", "/console", "/doorstep", "/account", "/staff", "/P", "/p")
    )


def finish_batch(here: Round) -> None:
    """Where the database does not tell of each change, put it back after a batch."""
    if not here.kept.is_sqlite and here.kept.is_changed():
        here.kept.put_back()


def everything(
    here: Round, cases: int, seed: int, *, share: Callable[[int], bool] = lambda _at: True, say: Callable[[str], None]
) -> None:
    """Every route × every visitor; `share`: which of the routes this process takes."""
    chosen = [pair for at, pair in enumerate(pairs(here.app)) if share(at)]
    for done, (rule, method) in enumerate(chosen, start=1):
        for visitor in here.here.visitors.values():
            rubbish(here, rule, method, visitor, cases, seed)
            finish_batch(here)
        if done % 10 == 0:
            say(f"{done} of {len(chosen)} routes, {sum(here.asked.values())} requests, {len(here.faults)} faults")
