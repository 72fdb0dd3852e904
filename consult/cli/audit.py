"""`consult audit`: the sample of paper ballots that is compared with what was entered."""

from __future__ import annotations

import json
from fractions import Fraction

import click

from consult import clock
from consult.actions.draw_audit_sample import draw_audit_sample
from consult.actions.fix_audit_list import fix_audit_list
from consult.cli.database import opened
from consult.cli.reader import person, reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.audit import USUAL_CONFIDENCE, USUAL_SHARE, sample_size
from consult.domain.refusal import Refusal
from consult.queries.audit import Sample, SampledBallot, sample_of, settled_serials
from consult.queries.consultations import consultation_of_code
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.sheets import sample_said


@click.group(cls=SpokenGroup, help=N_("Compare paper ballots with what was entered: a sample drawn by lot."))
def audit() -> None:
    """The audit of paper ballots."""


@audit.command(cls=SpokenCommand, help=N_("Show the sample; fix its list, then draw it from digits thrown in public."))
@click.argument("code", metavar="CONSULTATION")
@option(
    "--altered", default=str(USUAL_SHARE * 100), help=N_("Share of altered ballots that must be found, in per cent.")
)
@option("--confidence", default=str(USUAL_CONFIDENCE * 100), help=N_("How surely, in per cent."))
@option("--fix", is_flag=True, help=N_("Fix the list, before the digits are thrown."))
@option("--seed", default="", help=N_("The digits thrown, at least ten; another person types them again."))
@option("--anew", is_flag=True, help=N_("Put these digits in place of those that were typed first."))
@as_json
def sample(code: str, altered: str, confidence: str, fix: bool, seed: str, anew: bool, is_json: bool) -> None:
    """Show, fix or draw."""
    share, surely = _percent(altered, "audit-share-outside"), _percent(confidence, "audit-confidence-outside")
    with opened() as here:
        view = consultation_of_code(here.session, code)
        keys = (view.estate.id, view.id)
        if fix:
            fix_audit_list(here.session, *keys, by=person(), now=clock.now(), share=share, confidence=surely)
        if seed:
            draw_audit_sample(here.session, *keys, seed, by=person(), now=clock.now(), anew=anew)
        found = sample_of(here.session, *keys)
        listed = len(settled_serials(here.session, *keys))
    if is_json:
        click.echo(json.dumps(_json(found, listed, share, surely), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_lines(reader(), found, listed, share, surely)))


def _percent(typed: str, reason: str) -> Fraction:
    try:
        return Fraction(typed.strip().rstrip("%")) / 100
    except (ValueError, ZeroDivisionError) as unreadable:
        raise Refusal(reason) from unreadable


def _json(found: Sample | None, listed: int, share: Fraction, confidence: Fraction) -> dict[str, object]:
    if found is None:
        return {"listed": listed, "size": sample_size(listed, share, confidence), "fixed": False}
    return {
        "listed": found.listed,
        "size": found.size,
        "fixed": True,
        "fingerprint": found.fingerprint,
        "seed": found.seed,
        "drawn": [_drawn(one) for one in found.ballots],
    }


def _drawn(ballot: SampledBallot) -> dict[str, object]:
    finding = ballot.finding
    outcome = None if finding is None else "agrees" if finding.agrees else "differs"
    return {"number": ballot.number, "serial": ballot.serial, "outcome": outcome}


def _lines(words: Words, found: Sample | None, listed: int, share: Fraction, confidence: Fraction) -> list[str]:
    size = found.size if found else sample_size(listed, share, confidence)
    about = (found.listed, found.share, found.confidence) if found else (listed, share, confidence)
    said = sample_said(words, size, *about)
    if found is None:
        return [said, words.gettext("The list is not fixed yet: --fix.")]
    lines = [said, f"{words.gettext('Fingerprint of the list')}: {found.fingerprint}"]
    if found.seed is None:
        if found.typed_by:
            return [*lines, words.gettext("Typed by %(name)s; waits for a second person.", name=found.typed_by)]
        return [*lines, words.gettext("Throw the digits in public, then: --seed DIGITS.")]
    lines.append(f"{words.gettext('Digits thrown')}: {found.seed}")
    return lines + [f"{one.number:>5}  {one.serial}  {place_name(words, *one.door)}" for one in found.ballots]
