"""What the notice of a consultation says before voting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from consult.documents.notice import NoticeSheet
from consult.domain.consultation import Channel
from consult.domain.question import Text
from consult.queries.consultations import ConsultationView
from consult.queries.papers import counted_words, imprint, public_address, scope_text
from consult.wording.language import Words
from consult.wording.laws import basis_text
from consult.wording.rules import rule_sentences
from consult.wording.secrecy import with_promise
from consult.wording.silence import silence_text


def notice_sheet(
    view: ConsultationView,
    words: Words,
    public_url: str,
    now: datetime,
    *,
    counted_at: datetime | None = None,
    counting_place: str = "",
    corrections_until: date | None = None,
    picture: bytes | None = None,
) -> NoticeSheet:
    """The notice of an announced consultation, dated the day it is to be posted; `picture` is its picture's JPEG.

    Time and place of the count, and the last day for corrections to the roll, are the caller's, where known. To watch a
    binding count, those are invited who get the invitations.
    """
    contact = view.estate.contact
    return NoticeSheet(
        estate=view.estate.name,
        title=view.title,
        questions=view.questions,
        scope=scope_text(view),
        electorate=view.electorate,
        opens_at=view.opens_at,
        closes_at=view.closes_at,
        address=public_address(public_url, view),
        issuer=view.estate.committee,
        dated=view.notice_on,
        imprint=imprint(view, now),
        is_binding=view.is_binding,
        is_secret=view.is_secret,
        counted_by=view.basis,
        term={"zh": view.estate.term} if view.estate.term else {},
        basis=basis_text(view.rule.basis),
        intro=with_promise(view.intro, is_secret=view.is_secret),
        rule_sentences=rule_sentences(counted_words(words, view), view.rule, view.electorate),
        return_place=_text(contact.get("return_place")),
        phone=str(contact.get("phone", "")),
        channels=view.channels,
        proxies_each=view.proxies_each,
        procedure=view.procedure,
        deemed=silence_text(view.procedure, view.closes_at),
        corrections_until=corrections_until,
        counted_at=counted_at,
        counting_place={"zh": counting_place} if counting_place else {},
        observers=_observers(words) if view.is_binding else {},
        takes_proxies=Channel.PROXY in view.channels,
        picture=picture,
        picture_alt=view.picture.description if view.picture else {},
    )


def _observers(words: Words) -> Text:
    return {"zh": words.gettext("residents’ committee and housing office")}


def _text(value: object) -> Text:
    if isinstance(value, Mapping):
        return value
    return {"zh": str(value)} if value else {}
