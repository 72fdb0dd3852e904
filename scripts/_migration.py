"""Write the next migration from what the models say: `.venv/bin/python scripts/_migration.py WORDS OF ITS NAME`.

It compares the models with an empty database brought to the newest schema. Read what it wrote before keeping it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from consult.models.base import WRITES  # noqa: E402
from consult.models.engine import prepare  # noqa: E402
from consult.models.ledger import POSTGRESQL_GUARDS, SQLITE_GUARDS  # noqa: E402
from consult.models.schema import MIGRATIONS, upgrade  # noqa: E402


def main(words: list[str]) -> Path:
    """Write the migration and answer where it is."""
    config = Config(str(MIGRATIONS / "alembic.ini"))
    scripts = ScriptDirectory.from_config(config)
    number = f"{len(list(scripts.walk_revisions())) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        written = _written(config, f"sqlite:///{folder}/empty.sqlite3", number, " ".join(words))
    path = Path(written.path)
    if number == "0001":
        path.write_text(_guarded(path.read_text("utf-8")), "utf-8")
    return path


def _written(config: Config, url: str, number: str, name: str) -> Any:
    engine = create_engine(url)
    prepare(engine)
    if number != "0001":
        upgrade(engine)
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        return command.revision(config, name, autogenerate=True, rev_id=number)


def _guarded(migration: str) -> str:
    """The first migration with the book's guards in it, as text of its own."""
    listed = {"sqlite": SQLITE_GUARDS, "postgresql": POSTGRESQL_GUARDS}
    text = "GUARDS = {\n"
    for dialect, guards in listed.items():
        text += f"    {dialect!r}: (\n" + "".join(f"        {guard!r},\n" for guard in guards) + "    ),\n"
    text += '}\n"""What keeps the lines of the book from being changed, on either database."""\n\n\n'
    run = "    for guard in GUARDS[op.get_bind().dialect.name]:\n        op.execute(guard)\n"
    before, _, after = migration.partition("def upgrade()")
    body, _, rest = after.partition("    # ### end Alembic commands ###\n")
    drop = (
        "    if op.get_bind().dialect.name == 'postgresql':\n        op.execute('DROP FUNCTION ledger_line_guard()')\n"
    )
    return f"{before}{text}def upgrade(){body}{run}{rest.rstrip()}\n{drop}"


if __name__ == "__main__":
    print(main(sys.argv[1:] or ["change"]))
