"""What a backup is made of and restored into: values, so that nothing here reads settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url

Progress = Callable[[int, int], None]
"""Told of (done, total)."""


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation: its folder, its database's address, its secret, and the program's version."""

    folder: Path
    database_url: str
    secret: str
    version: str

    @property
    def url(self) -> URL:
        """The database's address, taken apart."""
        return make_url(self.database_url)

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.url.get_backend_name()

    @property
    def file(self) -> Path:
        """The file of an SQLite database."""
        return Path(self.url.database or "")

    @property
    def secret_file(self) -> Path:
        """Where the secret is kept unless a setting names it."""
        return self.folder / "secret_key"


def silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""
