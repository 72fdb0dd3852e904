"""What the rule sheet of a consultation says: from its frozen rule and electorate, the same for page and paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from consult.documents.headings import term_said
from consult.documents.rule_sheet import RuleSheet
from consult.domain.consultation import Channel
from consult.queries.consultations import ConsultationView
from consult.queries.papers import counted_words, imprint, public_address, scope_text
from consult.wording.language import Words
from consult.wording.rule_sheet import ballot_rules, figure_rules, question_rules, requirement_rows, who_counts
from consult.wording.silence import silence_said


def rule_sheet(session: Session, view: ConsultationView, words: Words, public_url: str, now: datetime) -> RuleSheet:
    """The rule sheet of an announced consultation, dated the day its notice is posted."""
    words = counted_words(words, view)
    return RuleSheet(
        estate=words.pick(view.estate.name),
        title=words.pick(view.title),
        whole=tuple(_whole(view, words)),
        requirements=requirement_rows(words, view.rule, view.electorate, view.basis),
        figures=tuple(figure_rules(words, view.rule)),
        people=tuple(who_counts(words, view.rule, view.basis, view.procedure.counting)),
        ballots=tuple(_ballots(view, words)),
        questions=tuple(question_rules(words, view.questions, is_judged=view.rule.decides, is_secret=view.is_secret)),
        basis=view.rule.basis,
        address=f"{public_address(public_url, view)}/rules",
        issuer=words.pick(view.estate.committee),
        term=term_said(words, view.estate.term, words.pick(view.estate.committee)),
        dated=words.date(view.notice_on),
        imprint=imprint(view, now),
        counted_by=view.basis,
        is_binding=view.is_binding,
    )


def _ballots(view: ConsultationView, words: Words) -> Iterator[str]:
    yield from ballot_rules(
        words,
        view.procedure,
        is_binding=view.is_binding,
        basis=view.basis,
        deemed=silence_said(words, view.procedure, view.closes_at),
        takes_proxies=Channel.PROXY in view.channels,
        is_secret=view.is_secret,
    )


def _whole(view: ConsultationView, words: Words) -> list[tuple[str, str]]:
    heads = (words.gettext("Heads in all"), words.integer(view.electorate.heads))
    area = (words.gettext("Floor area in all"), words.area(view.electorate.area))
    return [(words.gettext("Scope"), words.pick(scope_text(view))), heads, *([area] if view.rule.weighs_area else [])]
