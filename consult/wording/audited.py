"""What became of a sheet that was entered, in words, for whoever compares it with the paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from consult.wording.language import Words
from consult.wording.marking import N_

_NOW: Mapping[str, str] = MappingProxyType(
    {
        "counts": N_("Counts as entered"),
        "corrected": N_("Corrected on %(moment)s; now counts:"),
        "annulled": N_("Counts no longer: annulled after an objection on %(moment)s"),
        "replaced": N_("Counts no longer: replaced by a later ballot of the household on %(moment)s"),
        "set-aside": N_("Set aside, not counted"),
        "set-aside-fallen": N_("Set aside, not counted; on %(moment)s found not to be the household's"),
        "second": N_("Second ballot, not counted: the first one counts"),
        "second-fallen": N_("Second ballot, not counted: on %(moment)s found not to be the household's"),
        "second-counts": N_("Second ballot, which counts by the decision of %(moment)s between the two"),
        "later-counts": N_("Counts no longer: by the decision of %(moment)s the later ballot counts in its place"),
        "neither-counts": N_("Does not count: by the decision of %(moment)s neither of two ballots counts"),
    }
)


def sample_published(words: Words, listed: int, size: int, agree: int | None) -> str:
    """What everybody reads of a sample: how many were compared and agreed, or that it is still to be published."""
    figures = {"listed": words.integer(listed), "size": words.integer(size)}
    if agree is None:
        return words.gettext(
            "Of %(listed)s paper ballots %(size)s are drawn and compared with what was entered; the result is not"
            " published yet.",
            **figures,
        )
    return words.gettext(
        "%(size)s paper ballots of %(listed)s were drawn and compared with what was entered; %(agree)s agreed.",
        **figures,
        agree=words.integer(agree),
    )


def now_said(words: Words, now: str, at: datetime | None) -> str:
    """What became of a sheet, and since when; `now` is a value of `consult.queries.audited.Now`."""
    # Each value is a whole sentence, so that both languages order it as they would say it.
    return words.gettext(_NOW[now], moment=words.moment(at) if at else "")
