"""How migrations meet a database: under Flask-Migrate the application's, else the connection handed in.

One transaction around all of it, on both databases: an upgrade happens whole or not at all.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection

from consult.models import everything as _all_tables  # noqa: F401  (the metadata must be whole)
from consult.models.base import WRITES, Base, UtcDateTime


def _render(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    # A migration must not change when our own column types do.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=_render,
        compare_type=True,
        transactional_ddl=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_in_application() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        _run(connection)


_given = context.config.attributes.get("connection")
if _given is None:
    _run_in_application()
else:
    _run(_given)
