"""Answering anew, where the rules of procedure let an elector do so until the end."""

from __future__ import annotations

from flask import request

from consult.queries.consultations import ConsultationView
from consult.queries.receipts import ElectorView
from consult.web.resident.pages import this_moment
from consult.web.resident.question import phase


def may_replace(view: ConsultationView, elector: ElectorView) -> bool:
    """Whether this household may put another answer in the place of the recorded one now.

    What owners settled between two ballots is not overturned by one of them alone.
    """
    ballot = elector.ballot
    is_settled = ballot is not None and ballot.conflict is not None and ballot.conflict.settled is not None
    is_open = phase(view, this_moment()) == "open"
    return ballot is not None and view.procedure.replace and is_open and not is_settled


def replacing(view: ConsultationView, elector: ElectorView) -> int | None:
    """The line of the recorded ballot, if that is the one which the page or form at hand is to replace."""
    if elector.ballot is None or not may_replace(view, elector):
        return None
    return elector.ballot.seq if request.values.get("replaces", "") == str(elector.ballot.seq) else None
