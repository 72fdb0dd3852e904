"""What an estate's rules of procedure usually say, changed piece by piece: what is not named stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.domain.deemed import refuse_unless_clause
from consult.domain.procedure import Said, check_cap, check_posting, procedure_from_json

_OFF: Mapping[str, Any] = {"mode": "off", "clause": {}}


def procedure_with(kept: Said, said: Said) -> dict[str, Any]:
    """The procedure kept with some of it said anew, as plain JSON.

    Of `deemed` the mode or the clause alone may be said, and of the clause one language; an empty text takes it away.
    Refuses `deeming-without-clause`, `cap-outside` and `posting-outside`.
    """
    procedure = {**kept, **said}
    if "deemed" in said:
        procedure["deemed"] = _deemed(kept.get("deemed", _OFF), said["deemed"])
    if "proxy_cap" in said:
        check_cap(said["proxy_cap"])
    if "posted_days" in said:
        check_posting(said["posted_days"])
    refuse_unless_clause(procedure_from_json(procedure).silence)
    return procedure


def _deemed(kept: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    clause = {**kept["clause"], **{language: text.strip() for language, text in said.get("clause", {}).items()}}
    return {
        "mode": said.get("mode", kept["mode"]),
        "clause": {language: text for language, text in clause.items() if text},
    }
