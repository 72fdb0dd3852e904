"""Benchmark `pages`: what people open most, on an estate of 3 000 households, against an empty page (performance.md).

The baseline in the same run is an empty page of the same template engine on the same server with as many threads. Each
page is also opened in this process, where its statements are counted: before any ballot, and after many.
"""

from __future__ import annotations

import random
import secrets
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Submission, cast_ballot
from consult.app import create_app
from consult.config import Settings
from consult.domain.consultation import Channel
from consult.domain.visit import Audience, new_key
from consult.models.account import Staff, Visit
from consult.models.base import db, new_id
from consult.models.electorate import ElectorRow
from consult.models.engine import prepare
from consult.models.kept_secret import locked
from consult.models.proving import APP_LOCK
from consult.models.second_factor import CodeApp
from scripts.bench.figures import Table, parser, show_all
from scripts.bench.made import Made, make
from scripts.bench.servers import THREADS, process, serving
from scripts.bench.voters import Voter, crowd
from tests.postgresql_server import PostgresqlServer

MOST_STATEMENTS = 12

EMPTY_TEMPLATE = """
import sys
from flask import Flask, render_template
from jinja2 import DictLoader
from waitress import serve
app = Flask("empty")
app.jinja_env.loader = DictLoader({"empty.html": "<!doctype html><title>{{ name }}</title>"})
app.get("/")(lambda: render_template("empty.html", name="empty"))
serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=int(sys.argv[2]), _quiet=True)
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and who opens it: the cookie of the session that opens it ('' for anybody)."""

    name: str
    path: str
    cookie: str = ""


def main() -> None:
    """Measure every page and print one table; exit status 1 where a page asks too often, or more with every ballot."""
    options = parser(__doc__ or "")
    options.add_argument("--households", type=int, default=3000, help="households of the estate")
    options.add_argument("--ballots", type=int, default=300, help="ballots cast between the two counts of statements")
    options.add_argument("--requests", type=int, default=400, help="requests in one measurement")
    options.add_argument("--readers", type=int, default=8, help="readers at the same time")
    options.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    chosen = options.parse_args()
    with _estate(chosen) as (settings, made, pages):
        before = _statements(settings, pages)
        _cast(settings, made, chosen.ballots)
        after = _statements(settings, pages)
        rates = _rates(settings, pages, chosen)
    empty = rates.pop("empty")
    rows = [
        [page.name, rates[page.name], empty, rates[page.name] / empty, before[page.name], after[page.name]]
        for page in pages
    ]
    title = f"Pages on {chosen.households} households, {chosen.database}, {chosen.readers} readers at a time"
    columns = ["page", "pages/s", "empty page/s", "× empty", "statements", f"after {chosen.ballots} ballots"]
    show_all([Table(title, columns, rows)], as_json=chosen.json)
    sys.exit(any(max(before[p.name], after[p.name]) > MOST_STATEMENTS or after[p.name] > before[p.name] for p in pages))


@contextmanager
def _estate(chosen: Any) -> Iterator[tuple[Settings, Made, list[Page]]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'bench.sqlite3'}"
        if chosen.database == "postgresql":
            server = PostgresqlServer(on_disk=True)
            stack.callback(server.stop)
            url = server.url(server.create()).replace("postgresql://", "postgresql+psycopg://")
        settings = Settings(folder, url, secrets.token_urlsafe(48), "http://127.0.0.1")
        made = make(settings, chosen.households, letters=False)
        yield settings, made, _pages(settings, made)


def _pages(settings: Settings, made: Made) -> list[Page]:
    """The pages, with somebody signed in who may open them."""
    keys, now = {Audience.HOUSEHOLD: new_key(), Audience.STAFF: new_key()}, datetime.now(UTC)
    with _session(settings) as session:
        staff = _staff(session, settings, made, now)
        # The last one: those before it cast ballots while statements are counted.
        elector = _electors(session, made)[-1]
        subjects = {Audience.HOUSEHOLD: (elector, made.consultation_id), Audience.STAFF: (staff.id, None)}
        for audience, (subject, consultation) in subjects.items():
            whose = {"estate_id": made.estate_id, "subject_id": subject, "consultation_id": consultation}
            session.add(Visit.begun(keys[audience], audience, now=now, **whose))  # type: ignore[arg-type]
        session.commit()
    cookies = {audience: _cookie(settings, audience, key, now) for audience, key in keys.items()}
    return [
        Page("question", f"/c/{made.code}"),
        Page("ballot", f"/c/{made.code}/ballot", cookies[Audience.HOUSEHOLD]),
        Page("console home", "/console", cookies[Audience.STAFF]),
        Page("turnout", f"/console/c/{made.code}", cookies[Audience.STAFF]),
    ]


def _staff(session: Session, settings: Settings, made: Made, now: datetime) -> Staff:
    """A secretary with a second factor, without which nobody gets further than setting one up."""
    mine: dict[str, Any] = {"estate_id": made.estate_id, "created_at": now}
    staff = Staff(id=new_id(), name="bench", login="bench", role="committee", is_active=True, **mine)
    session.add(staff)
    session.flush()
    sealed = locked(settings.secret_key, APP_LOCK, b"JBSWY3DPEHPK3PXP")
    app = {"staff_id": staff.id, "secret_locked": sealed, "begun_at": now, "confirmed_at": now, "last_step": 0}
    session.add(CodeApp(estate_id=made.estate_id, id=new_id(), **app))
    return staff


def _cookie(settings: Settings, audience: Audience, key: str, now: datetime) -> str:
    """A session's cookie, signed as the service signs it."""
    app = Flask("bench")
    app.secret_key = settings.secret_key
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps({audience.value: [key, int(now.timestamp())]}))


@contextmanager
def _session(settings: Settings) -> Iterator[Session]:
    engine = create_engine(settings.database_url)
    prepare(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def _electors(session: Session, made: Made) -> list[int]:
    mine = ElectorRow.consultation_id == made.consultation_id
    return list(session.scalars(select(ElectorRow.id).where(mine).order_by(ElectorRow.number)))


def _cast(settings: Settings, made: Made, ballots: int) -> None:
    with _session(settings) as session:
        for elector in _electors(session, made)[:ballots]:
            sent = Submission(
                secrets.token_hex(16), made.estate_id, made.consultation_id, elector, {1: "agree"}, Channel.WEB
            )
            cast_ballot(session, sent, now=datetime.now(UTC))


def _statements(settings: Settings, pages: list[Page]) -> dict[str, int]:
    """How many statements each page sends, the second time it is opened."""
    app, said = create_app(settings), list[str]()
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda _c, _u, statement, *_more: said.append(statement))
    counted = {}
    for page in pages:
        for _ in range(2):
            said.clear()
            client = app.test_client()
            client.set_cookie("consult", page.cookie)
            answer = client.get(page.path)
            if answer.status_code != 200:
                raise SystemExit(f"{page.path}: {answer.status_code}\n{answer.text[:1000]}")
        counted[page.name] = sum(not statement.startswith("BEGIN") for statement in said)
    return counted


def _rates(settings: Settings, pages: list[Page], chosen: Any) -> dict[str, float]:
    """Medians of pages a second, each measured in turn with the empty page."""
    measured: dict[str, list[float]] = {page.name: [] for page in [*pages, Page("empty", "/")]}
    with serving(settings) as port, process([sys.executable, "-c", EMPTY_TEMPLATE], str(THREADS)) as empty:
        for _ in range(chosen.times + 1):
            measured["empty"].append(_rate(empty, Page("empty", "/"), chosen))
            for page in pages:
                measured[page.name].append(_rate(port, page, chosen))
    # The first round warms both servers up.
    return {name: statistics.median(rates[1:]) for name, rates in measured.items()}


def _rate(port: int, page: Page, chosen: Any) -> float:
    class Reader(Voter):
        """Opens the page where a voter sends a ballot; every reader is a browser of their own."""

        def send(self, connection: Any) -> None:
            """Open it once."""
            self.ask(connection, "GET", page.path)

    cookies = {"consult": page.cookie} if page.cookie else {}
    readers = [Reader(port, "", "", {}, dict(cookies)) for _ in range(chosen.requests)]
    random.Random(chosen.seed).shuffle(readers)
    return crowd(readers, size=chosen.readers).rate


if __name__ == "__main__":
    main()
