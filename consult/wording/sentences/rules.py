"""Sentences about rules and thresholds."""

from consult.wording.marking import N_

SENTENCES = {
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
    "requirement-strange": N_(
        "This requirement does not fit together: %(requirement)s. Taking part is a share of all electors; a ceiling is for opposition only."
    ),
}
