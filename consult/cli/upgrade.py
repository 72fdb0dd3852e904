"""`consult upgrade`: bring the database to the newest schema, whole or not at all."""

from __future__ import annotations

import click

from consult.cli.database import engine_of, settings_here
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand
from consult.domain.refusal import Refusal
from consult.models import schema
from consult.wording.marking import N_


@click.command(cls=SpokenCommand, help=N_("Bring the database to the newest schema, all of it or nothing."))
def upgrade() -> None:
    """Upgrade, and say from where to where."""
    with engine_of(settings_here()) as engine:
        current, head = schema.current_and_head(engine)
        if current is not None and not schema.is_known(current):
            raise Refusal("database-ahead")
        schema.upgrade(engine)
    words = reader()
    if current == head:
        click.echo(words.gettext("The database is at the newest schema already (%(version)s).", version=head))
    else:
        click.echo(words.gettext("The database is at the newest schema now (%(version)s).", version=head))
