"""What the formal papers beside notice and result say: proxy forms, invitations, counting record, register, minutes."""

from __future__ import annotations

from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from consult.documents.counting_record import CountingRecordSheet
from consult.documents.invitation import InvitationSheet
from consult.documents.minutes import Meeting, MinutesSheet
from consult.documents.objection_register import ObjectionSheet
from consult.documents.proxy_form import ProxyFormSheet
from consult.domain.objection import objections_end, posted_until
from consult.domain.refusal import Refusal, reasons
from consult.queries.consultations import ConsultationView
from consult.queries.objections import objections
from consult.queries.papers import contact_text, counted_words, imprint, public_address, scope_text, term_text
from consult.wording.closing import closers_said
from consult.wording.language import Words
from consult.wording.rules import rule_sentences

reasons(
    proxies_not_offered="code: proxy forms of a consultation that takes no ballots by written proxy",
)


def takes_proxies(view: ConsultationView) -> bool:
    """Whether proxy forms make sense: proxies are among the channels and the rule allows them."""
    return bool(view.proxies_each) and view.rule.allows_proxies


def proxy_form_sheet(view: ConsultationView, public_url: str, now: datetime) -> ProxyFormSheet:
    """What every proxy form of a consultation says; refuses `proxies-not-offered`."""
    if not takes_proxies(view):
        raise Refusal("proxies-not-offered", code=view.code)
    return ProxyFormSheet(
        estate=view.estate.name,
        title=view.title,
        scope=scope_text(view),
        questions=view.questions,
        closes_at=view.closes_at,
        issuer=view.estate.committee,
        address=public_address(public_url, view),
        proxies_each=view.proxies_each,
        imprint=imprint(view, now),
        return_place=contact_text(view.estate.contact, "return_place"),
        phone=str(view.estate.contact.get("phone", "")),
    )


def invitation_sheet(
    view: ConsultationView, now: datetime, *, counted_at: datetime | None = None, counting_place: str = ""
) -> InvitationSheet:
    """The invitations to a count, dated the day the notice is posted. Time and place are the caller's, where known."""
    return InvitationSheet(
        estate=view.estate.name,
        title=view.title,
        questions=view.questions,
        scope=scope_text(view),
        opens_at=view.opens_at,
        closes_at=view.closes_at,
        issuer=view.estate.committee,
        dated=view.notice_on,
        imprint=imprint(view, now),
        is_binding=view.is_binding,
        counted_by=view.basis,
        term=term_text(view.estate.term),
        counted_at=counted_at,
        counting_place={"zh": counting_place} if counting_place else {},
        phone=str(view.estate.contact.get("phone", "")),
        guests=(
            contact_text(view.estate.contact, "residents_committee"),
            contact_text(view.estate.contact, "housing_office"),
        ),
    )


def counting_record_sheet(
    view: ConsultationView,
    words: Words,
    now: datetime,
    *,
    counted_at: datetime | None = None,
    counting_place: str = "",
) -> CountingRecordSheet:
    """The counting record: filled from `view.result` once it is there, a form before. As typed: when and where."""
    return CountingRecordSheet(
        estate=view.estate.name,
        title=view.title,
        scope=scope_text(view),
        questions=view.questions,
        electorate=view.electorate,
        opens_at=view.opened_at or view.opens_at,
        closes_at=view.closes_at,
        issuer=view.estate.committee,
        imprint=imprint(view, now),
        channels=view.channels,
        is_binding=view.is_binding,
        counted_by=view.basis,
        weighs_area=view.rule.weighs_area,
        deems=view.procedure.deems,
        asks_tenants=view.procedure.tenants,
        term=term_text(view.estate.term),
        counted_at=counted_at,
        counting_place={"zh": counting_place} if counting_place else {},
        closed_at=view.closed_at,
        closed_by=closers_said(words, view.closed_by, view.closing_by, is_binding=view.is_binding),
        rule_sentences=rule_sentences(counted_words(words, view), view.rule, view.electorate),
    )


def objection_sheet(session: Session, view: ConsultationView, now: datetime, zone: tzinfo) -> ObjectionSheet:
    """The register with what came so far; the posting period is known once the consultation is closed."""
    posted = None if view.closed_at is None else view.closed_at.astimezone(zone).date()
    ends = objections_end(view.closed_at, zone, days=view.procedure.posted_days)
    return ObjectionSheet(
        estate=view.estate.name,
        title=view.title,
        issuer=view.estate.committee,
        imprint=imprint(view, now),
        term=term_text(view.estate.term),
        closed_at=view.closed_at,
        posted_from=posted,
        posted_until=None if posted is None else posted_until(posted, view.procedure.posted_days),
        posting_place=contact_text(view.estate.contact, "posting_place"),
        objection=contact_text(view.estate.contact, "objection"),
        counted_by=view.basis,
        is_binding=view.is_binding,
        objections=objections(session, view, ends, now),
    )


def minutes_sheet(view: ConsultationView, meeting: Meeting, now: datetime) -> MinutesSheet:
    """The minutes of a meeting about a consultation, also of one that is still a draft."""
    return MinutesSheet(
        meeting=meeting,
        estate=view.estate.name,
        title=view.title,
        questions=view.questions,
        issuer=view.estate.committee,
        imprint=imprint(view, now),
        scope=scope_text(view),
        term=term_text(view.estate.term),
    )
