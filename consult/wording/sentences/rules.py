"""Sentences about rules and thresholds."""

from consult.wording.marking import N_

SENTENCES = {
    "nothing-disputed": N_(
        "Consultation %(code)s has no readings to compare: that needs a closed consultation whose rule sets a threshold."
    ),
    "silence-never-read": N_("Under the rule “%(rule)s” silence is not counted, so it cannot be read otherwise."),
    "unknown-rule": N_("“%(rule)s” is not a rule. Choose one of: %(known)s."),
    "impossible-figures": N_(
        "The figures do not fit together: “%(field)s” is negative or larger than what it is part of."
    ),
    "rule-without-basis": N_(
        "The estate's own rule does not say what it rests on. Name the clause of the rules of procedure, or the law."
    ),
    "rule-without-requirement": N_(
        "The estate's own rule requires nothing. Add a share that must take part or agree, or choose the opinion survey."
    ),
    "share-outside": N_(
        "“%(share)s” is not a share. Write a fraction above 0 and up to 1, like 2/3, or a percentage like 20%%."
    ),
    "share-above-all": N_("“More than %(share)s” can never be reached. To ask for everyone, write “at least 100%%”."),
    "ceiling-of-all": N_("“No more than %(share)s” always holds. Write a smaller share, or “less than 100%%”."),
    "requirement-strange": N_(
        "This requirement does not fit together: %(requirement)s. Taking part is a share of all electors; a ceiling is for opposition only."
    ),
    "deeming-not-allowed": N_(
        "Under the rule “%(rule)s” silence cannot be counted. Set silence to “nothing” for this consultation; an estate's own rule has to say itself that it lets silence be counted."
    ),
    "silence-on-special-matter": N_(
        "The estate's own rule asks for agreement of %(share)s, the share of special matters, lifts and homes turned into shops; there silence can never be counted. Take out that silence may be counted."
    ),
    "deeming-without-clause": N_(
        "To give silence a meaning, copy the clause of the rules of procedure here, word for word."
    ),
    "deeming-not-announced": N_(
        "The consequence of not answering did not stand on the notice and the ballot, so silence cannot be counted."
    ),
    "deeming-undecided": N_(
        "Silence would join the larger side, but heads and area do not agree which side that is (heads: %(agree)s agree, %(oppose)s oppose). It is not counted."
    ),
    "posting-outside": N_("A result is posted for %(least)s to %(most)s days; %(days)s is outside."),
    "cap-outside": N_("One agent may represent between 1 and %(most)s electors; %(cap)s is outside."),
    "follow-not-allowed": N_(
        "Under the rule “%(rule)s” nobody can follow the majority. Take that choice away for this consultation; an estate's own rule has to say itself that it lets silence be counted."
    ),
}
