"""What a program's token may do, in words."""

from __future__ import annotations

from consult.domain.api_token import Scope
from consult.wording.language import Words
from consult.wording.marking import N_

SCOPES = {
    Scope.CONSULTATIONS_READ: N_("Read consultations, turnout, the book, and results once they are counted"),
    Scope.CONSULTATIONS_WRITE: N_("Write and change drafts"),
    Scope.CONSULTATIONS_RUN: N_("Announce and open; close, or propose closing where two people are needed"),
    Scope.OBJECTIONS_READ: N_("Read objections to results, with the doors they came from"),
    Scope.ROLL_READ: N_("Read the roll’s figures, and check roll files"),
    Scope.ROLL_WRITE: N_("Import a new roll"),
    Scope.SERVICE_READ: N_("Read to whom ballots were brought, by door"),
    Scope.SERVICE_WRITE: N_("Note to whom ballots were brought"),
    Scope.BALLOTS_WRITE: N_("Enter paper ballots that came back"),
}


def scope_said(words: Words, scope: Scope) -> str:
    """What a permission lets a program do."""
    return words.gettext(SCOPES[scope])
