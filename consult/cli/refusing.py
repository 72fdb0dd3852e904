"""What a command says when it is refused: one line that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import click

from consult.config import DefaultPassword, WrongSetting
from consult.domain.refusal import Refusal
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.refusals import sentence

_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "CONSULT_DATABASE_URL": N_("%(name)s: use sqlite:////path/to/file or postgresql://user@host/name."),
        "CONSULT_SECRET_KEY": N_("%(name)s: use at least 32 random characters, not words and not an example's."),
        "CONSULT_PUBLIC_URL": N_("%(name)s: use the address people type, like https://vote.example.org."),
        "CONSULT_TIMEZONE": N_("%(name)s: use a name like Asia/Shanghai."),
        "CONSULT_LOCALE": N_("%(name)s: use zh_Hans_CN or en."),
        "CONSULT_TRUSTED_PROXY": N_("%(name)s: use the address of the reverse proxy, like 127.0.0.1."),
        "CONSULT_LOG": N_("%(name)s: use text or json."),
        "CONSULT_METRICS_FROM": N_("%(name)s: use addresses or networks with commas between, like 127.0.0.1,::1."),
        "CONSULT_LEAST_FREE": N_("%(name)s: use a whole number of megabytes, like 1024; 0 for no warning."),
        "secret_key": N_("The secret kept in the instance folder is damaged: restore it from the backup."),
    }
)
_DEFAULT_PASSWORD = N_("%(name)s: everybody tries this password first. Give the database's user one of its own.")
_ANY_SETTING = N_("%(name)s is set wrongly.")


def refused_sentence(error: Exception, words: Words) -> str | None:
    """One line for the person, or None for what is a bug of ours."""
    match error:
        case Refusal():
            said = sentence(words, error)
        case DefaultPassword():
            said = words.gettext(_DEFAULT_PASSWORD, name=error.name)
        case WrongSetting():
            said = words.gettext(_SETTINGS.get(error.name, _ANY_SETTING), name=error.name)
        case click.Abort():
            said = words.gettext("Stopped.")
        case click.UsageError():
            said = _misused(error, words)
        case click.ClickException():
            said = error.format_message()
        case _:
            fault = _database_fault(error)
            if fault is None:
                return None
            said = words.gettext(fault)
    return " ".join(said.split())


_DATABASE_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "database is locked": N_("Another command is writing. Wait a moment and try again; nothing was changed."),
        "database or disk is full": N_("The disk is full. Make room and try again; nothing was changed."),
        "readonly database": N_("The database cannot be written. Check whose files they are; nothing was changed."),
        "No space left on device": N_("The disk is full. Make room and try again; nothing was changed."),
    }
)


def _database_fault(error: Exception) -> str | None:
    """What is wrong around the database, not in us; told by its words, so that help need not load the library."""
    if type(error).__module__ != "sqlalchemy.exc":
        return None
    return next((said for sign, said in _DATABASE_FAULTS.items() if sign in str(error)), None)


def _misused(error: click.UsageError, words: Words) -> str:
    """What is wrong with the command line, and where its help is."""
    command = error.ctx.command_path if error.ctx else "consult"
    return words.gettext("%(what)s See: %(command)s --help", what=_fault(error, words), command=command)


def _fault(error: click.UsageError, words: Words) -> str:
    match error:
        case click.NoSuchOption():
            return words.gettext("There is no option “%(name)s”.", name=error.option_name)
        case click.BadOptionUsage():
            return words.gettext("%(name)s needs a value.", name=error.option_name)
        case click.MissingParameter():
            return words.gettext("%(name)s is missing.", name=_named(error))
        case click.BadParameter():
            return _unfit(error, words)
    if "No such command" in error.message:
        return words.gettext("There is no such command.")
    return words.gettext("More was given than the command takes.")


def _unfit(error: click.BadParameter, words: Words) -> str:
    kind = error.param.type if error.param else None
    match kind:
        case click.Choice():
            return words.gettext(
                "%(name)s: choose one of %(known)s.", name=_named(error), known=", ".join(kind.choices)
            )
        case click.IntRange():
            ends = {"least": kind.min, "most": kind.max}
            return words.gettext("%(name)s: a whole number from %(least)s to %(most)s.", name=_named(error), **ends)
    return words.gettext("%(name)s does not fit.", name=_named(error))


def _named(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.human_readable_name if error.param else str(error.param_hint or "")
