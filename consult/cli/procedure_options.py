"""The options of `consult estate` about the rules of procedure: what holds unless a consultation says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from consult.cli.spoken import option
from consult.domain.deemed import DeemedMode
from consult.domain.objection import MOST_DAYS, USUAL_DAYS
from consult.domain.procedure import LARGEST_CAP
from consult.wording.marking import N_

_SWITCHES = {
    "parking": ("counts-parking", N_("Whether parking spaces count. Holds from the next announcement on.")),
    "storage": ("counts-storage", N_("Whether storage rooms count. Holds from the next announcement on.")),
    "blank_abstains": ("blank-abstains", N_("Whether a question left blank beside answered ones is an abstention.")),
    "invalid_takes_part": ("invalid-takes-part", N_("Whether invalid ballots take part, without agreeing.")),
    "late_paper": ("late-paper", N_("Whether paper handed in on time may be entered after the end, until the count.")),
    "follow": ("follow", N_("Whether “follow the majority” is offered as an answer.")),
    "paper_twice": ("paper-twice", N_("Whether two people enter each paper ballot, neither seeing the other’s entry.")),
    "paper_photo": ("paper-photo", N_("Whether every paper ballot must be photographed.")),
    "replace": ("replace", N_("Whether an owner may answer anew on the web until the end; the last answer counts.")),
    "assisted": ("assisted", N_("Whether the web asks who helped to fill a ballot in.")),
    "tenants": ("tenants", N_("Whether tenants are asked for their opinion, counted apart.")),
}
"""Key of a switch → its flag, and what it decides."""


def procedure_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, in the order in which help lists them."""
    options = [option(f"--{flag}/--no-{flag}", key, default=None, help=said) for key, (flag, said) in _SWITCHES.items()]
    options += [
        option(
            "--deemed",
            type=click.Choice([mode.value for mode in DeemedMode]),
            help=N_("What silence after effective service means: nothing, taking part, or joining the larger side."),
        ),
        option("--deemed-clause-zh", help=N_("The clause about silence, word for word; it must stand on the papers.")),
        option("--deemed-clause-en", help=N_("The clause about silence in English.")),
        option(
            "--proxy-cap", type=click.IntRange(1, LARGEST_CAP), help=N_("How many electors one agent may represent.")
        ),
        option(
            "--posted-days",
            type=click.IntRange(USUAL_DAYS, MOST_DAYS),
            help=N_("How many days a result is posted and objections to it are taken."),
        ),
    ]
    for add in reversed(options):
        command = add(command)
    return command


def procedure_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was said about the rules of procedure, as plain JSON; of silence perhaps only the mode or the clause."""
    said = {key: given[key] for key in (*_SWITCHES, "proxy_cap", "posted_days") if given[key] is not None}
    clause = {
        language: given[f"deemed_clause_{language}"]
        for language in ("zh", "en")
        if given[f"deemed_clause_{language}"] is not None
    }
    deemed = {"mode": given["deemed"]} if given["deemed"] is not None else {}
    if clause:
        deemed["clause"] = clause
    return said | ({"deemed": deemed} if deemed else {})
