"""The database: whether it answers, keeps what it acknowledges, has the newest schema, and guards the book."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Session

from consult.cli.checkup import Finding
from consult.cli.database import engine_of
from consult.config import Settings
from consult.domain.refusal import Refusal
from consult.models import schema
from consult.models.engine import durability
from consult.models.guards import missing_guards
from consult.queries.estate_keys import keys_and_locked
from consult.wording.language import Words
from consult.wording.refusals import sentence


def database_findings(words: Words, settings: Settings) -> Iterator[Finding]:
    """Everything that the database can be asked."""
    what = words.gettext("Database")
    try:
        with engine_of(settings) as engine:
            yield Finding(what, engine.url.render_as_string(hide_password=True))
            yield from _durability(words, engine)
            yield _schema(words, engine)
            yield _guards(words, engine)
            yield from _keys(words, engine, settings.secret_key)
    except Refusal as refusal:
        yield Finding(what, words.gettext("does not answer"), sentence(words, refusal))


def _durability(words: Words, engine: Engine) -> Iterator[Finding]:
    with engine.connect() as connection:
        for setting in durability(connection):
            mend = "" if setting.is_right else words.gettext("Must be %(wanted)s.", wanted=setting.wanted)
            yield Finding(f"{engine.dialect.name} {setting.name}", setting.found, mend)


def _schema(words: Words, engine: Engine) -> Finding:
    what = words.gettext("Schema")
    current, head = schema.current_and_head(engine)
    if current is None:
        return Finding(what, words.gettext("none yet"), words.gettext("Run: %(command)s", command="consult upgrade"))
    if current != head:
        reason = "database-behind" if schema.is_known(current) else "database-ahead"
        return Finding(what, current, sentence(words, Refusal(reason)))
    return Finding(what, current)


def _guards(words: Words, engine: Engine) -> Finding:
    what = words.gettext("Guards of the book")
    if not inspect(engine).has_table("ledger_line"):
        return Finding(what, words.gettext("none yet"), words.gettext("Run: %(command)s", command="consult upgrade"))
    with engine.connect() as connection:
        missing = missing_guards(connection)
    if missing:
        found = words.gettext("missing: %(names)s", names=", ".join(missing))
        return Finding(what, found, words.gettext("Somebody took them away. Restore the database from a backup."))
    return Finding(what, words.gettext("in place"))


def _keys(words: Words, engine: Engine, secret: str) -> Iterator[Finding]:
    """The keys that open what phones at the door seal; nothing where no phone was ever enrolled."""
    if not inspect(engine).has_table("estate_key"):
        return
    with Session(engine) as session:
        keys, locked = keys_and_locked(session, secret)
    if not keys:
        return
    what = words.gettext("Keys of the doorstep")
    if not locked:
        yield Finding(what, words.ngettext("%(n)s opens", "%(n)s open", keys))
        return
    found = words.ngettext("%(n)s does not open", "%(n)s do not open", locked)
    yield Finding(what, found, sentence(words, Refusal("key-locked")))
