"""The manifest of a backup: what is inside, with lengths and hashes, and where every book stood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consult.domain.backup import Standing

FORMAT = "consult-backup/1"


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a backup: its length in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `schema` is None where the database had no tables yet."""

    made_at: datetime
    version: str
    database: str
    schema: str | None
    parts: Mapping[str, Part]
    books: Mapping[str, Standing]

    def as_json(self) -> str:
        """As it stands in the backup."""
        return json.dumps(
            {
                "format": FORMAT,
                "made_at": self.made_at.isoformat(),
                "version": self.version,
                "database": self.database,
                "schema": self.schema,
                "parts": {name: {"size": part.size, "sha256": part.sha256} for name, part in self.parts.items()},
                "books": {code: {"seq": at.seq, "head": at.head} for code, at in self.books.items()},
            },
            ensure_ascii=False,
            indent=2,
        )


def read_manifest(text: bytes) -> Manifest:
    """The manifest in a backup. Raises `ValueError` for anything that is none."""
    try:
        found: dict[str, Any] = json.loads(text)
        if found["format"] != FORMAT:
            raise ValueError(found["format"])
        return Manifest(
            made_at=_moment(found["made_at"]),
            version=str(found["version"]),
            database=str(found["database"]),
            schema=None if found["schema"] is None else str(found["schema"]),
            parts={name: Part(int(part["size"]), str(part["sha256"])) for name, part in found["parts"].items()},
            books={code: Standing(int(at["seq"]), str(at["head"])) for code, at in found["books"].items()},
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no manifest of a backup") from error


def _moment(text: str) -> datetime:
    made_at = datetime.fromisoformat(text)
    if made_at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return made_at
