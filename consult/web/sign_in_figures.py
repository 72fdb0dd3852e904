"""Figures about signing in, for `/metrics`: whether somebody is guessing, and what became of messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from consult.queries.sign_in_alarm import estates_paused, failures_lately
from consult.sign_in_ways.outbox import OUTBOX
from consult.web.figures import gauge


def sign_in_lines(session: Session, now: datetime) -> Iterator[str]:
    """No figure tells of a single estate."""
    yield from gauge(
        "consult_sign_in_failures", "Failed sign-ins of households within an hour.", failures_lately(session, now)
    )
    yield from gauge("consult_typed_codes_paused", "Estates whose typed codes wait.", estates_paused(session, now))
    yield "# HELP consult_sign_in_messages_total Messages with a code, by what became of them in this process."
    yield "# TYPE consult_sign_in_messages_total counter"
    for outcome, n in OUTBOX.outcomes().items():
        yield f'consult_sign_in_messages_total{{outcome="{outcome}"}} {n}'
