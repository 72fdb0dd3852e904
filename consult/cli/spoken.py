"""Commands whose help is said in the reader's language: sentences are marked where they stand, said when shown."""

from __future__ import annotations

from typing import Any

import click

from consult.cli.reader import reader


class SpokenOption(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's names and its help in the reader's language."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, reader().gettext(self.help))


class SpokenCommand(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        _write_help(self, formatter)


class SpokenGroup(click.Group):
    """A group of commands whose help is translated when it is shown."""

    command_class = SpokenCommand

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the group is for."""
        _write_help(self, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one line a command, without loading any of them."""
        rows = [(name, reader().gettext(self.said_of(name))) for name in self.list_commands(ctx)]
        with formatter.section(reader().gettext("Commands")):
            formatter.write_dl(rows)

    def said_of(self, name: str) -> str:
        """The one line on a command, untranslated."""
        return (self.commands[name].help or "").partition("\n")[0]


def _write_help(command: click.Command, formatter: click.HelpFormatter) -> None:
    if not command.help:
        return
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(reader().gettext(command.help))


def option(*names: str, **how: Any) -> Any:
    """`click.option` with translated help."""
    return click.option(*names, cls=SpokenOption, **how)


as_json = option("--json", "is_json", is_flag=True, help="JSON on standard output, and nothing else there.")
"""`--json`, the same on every command that has it."""
