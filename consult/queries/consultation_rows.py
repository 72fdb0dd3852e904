"""Consultations with their estates as rows of plain texts and numbers: read in one statement, and comparable."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, String, cast, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import KeyedColumnElement

from consult.models.consultation import Consultation
from consult.models.place import Estate

Row = tuple[Any, ...]
"""All that a view of a consultation is made of, as it was kept: JSON as its text."""

_Columns = list[KeyedColumnElement[Any]]
_CONSULTATION, _ESTATE = Consultation.__table__, Estate.__table__
_OF_CONSULTATION: _Columns = [column for column in _CONSULTATION.columns if column.key != "breakdown"]
_OF_ESTATE: _Columns = list(_ESTATE.columns)


def _plain(column: KeyedColumnElement[Any]) -> ColumnElement[Any]:
    return cast(column, String) if isinstance(column.type, JSON) else column


CONSULTATIONS: Select[Any] = select(*map(_plain, [*_OF_CONSULTATION, *_OF_ESTATE])).join_from(
    _CONSULTATION, _ESTATE, _CONSULTATION.c.estate_id == _ESTATE.c.id
)
"""Every consultation; narrow it and put it in order."""


def found_rows(session: Session, wanted: Select[Any], **given: object) -> list[Row]:
    """The rows of a narrowed `CONSULTATIONS`; the statement is built once, for every page asks for one."""
    session.flush()  # as any question to the session does
    return [tuple(row) for row in session.connection().execute(wanted, given)]


def taken_apart(row: Row) -> tuple[Consultation, Estate]:
    """A row as the two things it was read from; no session knows of them."""
    cut = len(_OF_CONSULTATION)
    return Consultation(**_values(_OF_CONSULTATION, row[:cut])), Estate(**_values(_OF_ESTATE, row[cut:]))


def _values(columns: _Columns, row: Row) -> dict[str, Any]:
    return {
        column.key: json.loads(value) if isinstance(column.type, JSON) and value is not None else value
        for column, value in zip(columns, row, strict=True)
    }
