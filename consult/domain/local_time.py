"""A local time as somebody types it, read as one moment, also on the two nights a year when clocks are put."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The hours of Shanghai, which have stood still since 1992: what a day is where nobody says otherwise."""


def typed_moment(local: datetime, zone: tzinfo) -> datetime:
    """The moment of a local time without a zone, in `zone`.

    An hour that comes twice means the second one, and an hour that is left out the moment at which it would have been:
    whoever goes by any clock finds no vote open before the printed hour, and none closed before it.
    """
    readings = [local.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    return max(readings, key=lambda moment: moment.astimezone(UTC))
