"""One application for each process, lent to test after test with the database of each.

Making an application and compiling its templates takes longer than most tests; what a test changes of it is put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from consult.app import create_app
from consult.config import Settings
from consult.models.base import db
from consult.web import program_visit
from tests.compiled_templates import COMPILED
from tests.databases import prepared_engine

_made: dict[str, Flask] = {}


@contextmanager
def lent(settings: Settings) -> Iterator[Flask]:
    """The process's application, set and connected as `create_app(settings)` would have made it."""
    # A servant with other cookies, hosts and headers is another application.
    app = _made.get(settings.public_url) or _made.setdefault(settings.public_url, create_app(settings))
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED
    config, extensions, views = dict(app.config), dict(app.extensions), dict(app.view_functions)
    app.extensions["consult_settings"] = settings
    # How often programs have asked in another test is nothing to this one.
    program_visit.init_app(app)
    app.config["SECRET_KEY"] = settings.secret_key
    with app.app_context():
        db.engine.dispose()
        db.engines[None] = prepared_engine(settings.database_url)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        for kept, before in ((app.config, config), (app.extensions, extensions), (app.view_functions, views)):
            kept.clear()
            kept.update(before)
