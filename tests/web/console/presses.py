"""A press for tests: the batch is made in the test's own process, or left waiting."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult import clock
from consult.config import Settings
from consult.press.work import PrintRoom, work_on
from consult.web.console.batches import PRESS


def room(app: Flask, session: Session) -> PrintRoom:
    """The print room of the application under test, with its settings and its clock."""
    chosen: Settings = app.extensions["consult_settings"]
    return PrintRoom(
        session, chosen.instance, chosen.secret_key, chosen.public_url, chosen.zone, chosen.locale, clock.now, 1
    )


def at_once(app: Flask, session: Session) -> None:
    """Whatever is ordered is made before the page answers."""
    app.extensions[PRESS] = lambda estate, printing: work_on(room(app, session), estate, printing)


def served(app: Flask, engine: Engine) -> None:
    """The same behind a real server, whose threads take a session each; the batch knows the test's clock."""

    def make(estate: int, printing: int) -> None:
        with Session(engine) as session:
            work_on(room(app, session), estate, printing)

    app.extensions[PRESS] = make


def never(app: Flask) -> None:
    """Whatever is ordered waits."""
    app.extensions[PRESS] = lambda _estate, _printing: None
