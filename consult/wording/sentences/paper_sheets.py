"""Sentences about the sheets of a vote as a whole: reconciling them, and the sample that is compared."""

from consult.wording.marking import N_

SENTENCES = {
    "sheets-unused-too-many": N_(
        "%(unused)s sheets cannot have stayed here: at most %(most)s were not entered. Count the ones left over again."
    ),
    "sheets-more-than-issued": N_(
        "%(in_hand)s sheets cannot have come back, for only %(issued)s were handed out. Count both piles again."
    ),
    "sheets-do-not-balance": N_(
        "The sheets do not balance: difference %(difference)s, not confirmed %(unconfirmed)s. Enter what is missing, or write down why."
    ),
    "sheets-not-reconciled": N_(
        "The sheets of paper are not reconciled, or more were entered since. Reconcile them first: what was issued is what came back and what did not."
    ),
    "sheet-figure-missing": N_("Write a whole number of sheets, like 12 or 0."),
}
