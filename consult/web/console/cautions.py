"""What a committee should know before it announces: not refusals, for its rules of procedure may say otherwise."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from consult.queries.consultations import ConsultationView
from consult.wording.language import Words

NOTICE = timedelta(days=15)
"""How long the notice of an owners' decision is posted before voting opens (voting rules §5)."""

SHORTEST, LONGEST = timedelta(days=5), timedelta(days=60)
"""The usual length of a vote."""


def cautions(words: Words, view: ConsultationView, today: date, zone: tzinfo) -> list[str]:
    """Sentences about dates that stand against custom; none for a survey without legal effect."""
    if not view.is_binding:
        return []
    said = []
    posted = max(view.notice_on, today)
    if _day(view.opens_at, zone) - posted < NOTICE:
        said.append(
            words.gettext(
                "Posted on %(day)s, the notice would hang for fewer than 15 days before voting opens; "
                "an owner could have the decision set aside for that.",
                day=words.date(posted),
            )
        )
    if not SHORTEST <= view.closes_at - view.opens_at <= LONGEST:
        said.append(words.gettext("The vote would be open for fewer than 5 or more than 60 days, which is unusual."))
    return said


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()
