"""A press for tests: the batch is made in the test's own process, or left waiting."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from consult import clock
from consult.press.work import PrintRoom, work_on
from consult.web.console.batches import PRESS
from consult.wording.language import CHINESE, SHANGHAI
from tests.databases import PUBLIC_URL, SECRET


def room(app: Flask, session: Session) -> PrintRoom:
    """The print room of the application under test."""
    instance: Path = app.extensions["consult_settings"].instance
    return PrintRoom(session, instance, SECRET, PUBLIC_URL, SHANGHAI, CHINESE, clock.now, 1)


def at_once(app: Flask, session: Session) -> None:
    """Whatever is ordered is made before the page answers."""
    app.extensions[PRESS] = lambda estate, printing: work_on(room(app, session), estate, printing)


def never(app: Flask) -> None:
    """Whatever is ordered waits."""
    app.extensions[PRESS] = lambda _estate, _printing: None
