"""Sentences about what households ask about what is kept of them."""

from consult.wording.marking import N_

SENTENCES = {
    "area-no-longer-that": N_("The area has been corrected since this page was opened. Look at it once more."),
    "unknown-request-kind": N_("Choose what it is about."),
    "request-without-words": N_("Write what is right instead, or what you want us to do."),
    "request-words-too-long": N_("Say it in at most %(limit)s characters."),
    "too-many-requests": N_(
        "%(most)s of your requests wait for an answer already. Take one back, or wait until one is answered."
    ),
    "unknown-request": N_("There is no such request in this consultation."),
    "unknown-reply": N_("Choose what you decided."),
    "reply-without-reason": N_("Write down why. The household reads the reason."),
    "request-answered": N_("This was answered or taken back on %(at)s."),
}
