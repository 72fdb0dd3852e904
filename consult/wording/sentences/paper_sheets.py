"""Sentences about the sheets of a vote as a whole: reconciling them, and the sample that is compared."""

from consult.wording.marking import N_

SENTENCES = {
    "audit-not-drawn": N_("The sample is not drawn yet. Throw the digits in public and enter them first."),
    "sheet-elsewhere": N_(
        "Sheet %(serial)s was issued to %(place)s, not to “%(typed)s”. Look at the serial and the room on the paper again."
    ),
    "sheets-unused-too-many": N_(
        "%(unused)s sheets cannot have stayed here: at most %(most)s were not entered. Count the ones left over again."
    ),
    "sheets-more-than-issued": N_(
        "%(in_hand)s sheets cannot have come back, for only %(issued)s were handed out. Count both piles again."
    ),
    "sheets-do-not-balance": N_(
        "The sheets do not balance: difference %(difference)s, not confirmed %(unconfirmed)s, taken along at the door and not entered %(collected)s. Enter what is missing, or write down why."
    ),
    "sheets-not-reconciled": N_(
        "The sheets of paper are not reconciled, or more were entered since. Reconcile them first: what was issued is what came back and what did not."
    ),
    "audit-share-outside": N_("The share to be found is more than 0 % and at most 100 %, for example 2 %."),
    "audit-confidence-outside": N_("The confidence is more than 0 % and less than 100 %, for example 95 %."),
    "seed-too-short": N_("Throw at least %(least)s digits: with fewer somebody could try out which ballots come."),
    "audit-not-closed": N_("The paper ballots of %(code)s can be sampled once it is closed and counted."),
    "audit-nothing": N_("No paper ballot was entered, so there is nothing to sample."),
    "audit-list-fixed": N_("The list is fixed already. Go on and throw the digits."),
    "audit-list-missing": N_("Fix the list of ballots first: the digits are thrown after it stands still."),
    "audit-drawn": N_("The sample was drawn already, from the digits %(seed)s. A vote has one sample."),
    "audit-not-in-sample": N_("Ballot %(serial)s is not in the sample."),
    "seed-differs": N_("These digits are not those that were typed first. Look again, or type them anew for both."),
    "seed-alone": N_("The digits are typed by two people: somebody else has to type them again."),
    "audit-left": N_("%(left)s of the ballots drawn are not compared yet."),
    "audit-published": N_("The result of the sample stands in the book and is not changed any more."),
    "audit-note-missing": N_("Ballot %(serial)s differs: write down how."),
    "sheet-figure-missing": N_("Write a whole number of sheets, like 12 or 0."),
}
