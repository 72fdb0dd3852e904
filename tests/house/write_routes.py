"""Writes tests/house/routes.txt anew: `.venv/bin/python -m tests.house.write_routes`, after reading what changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from consult.app import create_app
from tests.databases import settings_for
from tests.house.rounds import listed


def main() -> None:
    """Build the application on an empty database and write down its routes."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(f"sqlite:///{folder}/empty.sqlite3", Path(folder)))
        Path(__file__).with_name("routes.txt").write_text(listed(app), "utf-8")


if __name__ == "__main__":
    main()
