"""Sentences about households that contest the ballot recorded for them, and about how that is decided."""

from consult.wording.marking import N_

SENTENCES = {
    "nothing-to-contest": N_("The ballot meant does not count for this household any more. Open the page again."),
    "contest-too-late": N_("Objections were taken until %(until)s. The result stands."),
    "contest-words-too-long": N_("Say it in at most %(limit)s characters."),
    "unknown-contest": N_("There is no such contest in this consultation."),
    "unknown-ruling": N_("“%(given)s” is not a decision. Choose one of: %(known)s."),
    "ruling-without-reason": N_("Write down why. The household reads the reason."),
    "ruled-already": N_("This was decided on %(at)s."),
    "sheet-contested": N_(
        "The household of serial %(serial)s says that this sheet is not theirs. Decide that first; until then nobody"
        " enters the sheet again."
    ),
    "ruling-on-own-entry": N_(
        "%(name)s had a ballot of this household in hand, so somebody else decides: of the committee, or a scrutineer."
    ),
}
