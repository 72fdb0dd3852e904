"""What each kind of batch reads: the words on all its sheets, and the households of each file. Nothing is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.documents.ballot_paper import BallotSheet, PaperBallot
from consult.documents.delivery_sheet import Building as DeliveryBuilding
from consult.documents.delivery_sheet import DeliverySheet
from consult.documents.explain_card import ExplainCard
from consult.documents.letter import Household, LetterSheet
from consult.documents.proxy_form import ProxyFormSheet
from consult.documents.walking_list import Building as WalkingBuilding
from consult.domain.printing import Batch, Part
from consult.queries.batches import ballots_of, households_of
from consult.queries.consultations import ConsultationView
from consult.queries.delivery_sheet_paper import delivery_lines_of, delivery_sheet
from consult.queries.formal_papers import proxy_form_sheet
from consult.queries.paper_ballots import ballot_sheet
from consult.queries.papers import letter_sheet
from consult.queries.walking_list_paper import explain_card, refuse_when_over, walking_doors_of
from consult.wording.language import Words

Sheet = LetterSheet | BallotSheet | ProxyFormSheet | DeliverySheet | ExplainCard

Homes = Sequence[tuple[int, Household]] | Sequence[PaperBallot] | Sequence[DeliveryBuilding] | Sequence[WalkingBuilding]
"""Letters come with their elector, whose key is made when they are; lists by building."""


@dataclass(frozen=True, slots=True)
class Job:
    """Which paper, of which consultation, with codes that lead where."""

    session: Session
    view: ConsultationView
    batch: Batch
    public_url: str

    def refuse_unless_wanted(self, now: datetime) -> None:
        """Refuse `walk-over` for walking lists after the end, and `proxies-not-offered` for forms nobody may use."""
        if self.batch is Batch.WALKING_LISTS:
            refuse_when_over(self.view, now)
        if self.batch is Batch.PROXY_FORMS:
            proxy_form_sheet(self.view, self.public_url, now)

    def sheet(self, words: Words, now: datetime) -> Sheet:
        """What all sheets of the batch say."""
        match self.batch:
            case Batch.LETTERS:
                return letter_sheet(self.view, self.public_url, now, words.zone)
            case Batch.BALLOTS | Batch.LARGE_BALLOTS:
                return ballot_sheet(self.view, now)
            case Batch.PROXY_FORMS:
                return proxy_form_sheet(self.view, self.public_url, now)
            case Batch.DELIVERY_SHEETS:
                return delivery_sheet(self.view, now)
            case Batch.WALKING_LISTS:
                return explain_card(self.view, words, self.public_url, now)

    def homes(self, part: Part) -> Homes:
        """The households of one file, as they stand now."""
        match self.batch:
            case Batch.LETTERS:
                return list(households_of(self.session, self.view, part.electors))
            case Batch.BALLOTS | Batch.LARGE_BALLOTS | Batch.PROXY_FORMS:
                return list(ballots_of(self.session, self.view, part.electors))
            case Batch.DELIVERY_SHEETS:
                return delivery_lines_of(self.session, self.view, part)
            case Batch.WALKING_LISTS:
                return walking_doors_of(self.session, self.view, self.public_url, part)
