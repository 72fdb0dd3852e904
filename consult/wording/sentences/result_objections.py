"""Sentences about objections to results."""

from consult.wording.marking import N_

SENTENCES = {
    "unknown-objection-matter": N_("Choose what the objection is about."),
    "objection-without-words": N_("Write what is wrong, and how it can be seen."),
    "objection-words-too-long": N_("Say it in at most %(limit)s characters."),
    "objection-without-name": N_("Write who raised the objection, with name and home."),
    "objection-name-too-long": N_("Name and home have room for %(limit)s characters."),
    "too-many-objections": N_(
        "%(most)s objections of your household wait already. Take one back, or wait until one is decided."
    ),
    "objection-too-early": N_("The result is not posted yet. Objections to it are taken from the day it is posted."),
    "objection-too-late": N_(
        "Objections were taken until %(last)s, the last day of posting. Ask the committee about what came later: "
        "it writes it into the register of objections by hand."
    ),
    "objection-day-missing": N_("Write the day on which the paper was received."),
    "objection-received-before": N_(
        "The result was posted on %(first)s. Write the day on which the objection was received, from then on."
    ),
    "objection-received-later": N_("That day has not come yet. Write the day on which the paper was received."),
    "unknown-objection": N_("There is no such objection here."),
    "unknown-objection-outcome": N_("Choose what you decided."),
    "objection-without-reason": N_("Write down why. Whoever objected reads the reason."),
    "objection-decided": N_(
        "This objection was decided or taken back on %(at)s. That stands, and nothing of yours was written over it."
    ),
    "objection-own": N_("%(name)s cannot decide this: the objection concerns them. Somebody else decides."),
}
