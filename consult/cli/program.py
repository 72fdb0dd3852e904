"""The `consult` command: finds its subcommands, and turns every refusal into one line and exit status 2.

Exit status: 0 done, 2 refused, 1 a bug. A subcommand is loaded only when it is called, so that help comes at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pkgutil import resolve_name
from types import MappingProxyType
from typing import Any

import click

from consult.cli.reader import reader
from consult.cli.refusing import refused_sentence
from consult.cli.spoken import SpokenGroup, SpokenOption
from consult.wording.marking import N_

_WHERE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "start": ("start:start", N_("Set up, show the addresses and serve.")),
        "serve": ("serve:serve", N_("Serve the web pages.")),
        "demo": ("demo.command:demo", N_("Load the demo estate, or build it anew.")),
        "estate": ("estate:estate", N_("Estates: create, change, show, list.")),
        "roll": ("roll:roll", N_("An estate's roll: check, import.")),
        "consultation": ("consultation:consultation", N_("Consultations: create, list, show, announce, open, close.")),
        "proxy": ("proxy:proxy", N_("Written proxies: enter, list.")),
        "conflict": ("conflict:conflict", N_("Two ballots of one household: list, settle.")),
        "contest": ("contest:contest", N_("Contested ballots: list, decide.")),
        "objection": ("objection:objection", N_("Objections to a result: list, decide.")),
        "correction": ("correction:correction", N_("Corrections of entered ballots: propose, list, decide.")),
        "doorstep": ("doorstep:doorstep", N_("Rounds at the door: leaders, phones, files, decisions.")),
        "print": ("papers:print_papers", N_("Print posters, notices, letters, ballots and results.")),
        "audit": ("audit:audit", N_("Compare paper ballots with what was entered: a sample drawn by lot.")),
        "reconcile": ("reconcile:reconcile", N_("Reconcile the sheets of a vote on paper, and sign for it.")),
        "tally": ("tally:tally", N_("Count now; after closing, show the record.")),
        "dry-run": (
            "dry_run:dry_run_command",
            N_("Rehearse a vote with the last turnout: enough, and which doors?"),
        ),
        "verdict": ("verdict:verdict", N_("Hold figures against a rule.")),
        "ledger": ("ledger:ledger", N_("The numbered book: check, accept a loss.")),
        "checkpoint": ("checkpoint:checkpoint", N_("Write a checkpoint for the board into an open book.")),
        "nightly": ("nightly:nightly", N_("Check every book and write the day's checkpoints; for a timer.")),
        "receipt": ("receipt:receipt", N_("Receipts: is the signature right, and does the book hold the line?")),
        "package": ("package:package", N_("Write the public package that anyone can recount.")),
        "backup": ("backup:backup", N_("Write a backup while the service runs.")),
        "restore": ("restore:restore_command", N_("Put a backup back; never backwards unasked.")),
        "staff": ("staff:staff", N_("Staff: invite, sign in.")),
        "upgrade": ("upgrade:upgrade", N_("Bring the database to the newest schema.")),
        "doctor": ("doctor:doctor", N_("Say what is in order here, and what to do where it is not.")),
    }
)
"""Command → the module and name that hold it, and its line in the list."""


class Program(SpokenGroup):
    """The whole command; loads subcommands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the work."""
        return list(_WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in _WHERE:
            return None
        found: click.Command = resolve_name(f"consult.cli.{_WHERE[cmd_name][0]}")
        return found

    def said_of(self, name: str) -> str:
        """The one line on a command."""
        return _WHERE[name][1]

    def main(  # type: ignore[override]  # click overloads it by its standalone mode, which is ours always
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> None:
        """Run, and leave with a status: 0 done, 2 refused. A bug shows its trace and leaves with 1."""
        extra.pop("standalone_mode", None)
        try:
            status = super().main(args, prog_name or "consult", standalone_mode=False, **extra)
        except click.exceptions.Exit as ending:
            status = ending.exit_code
        except click.exceptions.NoArgsIsHelpError as bare:
            bare.show()
            status = 2
        except BrokenPipeError:
            # Whoever read our output has gone; there is nobody left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = 0
        except Exception as error:
            said = refused_sentence(error, reader())
            if said is None:
                raise
            click.echo(said, err=True)
            status = 2
        sys.exit(status if isinstance(status, int) else 0)


@click.command(
    cls=Program,
    help=N_("Consultations and votes of a housing estate: set up, prepare, print, count."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="consult", prog_name="consult", cls=SpokenOption, help=N_("Show the version."))
def program() -> None:
    """The `consult` command."""


def main() -> None:
    """What the `consult` script calls."""
    program.main()
