"""The sentences of the doorstep app: it works without the server, so it takes them all along, in both languages."""

from __future__ import annotations

from consult.wording.doorstep_phone import PHONE
from consult.wording.doorstep_visit import VISIT
from consult.wording.language import Words
from consult.wording.sentences import ballots, questions

_REFUSALS = (
    "nothing-answered",
    "too-many-choices",
    "mixed-choices",
    "text-too-long",
    "ranked-twice",
    "score-off-scale",
    "over-budget",
    "number-unreadable",
    "number-too-small",
    "number-too-large",
    "number-off-step",
)
"""What the phone may say about a resident's answers, in the words of the web."""


def doorstep_words(words: Words) -> dict[str, str]:
    """Every sentence by its name in the app; places to fill are named as `%(n)s`."""
    known = ballots.SENTENCES | questions.SENTENCES
    sentences = PHONE | VISIT | {f"refusal-{reason}": known[reason] for reason in _REFUSALS}
    return {name: words.gettext(sentence) for name, sentence in sentences.items()}
