"""Sentences about patrols: codes found on walls."""

from consult.wording.marking import N_

SENTENCES = {
    "patrol-no-photo": N_("Take a photo of the poster first, or choose one."),
    "too-many-patrols": N_("So many photos were sent that the next has to wait. Try again in %(minutes)s minutes."),
    "patrol-place-too-long": N_("Say in at most %(limit)s characters where it hangs."),
    "unknown-report": N_("There is no such report in this estate."),
}
