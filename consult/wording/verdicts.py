"""What an outcome is called."""

from __future__ import annotations

from consult.domain.consent import Verdict
from consult.wording.language import Words
from consult.wording.marking import N_

VERDICTS = {
    Verdict.PASSED: N_("Passed"),
    Verdict.REJECTED: N_("Not passed"),
    Verdict.INQUORATE: N_("Not enough owners took part"),
    Verdict.FIGURES: N_("The figures are the result"),
}


def verdict_name(words: Words, verdict: Verdict) -> str:
    """An outcome in a word or two."""
    return words.gettext(VERDICTS[verdict])
