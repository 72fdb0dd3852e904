"""Sentences about corrections of ballots that somebody entered."""

from consult.wording.marking import N_

SENTENCES = {
    "correction-not-read": N_("Read the paper and mark what it says: only then it can be confirmed."),
    "nothing-to-correct": N_("No ballot counts for this household, so there is nothing to correct."),
    "correction-of-own-answer": N_("This household answered itself. What it sent is corrected by nobody."),
    "correction-of-uncounted": N_("The owners settled that another ballot counts, so this one is not corrected."),
    "correction-too-late": N_("Corrections were possible until %(until)s. The result stands."),
    "correction-without-reason": N_("Say what was entered wrongly and why it is corrected."),
    "correction-without-evidence": N_("Add a photo of the paper: none was kept with this ballot."),
    "correction-changes-nothing": N_("This is what counts already. Nothing was changed."),
    "correction-waiting": N_("%(by)s has proposed a correction of this ballot; it waits for a second person."),
    "unknown-correction": N_("There is no such correction in this consultation."),
    "correction-decided": N_("This was decided on %(at)s."),
    "correction-alone": N_("%(name)s proposed this correction, so somebody else has to confirm or refuse it."),
}
