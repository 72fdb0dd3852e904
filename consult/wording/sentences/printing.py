"""Sentences about printing in batches and the print log."""

from consult.wording.marking import N_

SENTENCES = {
    "nobody-to-print-for": N_("There is no household to print for. Choose other buildings or rooms."),
    "rooms-missing": N_("Write the rooms to print for, like 12-301; several on lines of their own."),
    "batch-running": N_("An earlier batch of letters is not finished. Go on with it or cancel it first."),
    "same-batch-running": N_("An earlier batch like this is not finished. Go on with it or cancel it first."),
    "batch-at-work": N_("This batch is being printed right now."),
    "batch-ended": N_("This batch is finished or was cancelled. Order a new one if more is needed."),
    "unknown-printing": N_("There is no such printing."),
    "file-gone": N_("This file is no longer here: it was fetched before, or it lay too long. Print it again."),
    "disk-full": N_(
        "The disk is full, so printing stopped. The files already made are kept. Free some space, then go on."
    ),
    "hand-out-full": N_(
        "There is no room in “%(folder)s”: printed files not put there: %(n)s. They lie in “%(waiting)s”, for %(hours)s "
        "hours at most. Make room or choose another folder with -o, then run the same command again: it hands them out "
        "and makes no letter anew."
    ),
    "hand-out-stopped": N_(
        "“%(folder)s” cannot be written any more: printed files not put there: %(n)s. They lie in “%(waiting)s”, for "
        "%(hours)s hours at most. Choose another folder with -o, then run the same command again: it hands them out "
        "and makes no letter anew."
    ),
    "press-broke": N_("Printing was interrupted. The files already made are kept; you can go on from there."),
    "files-unwritable": N_(
        "The folder for printed files cannot be written, so printing stopped. Have its permissions checked, then go on."
    ),
    "preview-without-owners": N_(
        "The roll of owners has nobody for this consultation yet, and this paper says how many there are. "
        "Import the roll or mend the scope first."
    ),
}
