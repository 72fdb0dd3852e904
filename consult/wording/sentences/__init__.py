"""Every refusal's sentence, by topic; a test holds that each reason named in the domain stands here."""

from collections.abc import Mapping
from types import MappingProxyType

from consult.wording.sentences import (
    accounts,
    agreed_answers,
    assistance,
    backup,
    ballots,
    conflicts,
    console,
    consultations,
    contests,
    corrections,
    doorstep,
    guards,
    ideas,
    installation,
    paper_sheets,
    patrol,
    pictures,
    printing,
    programs,
    questions,
    record_requests,
    result_objections,
    roll_changes,
    rolls,
    rules,
    secret_polls,
    service,
    walking,
    ways_in,
)

SENTENCES: Mapping[str, str] = MappingProxyType(
    accounts.SENTENCES
    | agreed_answers.SENTENCES
    | assistance.SENTENCES
    | backup.SENTENCES
    | console.SENTENCES
    | consultations.SENTENCES
    | ballots.SENTENCES
    | conflicts.SENTENCES
    | contests.SENTENCES
    | corrections.SENTENCES
    | questions.SENTENCES
    | record_requests.SENTENCES
    | result_objections.SENTENCES
    | roll_changes.SENTENCES
    | rolls.SENTENCES
    | rules.SENTENCES
    | secret_polls.SENTENCES
    | service.SENTENCES
    | ideas.SENTENCES
    | installation.SENTENCES
    | paper_sheets.SENTENCES
    | patrol.SENTENCES
    | pictures.SENTENCES
    | printing.SENTENCES
    | programs.SENTENCES
    | walking.SENTENCES
    | doorstep.SENTENCES
    | guards.SENTENCES
    | ways_in.SENTENCES
)
"""Reason key → English sentence with named places; what is wrong and what to do."""
