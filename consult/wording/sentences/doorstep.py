"""Sentences about rounds at the door: phones, what they send, and what becomes of it."""

from consult.wording.marking import N_

SENTENCES = {
    "entry-torn": N_("This entry arrived damaged and cannot be read. It has been kept; please record the visit again."),
    "bundle-torn": N_("What was sent is damaged or cut off. It has been kept; send the entries once more."),
    "bundle-too-large": N_("These are more entries than can be taken at once. Send at most %(most_entries)s together."),
    "fingerprints-unreadable": N_("The list of fingerprints cannot be read. Send at most %(most)s at once."),
    "leader-phone-wrong": N_("Write a number that can be dialled, for example 138 0013 8000, or leave both empty."),
    "leader-not-asked": N_("Ask the leader first, and tick that the leader wants this to be shown."),
    "device-unknown": N_("This phone is not enrolled here. Ask the committee for a new code to scan."),
    "device-missing": N_("There is no such phone in this estate."),
    "device-revoked": N_(
        "This phone has been switched off by the committee. What it sends is kept, and the committee decides about it."
    ),
    "device-sends-only": N_("The rooms are shown only to a phone that has been unlocked with its PIN."),
    "device-foreign": N_("This file was not signed by a phone of this estate. It is kept, and the committee decides."),
    "unknown-enrolment": N_(
        "This code does not work: it was used already, has run out, or was never made. Ask the committee for a new one."
    ),
    "unknown-building": N_("There is no such building on this round."),
    "seal-unreadable": N_(
        "This entry cannot be opened: it was sealed for another estate, or changed on its way. The committee decides."
    ),
    "consultation-unknown": N_(
        "This entry is for a consultation that this estate does not hold. It is kept, and the committee decides."
    ),
    "entry-reused": N_("Something else arrived under the same mark before. Both are kept, and the committee decides."),
    "serial-elsewhere": N_(
        "Ballot %(serial)s was issued to another household. Check the number on the sheet, and whose it is."
    ),
    "answered-before": N_(
        "This household has answered before, on %(at)s (%(channel)s). What was answered now has been kept and does not count."
    ),
    "paper-collected-already": N_("Ballot %(serial)s was already collected by %(by)s on %(at)s."),
    "sheet-late": N_(
        "This sheet was reported after the end on %(closes_at)s, and nothing of it was registered before. It counts as late."
    ),
    "visit-late": N_(
        "This visit arrived after the end on %(closes_at)s, and nothing of it was registered before. It does not count as service."
    ),
    "book-behind": N_(
        "The book here is shorter than what this phone saw before. Tell the committee and the scrutineers."
    ),
    "entry-decided": N_("About this entry it was decided before."),
    "entry-unknown": N_("There is no such entry in this estate."),
    "entry-never-fits": N_(
        "This cannot take effect, whoever lets it in. Enter a sheet at the desk, or set the entry aside and record the visit again."
    ),
    "nothing-ticked": N_("Nothing is ticked. Tick the entries, or all of a phone, that the decision is about."),
    "decision-note-missing": N_("Write down why: whoever reads this later must understand the decision."),
    "device-name-missing": N_("Give the phone a name by which to know it, of at most 60 characters."),
    "device-keys-unfit": N_("This phone could not make its keys. Update its browser, or use another phone."),
    "key-locked": N_(
        "The estate's key does not open with this installation's secret. Restore instance/secret_key from the same backup as the database."
    ),
    "too-many-undecided": N_(
        "More than %(most)s entries of this phone wait for the committee. Nothing more is taken until it has decided."
    ),
    "too-many-registered": N_(
        "This phone has registered more than %(most)s entries that it has not sent. Send those first; until then no more are registered."
    ),
    "service-fault": N_("Something went wrong on our side. Nothing is lost; the phone tries again by itself."),
    "not-a-leader": N_("Rounds are walked by building leaders and the committee. Choose one of them."),
}
