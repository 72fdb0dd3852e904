"""What an address takes and answers, said above its view: requests are checked by it, the document is made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, current_app, request

from consult.web.api.shapes import Shape

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "__consult_operation__"
JSON = "application/json"
FORM = "multipart/form-data"


@dataclass(frozen=True)
class Operation:
    """One address and method. `sends`: the body's shape; `file`: the name of a file field in a form instead.

    `is_deed`: it changes what is kept, and needs a submission id. `answers` is None for a file of the kind `kind`.
    """

    answers: Shape | None
    status: int = 200
    kind: str = JSON
    asks: Mapping[str, Shape] = field(default_factory=dict)
    sends: Shape | None = None
    file: str = ""
    is_deed: bool = False


def described(operation: Operation) -> Callable[[View], View]:
    """Say what a view takes and answers."""

    def mark(view: View) -> View:
        setattr(view, _MARK, operation)
        return view

    return mark


def operation_of(app: Flask, endpoint: str) -> Operation | None:
    """What an endpoint takes and answers; None where nothing is said, as of the document itself."""
    found = getattr(app.view_functions[endpoint], _MARK, None)
    return found if isinstance(found, Operation) else None


def this_operation() -> Operation | None:
    """What the endpoint of this request takes and answers."""
    return operation_of(current_app, request.endpoint) if request.endpoint else None
