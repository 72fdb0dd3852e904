"""All wiring: settings, database, languages, guards and pages become one application."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from jinja2 import StrictUndefined
from sqlalchemy import Engine

from consult import logbook
from consult.config import Settings
from consult.models import everything as _all_tables  # noqa: F401  (the metadata must be whole)
from consult.models import in_use, kept_secret, watched
from consult.models.barred import bar
from consult.models.base import db
from consult.models.engine import durability, prepare
from consult.models.head_file import HeadFile
from consult.models.heads_apart import heads_apart, keep_heads_apart
from consult.models.schema import current_and_head
from consult.queries.quick_look import quick_look
from consult.web import (
    access,
    compressed,
    day_word,
    errors,
    headers,
    i18n,
    program_visit,
    request_log,
    secure_form,
    still_you,
)
from consult.web.account import staff as account_pages
from consult.web.address_numbers import KeptNumber
from consult.web.api import blueprint as programs
from consult.web.console import blueprint as console_pages
from consult.web.doorstep import blueprint as doorstep_pages
from consult.web.operations import health
from consult.web.reading import reading
from consult.web.resident import blueprint as resident_pages
from consult.web.verify import blueprint as verify_pages

ROOT = Path(__file__).resolve().parents[1]
MIGRATIONS = ROOT / "consult" / "migrations"
LARGEST_REQUEST = 24 * 1024 * 1024
_LOG = logging.getLogger("consult.books")


class UnsafeStart(Exception):
    """The service must not start as it is set: what is wrong, and what to do."""


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; refuses to start where a promise could not be kept."""
    chosen = settings or Settings.from_environ(os.environ, root=ROOT)
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "consult" / "static"))
    _refuse_debugging(app)
    _configure(app, chosen)
    logbook.keep_security(chosen.security_log)
    watched.watch()
    kept_secret.be_ready()
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        prepare(db.engine)
        bar(db.engine)
        # Nobody replaces the database (`consult restore`) for as long as this application lives.
        app.extensions["consult_in_use"] = in_use.hold(db.engine)
        _refuse_unsafe(db.engine)
        keep_heads_apart(db.engine, HeadFile(chosen.head_file))
        _look_at_books()
    _add_pages(app)
    access.refuse_undeclared(app)
    return app


def _refuse_debugging(app: Flask) -> None:
    # Its error pages let whoever sees one run programs on this machine.
    if app.debug:
        raise UnsafeStart("debugging is on: take FLASK_DEBUG out of the environment")


def settings_of(app: Flask) -> Settings:
    """The settings that an application was made with."""
    found: Settings = app.extensions["consult_settings"]
    return found


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["consult_settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # An error of the database must not quote what somebody typed.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SESSION_COOKIE_NAME="__Host-consult" if settings.is_https else "consult",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE=settings.locale,
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
    )
    app.url_map.strict_slashes = False
    app.url_map.converters["int"] = KeptNumber
    app.jinja_options["autoescape"] = True
    # A name that a template misspells is a fault of ours, never an empty place on a page.
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _refuse_unsafe(engine: Engine) -> None:
    try:
        _check_durability(engine)
        _check_schema(engine)
    except UnsafeStart:
        engine.dispose()
        raise


def _look_at_books() -> None:
    """Books that went backwards, or whose ends are damaged, stop nobody from reading; `/readyz` says so too."""
    apart = heads_apart(db.session())
    if apart is not None and current_and_head(db.engine)[0] is not None:
        for code, broken in quick_look(db.session()):
            _LOG.error("book %s is not whole: %s at no. %s", code, broken.fault, broken.seq)
        for gap in apart.look(db.session()):
            _LOG.error(
                "book %s went back: remembered up to no. %s, here %s", gap.code, gap.remembered.seq, gap.last_seq
            )
    db.session.remove()


def _check_durability(engine: Engine) -> None:
    with engine.connect() as connection:
        wrong = [setting for setting in durability(connection) if not setting.is_right]
    if wrong:
        named = ", ".join(f"{setting.name} is {setting.found}, must be {setting.wanted}" for setting in wrong)
        raise UnsafeStart(f"a receipt could not be kept with this database: {named}")


def _check_schema(engine: Engine) -> None:
    # An empty database may pass, so that a migration can be run on it.
    current, head = current_and_head(engine)
    if current not in (None, head):
        raise UnsafeStart(f"the database is at schema {current}, this version needs {head}: run consult upgrade")


def _add_pages(app: Flask) -> None:
    request_log.init_app(app)
    compressed.init_app(app)
    i18n.init_app(app)
    day_word.init_app(app)
    headers.init_app(app)
    secure_form.init_app(app)
    errors.init_app(app)
    access.init_app(app)
    program_visit.init_app(app)
    still_you.init_app(app)
    for pages in (
        resident_pages,
        console_pages,
        doorstep_pages,
        account_pages,
        verify_pages,
        reading,
        health,
        programs,
    ):
        app.register_blueprint(pages)
