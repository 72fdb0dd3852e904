"""Sentences about ideas and comments of residents."""

from consult.wording.marking import N_

SENTENCES = {
    "unknown-idea-kind": N_("Choose whether it is an idea or a comment."),
    "idea-without-words": N_("Write your idea in a few words; signs and a photo alone are not enough."),
    "idea-too-long": N_(
        "Your text has %(length)s characters; at most %(limit)s fit. It stands below whole: shorten it, or send it in parts."
    ),
    "idea-tells-a-door": N_(
        "All neighbours can read this, so please leave out room, phone and identity numbers: “%(found)s”."
    ),
    "too-many-ideas-today": N_(
        "Your household has sent %(most)s since yesterday. Keep this text and send it tomorrow; it was not sent now."
    ),
    "too-many-ideas": N_("Your household has sent %(most)s to this consultation, and more cannot be read in time."),
    "ideas-not-asked": N_("Ideas are not collected for this consultation just now. Nothing was sent."),
    "ideas-ended": N_(
        "Ideas were collected until %(opens_at)s, when voting begins. This was not sent; copy it if you want to keep it."
    ),
    "unknown-idea": N_("This idea is not here. Perhaps it was taken back."),
    "own-idea": N_("This is your household's own idea; it needs no support from you."),
    "idea-taken-back": N_("Its household has taken this idea back."),
    "unknown-idea-ruling": N_("Choose whether to show it or not."),
    "idea-ruled-meanwhile": N_("Somebody else has just decided about this idea. Look at it as it stands now."),
    "idea-ruling-without-reason": N_("Choose why it is not shown; for “something else” write a few words."),
    "unknown-idea-answer": N_("Choose what becomes of the idea."),
    "idea-answer-without-reason": N_("Write down why. All residents read it."),
    "idea-words-too-long": N_("Your text has %(length)s characters; say it in at most %(limit)s."),
    "idea-not-public": N_("Let the idea through first; then answer it."),
}
