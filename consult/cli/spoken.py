"""Commands whose help is said in the reader's language: sentences are marked where they stand, said when shown."""

from __future__ import annotations

from typing import Any

import click

from consult.cli.help_pages import HelpContext
from consult.cli.reader import reader
from consult.wording.marking import N_


class SpokenOption(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's names and its help in the reader's language."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        words = reader()
        said = record[1].replace(self.help, words.gettext(self.help))
        said = said.replace("[required]", words.gettext("[required]"))
        return record[0], said.replace("[default:", words.gettext("[unless given:"))


class _Spoken(click.Command):
    """What every command says of itself."""

    context_class = HelpContext

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=reader().gettext("Usage:") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(reader().gettext(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and below them the commands where there are some."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for one in options if (record := one.get_help_record(ctx))]
        with formatter.section(reader().gettext("Options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, which says of itself what it does."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = reader().gettext("Show this page.")
        return found


class SpokenCommand(_Spoken):
    """A command whose help is translated when it is shown."""


class SpokenGroup(_Spoken, click.Group):
    """A group of commands whose help is translated when it is shown."""

    command_class = SpokenCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then one line a command, without loading any of them."""
        super().format_options(ctx, formatter)
        rows = [(name, reader().gettext(self.said_of(name))) for name in self.list_commands(ctx)]
        with formatter.section(reader().gettext("Commands")):
            formatter.write_dl(rows)

    def said_of(self, name: str) -> str:
        """The one line on a command, untranslated."""
        return self.commands[name].help or ""


def option(*names: str, **how: Any) -> Any:
    """`click.option` with translated help."""
    return click.option(*names, cls=SpokenOption, **how)


as_json = option("--json", "is_json", is_flag=True, help=N_("JSON on standard output, and nothing else there."))
"""`--json`, the same on every command that has it."""
