"""Sentences about changes to the roll by hand that are refused."""

from consult.wording.marking import N_

SENTENCES = {
    "roll-unit-unknown": N_(
        "The roll in force has no %(building)s %(room)s. Perhaps it was moved or taken away; look for it once more."
    ),
    "roll-unit-changed": N_(
        "%(building)s %(room)s was changed since this page was opened. Both states stand below: look at them, then save again or leave it."
    ),
    "roll-room-taken": N_("%(building)s %(room)s stands on the roll already. Correct the building or room number."),
    "roll-edit-empty": N_("Nothing is different from the roll. Change what is wrong, or go back."),
    "roll-edit-faulty": N_("Something here cannot be read as it stands. Nothing has been saved yet."),
    "roll-edit-without-reason": N_(
        "Say why, such as which certificate you saw: whoever looks at the history later should understand it."
    ),
    "roll-reason-too-long": N_("Keep the reason to %(limit)s characters."),
    "roll-change-unknown": N_("There is no such change in the history of this roll. Open the history once more."),
    "roll-change-undone": N_("This change has been taken back already. Nothing more was changed."),
    "roll-change-overtaken": N_(
        "%(building)s %(room)s was changed again after this, so it cannot simply be taken back. Take the later change back first, or correct the unit by hand."
    ),
    "merge-of-one": N_("Tick at least two units: with one alone there is nothing to join or to keep apart."),
    "merge-without-owner": N_(
        "The unit that you chose as the right spelling names no owner. Choose another one, or write its owner first."
    ),
    "list-stands-still": N_(
        "The list of consultation %(code)s stands still. What is corrected now goes into the next vote; where it matters for this one, say so in the minutes."
    ),
    "list-regrouped": N_(
        "%(n)s rooms have come to another owner, are new or are gone. Letters and numbers of this vote are given out already, so its list cannot follow; take these changes of the roll back first, or leave the list as it was announced."
    ),
    "list-not-changed": N_("The list of this vote says what the roll says. Nothing had to be changed."),
}
