"""What a program sent, held against the description before any view sees it: query, body, submission id."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from flask import g, request
from werkzeug.exceptions import UnsupportedMediaType

from consult.domain.api_token import check_submission_id
from consult.domain.refusal import Refusal
from consult.web.api.blueprint import api
from consult.web.api.operation import FORM, JSON, this_operation
from consult.web.api.shapes import LARGEST, UNKEEPABLE, Fault, Shape, Whole

LARGEST_BODY = 8 * 1024 * 1024
KEY = "Idempotency-Key"
_MOST_PLACES = 50
_NUMBER = re.compile(r"-?\d{1,16}", re.ASCII)


@api.before_request
def _hold_against_description() -> None:
    operation = this_operation()
    if operation is None:
        return
    places: list[Fault] = []
    g.asked = _asked(operation.asks, places)
    if operation.sends is not None:
        g.body = _body()
        places += operation.sends.faults(g.body)
    elif operation.file and request.mimetype != FORM:
        raise UnsupportedMediaType
    if places:
        raise Refusal("program-unfit", places=places[:_MOST_PLACES])
    if operation.is_deed:
        g.submission = check_submission_id(request.headers.get(KEY, ""))


def _asked(asks: Any, places: list[Fault]) -> dict[str, Any]:
    """The values of the query by name; each once, and none that is not known."""
    found: dict[str, Any] = {}
    for name, texts in request.args.lists():
        if name not in asks:
            places.append((f"?{name[:40]}".encode("utf-8", "replace").decode(), "unknown"))
        elif len(texts) > 1:
            places.append((f"?{name}", "once"))
        else:
            found[name] = _value(asks[name], texts[0])
            places += asks[name].faults(found[name], f"?{name}")
    return found


def _value(shape: Shape, text: str) -> object:
    return int(text) if isinstance(shape, Whole) and _NUMBER.fullmatch(text) else text


def _body() -> Any:
    """The JSON that was sent; refuses `program-unreadable`, also for text that nothing keeps, and `program-number`."""
    if request.mimetype != JSON:
        raise UnsupportedMediaType
    request.max_content_length = LARGEST_BODY
    sent = request.get_data()
    try:
        found = json.loads(sent.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_none_such)
        is_keepable, is_exact = _is_keepable(found), _is_exact(found)
    except (ValueError, RecursionError):
        raise Refusal("program-unreadable") from None
    if not is_keepable:
        raise Refusal("program-unreadable")
    if not is_exact:
        raise Refusal("program-number")
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _none_such(_name: str) -> None:
    raise ValueError


def _is_keepable(value: Any) -> bool:
    """No NUL and no half characters."""
    match value:
        case dict():
            return all(_is_keepable(key) and _is_keepable(item) for key, item in value.items())
        case list():
            return all(map(_is_keepable, value))
        case str():
            return UNKEEPABLE.search(value) is None
    return True


def _is_exact(value: Any) -> bool:
    """No number so large that JSON's readers would read another (RFC 8259 §6)."""
    match value:
        case dict():
            return all(map(_is_exact, value.values()))
        case list():
            return all(map(_is_exact, value))
        case int() | float():
            return math.isfinite(value) and abs(value) <= LARGEST
    return True


def asked(name: str, default: Any = None) -> Any:
    """A value of the query, as its shape says; the default where it is left out."""
    return g.asked.get(name, default)


def body() -> dict[str, Any]:
    """The body, which is an object as described."""
    found: dict[str, Any] = g.body
    return found


def submission() -> str:
    """The submission id of this deed."""
    return str(g.submission)
