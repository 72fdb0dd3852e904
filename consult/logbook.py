"""What the service writes about itself: lines for people or JSON for programs, and a file for what concerns security.

No line holds a code, a token, a name, a phone number or an address that somebody typed: our own lines are made of event
names, numbers and addresses of routes, never of paths; of an exception the kind and the place are written, not its
words, which may quote what was typed; of other libraries' lines the sentence without what they would fill in.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

REQUEST: ContextVar[str] = ContextVar("consult_request", default="")
"""The number of the request at work, which its answer carries too."""

REQUESTS = "consult.request"
SECURITY = "consult.security"
_OURS = "consult"


def note(event: str, level: int = logging.INFO, **facts: str | int | None) -> None:
    """Write a line that concerns security: an event, and facts that are numbers or words of ours."""
    logging.getLogger(SECURITY).log(level, event, extra={"facts": facts})


def set_up(form: str) -> None:
    """Write lines of this form (`text` or `json`) to standard error; calling it again changes the form."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _StandardError)]:
        root.removeHandler(handler)
    root.addHandler(_with(_StandardError(), JsonLines() if form == "json" else TextLines()))
    logging.getLogger(_OURS).setLevel(logging.INFO)
    # A line for each request is for programs; people are told of those that went wrong.
    logging.getLogger(REQUESTS).setLevel(logging.INFO if form == "json" else logging.WARNING)


def keep_security(path: str) -> None:
    """Write security lines to this file too, as JSON; none where the path is empty. Raises OSError."""
    security = logging.getLogger(SECURITY)
    if not path or any(isinstance(one, _PrivateFile) and one.path == path for one in security.handlers):
        return
    security.addHandler(_with(_PrivateFile(path), JsonLines()))
    security.setLevel(logging.INFO)


def _with(handler: logging.Handler, formatter: logging.Formatter) -> logging.Handler:
    handler.setFormatter(formatter)
    return handler


class _StandardError(logging.StreamHandler[Any]):
    """Standard error as it is when a line is written."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> Any:
        """Where lines go now."""
        return sys.stderr


class _PrivateFile(logging.FileHandler):
    """A file that only its owner reads, opened for every line: whatever rotates it is no business of ours."""

    def __init__(self, path: str) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
        super().__init__(path, encoding="utf-8", delay=True)
        self.path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        super().emit(record)
        self.close()


class Lines(logging.Formatter):
    """What every form of line is made of."""

    def parts(self, record: logging.LogRecord) -> dict[str, Any]:
        """The parts of a line, in their order."""
        facts: Mapping[str, Any] = getattr(record, "facts", {})
        request = REQUEST.get()
        found = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _said(record),
            **({"request": request} if request else {}),
            **{name: value for name, value in facts.items() if value is not None},
        }
        if record.exc_info and record.exc_info[1] is not None:
            found |= {"fault": _kind(record.exc_info[1]), "where": _where(record.exc_info[1])}
        return found


def _said(record: logging.LogRecord) -> str:
    is_ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
    return record.getMessage() if is_ours else str(record.msg)


def _kind(error: BaseException) -> str:
    """The kind of an exception, with the kind behind it; of one from the system also what the system says."""
    names = [type(error).__name__]
    if behind := getattr(error, "orig", None) or error.__cause__:
        names.append(type(behind).__name__)
    said = [error.strerror] if isinstance(error, OSError) and error.strerror else []
    return ": ".join([" < ".join(names), *said])


def _where(error: BaseException) -> list[str]:
    """File, line and function of every frame, outermost first."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]


class JsonLines(Lines):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        return json.dumps(self.parts(record), ensure_ascii=False, default=str)


class TextLines(Lines):
    """One line for people, the frames of a fault below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        parts = self.parts(record)
        where = parts.pop("where", [])
        head = " ".join(str(parts.pop(name)) for name in ("at", "level", "logger", "event"))
        more = " ".join(f"{name}={value}" for name, value in parts.items())
        return "\n    ".join([f"{head} {more}".replace("\n", " ").strip(), *where])
