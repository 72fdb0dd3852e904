"""`consult` with another journal than the product chooses: for controls that must fail, and for SQLites to come.

`python -m scripts.prove.power_cut_server wal NORMAL serve …` serves as `consult serve …` does, but for the two
settings. The product itself refuses to start with most of them, so they are set past its own check here.
"""

from __future__ import annotations

import sys
from typing import Any

from consult.cli.program import main as consult
from consult.models import engine as durable

_NUMBERS = {"NORMAL": "1", "FULL": "2"}


def set_otherwise(journal: str, sync: str) -> None:
    """Let every connection of this process use this journal and this care in syncing."""
    chosen = durable._set_pragmas

    def and_otherwise(connection: Any, record: Any) -> None:
        chosen(connection, record)
        connection.execute(f"PRAGMA synchronous={sync}").close()

    durable.journal_mode = lambda *_: journal  # type: ignore[assignment]
    durable._set_pragmas = and_otherwise
    durable._SQLITE |= {"journal_mode": journal, "synchronous": _NUMBERS[sync]}


if __name__ == "__main__":
    set_otherwise(*sys.argv[1:3])
    del sys.argv[1:3]
    consult()
