"""Who reads this terminal: their language, their name, and whether anyone watches at all."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Mapping
from datetime import tzinfo
from zoneinfo import ZoneInfo

from consult.wording.language import CHINESE, ENGLISH, LOCALES, SHANGHAI, Words, words_for

_SAYS_NOTHING = ("", "C", "POSIX")


def locale_of(environ: Mapping[str, str]) -> str | None:
    """The locale that CONSULT_LOCALE names, else the terminal's language; None where neither says anything."""
    named = environ.get("CONSULT_LOCALE", "")
    if named in LOCALES:
        return named
    tongue = next(filter(None, (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if tongue.partition(".")[0] in _SAYS_NOTHING:
        return None
    return CHINESE if tongue.startswith("zh") else ENGLISH


def reader() -> Words:
    """The words of whoever reads this terminal; Chinese, the first language, where nothing says which."""
    return words_for(locale_of(os.environ) or CHINESE, _zone())


def readers() -> list[Words]:
    """The words of everyone who may read this terminal: one language, or both where nothing says which."""
    known = locale_of(os.environ)
    return [words_for(locale, _zone()) for locale in ([known] if known else LOCALES)]


def _zone() -> tzinfo:
    """The zone of every time said; a wrong setting is somebody else's to refuse."""
    try:
        return ZoneInfo(os.environ.get("CONSULT_TIMEZONE", ""))
    except (KeyError, ValueError, OSError):
        return SHANGHAI


def person() -> str:
    """Who stands behind a deed done from the terminal."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "command line"


def is_watched() -> bool:
    """Whether a person watches, so that a progress bar is of use."""
    return sys.stderr.isatty()
