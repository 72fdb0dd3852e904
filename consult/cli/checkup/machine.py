"""The machine: Python, settings, secret, disk, catalogues, printing."""

from __future__ import annotations

import importlib
import os
import platform
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator

from consult.backup.room import free_bytes
from consult.cli.checkup import Finding
from consult.config import Settings
from consult.wording.language import CATALOGUES, LOCALES, Words
from consult.wording.marking import N_

FONTS = ("Noto Sans CJK SC", "Noto Serif CJK SC")
_GIGABYTE = 1024**3
_PACKAGES = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk"


def machine_findings(words: Words, settings: Settings) -> Iterator[Finding]:
    """Everything that can be seen without the database."""
    yield Finding("Python", platform.python_version())
    yield from _settings(words, settings)
    for look in _LOOKS:
        yield look(words, settings)


def _settings(words: Words, settings: Settings) -> Iterator[Finding]:
    shown = {
        "CONSULT_INSTANCE": str(settings.instance),
        "CONSULT_PUBLIC_URL": settings.public_url,
        "CONSULT_TIMEZONE": settings.timezone,
        "CONSULT_LOCALE": settings.locale,
        "CONSULT_TRUSTED_PROXY": settings.trusted_proxy or "-",
        "CONSULT_HEAD_FILE": str(settings.head_file),
        "CONSULT_LOG": settings.log,
        "CONSULT_SECURITY_LOG": settings.security_log or "-",
        "CONSULT_METRICS_FROM": ", ".join(map(str, settings.metrics_from)) or "-",
        "CONSULT_LEAST_FREE": str(settings.least_free // 1024**2),
        "CONSULT_STAFF_SECOND_FACTOR": settings.staff_second_factor,
    }
    for name, value in shown.items():
        source = N_("set") if name in os.environ else N_("default")
        yield Finding(name, f"{value} ({words.gettext(source)})")


def _secret(words: Words, settings: Settings) -> Finding:
    what = words.gettext("Secret")
    if "CONSULT_SECRET_KEY" in os.environ:
        return Finding(what, words.gettext("from CONSULT_SECRET_KEY"))
    path = settings.instance / "secret_key"
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding(
            what,
            words.gettext("others can read %(path)s", path=path),
            words.gettext("Run: chmod 600 %(path)s", path=path),
        )
    return Finding(what, words.gettext("kept in %(path)s", path=path))


def _disk(words: Words, settings: Settings) -> Finding:
    what = words.gettext("Free disk space")
    free = free_bytes(settings.disk_folders)
    found = words.gettext("%(n)s GB left", n=f"{free / _GIGABYTE:.1f}")
    if free < settings.least_free:
        # Ballots with photos need room; a vote should not begin without it.
        least = f"{settings.least_free / _GIGABYTE:.1f}"
        return Finding(
            what, found, words.gettext("Make room: at least %(least)s GB before a vote begins.", least=least)
        )
    return Finding(what, found)


def _catalogues(words: Words, _settings: Settings) -> Finding:
    what = words.gettext("Translations")
    missing = [locale for locale in LOCALES if not (CATALOGUES / locale / "LC_MESSAGES" / "messages.mo").is_file()]
    if missing:
        return Finding(
            what, words.gettext("not compiled: %(names)s", names=", ".join(missing)), "scripts/translate compile"
        )
    return Finding(what, ", ".join(LOCALES))


def _printing(words: Words, _settings: Settings) -> Finding:
    what = words.gettext("Printing library")
    try:
        library = importlib.import_module("weasyprint")
    except OSError as error:
        return Finding(what, str(error).partition("\n")[0], words.gettext("Run: %(command)s", command=_PACKAGES))
    return Finding(what, f"WeasyPrint {library.__version__}")


def _fonts(words: Words, _settings: Settings) -> Finding:
    what = words.gettext("Fonts for papers")
    missing = [font for font in FONTS if font not in _installed_fonts()]
    if missing:
        found = words.gettext("missing: %(names)s", names=", ".join(missing))
        return Finding(what, found, words.gettext("Run: %(command)s", command=_PACKAGES))
    return Finding(what, ", ".join(FONTS))


def _installed_fonts() -> str:
    command = shutil.which("fc-list")
    if command is None:
        return ""
    # A fixed command of the system's, without a shell and without anything from outside.
    listed = subprocess.run([command, ":", "family"], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    return listed.stdout


_LOOKS: tuple[Callable[[Words, Settings], Finding], ...] = (_secret, _disk, _catalogues, _printing, _fonts)
