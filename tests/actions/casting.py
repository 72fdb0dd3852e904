"""What the tests of casting share: a submission of one elector."""

from __future__ import annotations

from typing import Any

from consult.actions.cast_ballot import Submission
from consult.domain.consultation import Channel
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView

AGREE: dict[int, object] = {1: "agree"}


def submission(
    view: ConsultationView, elector: ElectorRow, answers: dict[int, object] | None = None, **more: Any
) -> Submission:
    fields: dict[str, Any] = {"id": f"s-{elector.id}", "channel": Channel.WEB} | more
    return Submission(
        estate_id=view.estate.id,
        consultation_id=view.id,
        elector_id=elector.id,
        answers=answers or AGREE,
        **fields,
    )
