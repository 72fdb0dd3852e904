"""Sentences about agreed answers."""

from consult.wording.marking import N_

SENTENCES = {
    "agreed-answer-incomplete": N_(
        "Agreed answer %(number)s: write both what is asked and the answer, or leave both empty."
    ),
    "agreed-question-too-long": N_(
        "Agreed answer %(number)s: the question is too long. Say it in at most %(limit)s characters."
    ),
    "agreed-answer-too-long": N_(
        "Agreed answer %(number)s: nobody listens that long. Say it in at most %(limit)s characters."
    ),
    "too-many-agreed-answers": N_("There are more than %(limit)s agreed answers. Keep those that are asked most."),
}
