"""Which papers there are for a consultation as it stands, and where each is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from consult.documents.minutes import Meeting
from consult.documents.preview_mark import Mark
from consult.domain.consultation import Channel, State
from consult.models.base import db
from consult.queries.audit_paper import is_drawn
from consult.queries.consultations import ConsultationView
from consult.queries.formal_papers import takes_proxies
from consult.web.console.pages import READERS
from consult.wording.language import Words
from consult.wording.paper_purposes import PURPOSES
from consult.wording.printing import paper_name

OTHER = "other_batch"
"""The page that orders any kind of batch, named in its address."""

ONE, TWO = ("zh", "en"), ("zh", "en", "both")

_ASKING = frozenset({State.DRAFT, State.ANNOUNCED, State.OPEN})
_UNDER_WAY = frozenset({State.ANNOUNCED, State.OPEN})
_AFTERWARDS = frozenset({State.CLOSED})
_COMMITTEE = ("committee",)


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: in which states there is one, for whom, and what it shows before it is printed.

    `batch` is the page that orders it for every household, where it is such a one; `sample`: shows a household made up;
    `counts`: says how many owners there are; `first_only`: the preview shows one building of several; `blanks`: what is
    typed for this printing only, else written by hand.
    """

    kind: str
    states: frozenset[State]
    batch: str = ""
    languages: tuple[str, ...] = ONE
    roles: tuple[str, ...] = READERS
    sample: bool = False
    counts: bool = False
    first_only: bool = False
    blanks: tuple[str, ...] = ()
    is_wanted: Callable[[ConsultationView], bool] = lambda view: True

    def is_there(self, view: ConsultationView, role: str) -> bool:
        """Whether this consultation has such a paper now, for somebody in this role."""
        return view.state in self.states and role in self.roles and self.is_wanted(view)

    def mark(self, view: ConsultationView) -> Mark:
        """What stands across its preview. Minutes are none of a draft's text: a hearing comes first."""
        if view.state is State.DRAFT and not self.kind.startswith("minutes"):
            return Mark.DRAFT
        return Mark.SAMPLE if self.sample else Mark.PREVIEW

    def language(self, asked: str) -> str:
        """The language asked for, else Chinese alone."""
        return asked if asked in self.languages else self.languages[0]

    def name(self, words: Words, view: ConsultationView) -> str:
        """Its name; a consultation that decides nothing has a result and no result notice."""
        return paper_name(words, self._named(view))

    def purpose(self, words: Words, view: ConsultationView) -> str:
        """What it is for."""
        return words.gettext(PURPOSES[self._named(view)])

    def _named(self, view: ConsultationView) -> str:
        return "advisory-result" if self.kind == "result" and not view.rule.decides else self.kind

    def print_action(self, view: ConsultationView, language: str) -> str:
        """Where it is printed and noted; '' for what is ordered by batch, or cannot be printed yet."""
        if self.batch or self.mark(view) is Mark.DRAFT:
            return ""
        return url_for("console.print_paper", code=view.code, kind=self.kind, language=language)

    def preview_page(self, view: ConsultationView, language: str) -> str:
        """Where it is looked at and, where there is something to type, printed from."""
        return url_for("console.paper_preview", code=view.code, kind=self.kind, language=language)

    def order_page(self, view: ConsultationView) -> str:
        """The page that orders one for every household; '' for others, and before there is anybody to print for."""
        if not self.batch or view.state is State.DRAFT:
            return ""
        about: dict[str, Any] = {"batch": self.kind} if self.batch == OTHER else {}
        return url_for(f"console.{self.batch}", code=view.code, **about)


def _takes_paper(view: ConsultationView) -> bool:
    return Channel.PAPER in view.channels


def _is_drawn(view: ConsultationView) -> bool:
    return is_drawn(db.session(), view)


def _decides(view: ConsultationView) -> bool:
    return view.rule.decides


_ALL = (
    Paper("poster-a4", frozenset(State), languages=TWO),
    Paper("poster-a3", frozenset(State), languages=TWO),
    Paper("notice", frozenset(State), counts=True, blanks=("at", "place", "until")),
    Paper("rule-sheet", frozenset(State), counts=True),
    Paper("letters", _ASKING, batch="letters", roles=_COMMITTEE, sample=True),
    Paper("ballots", _ASKING, batch="ballot_batch", roles=_COMMITTEE, sample=True, is_wanted=_takes_paper),
    Paper("ballots-large", _ASKING, batch=OTHER, roles=_COMMITTEE, sample=True, is_wanted=_takes_paper),
    Paper("proxy-form", _ASKING, is_wanted=takes_proxies),
    Paper("proxy-forms", _ASKING, batch=OTHER, roles=_COMMITTEE, sample=True, is_wanted=takes_proxies),
    Paper("delivery-sheets", frozenset(State) - {State.DRAFT}, batch=OTHER, roles=_COMMITTEE, first_only=True),
    Paper("walking-lists", _UNDER_WAY, batch=OTHER, roles=_COMMITTEE, first_only=True),
    Paper("invitations", _ASKING, blanks=("at", "place")),
    Paper("turnout-sheet", frozenset(State) - {State.DRAFT}),
    Paper("digest", frozenset(State) - {State.DRAFT}),
    Paper("counting-record", frozenset(State), counts=True, blanks=("at", "place")),
    Paper("result", _AFTERWARDS),
    Paper("result-by-building", _AFTERWARDS, is_wanted=_decides),
    Paper("readings", _AFTERWARDS, is_wanted=_decides),
    Paper("audit-list", _AFTERWARDS, is_wanted=_is_drawn),
    Paper("objections", frozenset(State)),
    *(Paper(f"minutes-{meeting}", frozenset(State)) for meeting in Meeting),
)


def papers_of(view: ConsultationView, role: str) -> list[Paper]:
    """The papers of a consultation as it stands, in the order in which they are wanted."""
    return [paper for paper in _ALL if paper.is_there(view, role)]


def paper_of(view: ConsultationView, role: str, kind: str) -> Paper | None:
    """One of them by its kind."""
    return next((paper for paper in papers_of(view, role) if paper.kind == kind), None)
