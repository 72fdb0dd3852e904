"""What each printed paper says about a consultation: values for `consult.documents`, the same for page and command.

`contact` of an estate may hold `phone`, and texts by language: `return_place`, `posting_place`, `objection`, `witness`,
`privacy`, and the names of those invited to the count: `residents_committee`, `housing_office`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.documents.imprint import Imprint
from consult.documents.letter import Household, LetterSheet
from consult.documents.poster import PosterSheet
from consult.documents.result_notice import ResultNoticeSheet
from consult.domain.electorate import Basis
from consult.domain.objection import posted_until
from consult.domain.question import Text
from consult.domain.scope import Door, Place
from consult.models.electorate import ElectorUnit
from consult.queries.breakdown import breakdown_of
from consult.queries.consultations import ConsultationView
from consult.queries.earlier_results import counted_anew
from consult.queries.pictures import picture_of
from consult.wording.households import words_by
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.rules import rule_sentences
from consult.wording.secrecy import with_kind, with_promise
from consult.wording.silence import silence_text


class Letter(Protocol):
    """One issued letter, as `issue_letters` answers it."""

    @property
    def place(self) -> tuple[str, str, str]:
        """Building, entrance and room."""
        ...

    @property
    def units(self) -> tuple[tuple[str, str, str], ...]:
        """All doors the elector answers for."""
        ...

    @property
    def code(self) -> str:
        """The code to type."""
        ...

    @property
    def token(self) -> str:
        """The token of its QR."""
        ...

    @property
    def paper_serial(self) -> str:
        """The serial of the household's paper ballot."""
        ...

    @property
    def area(self) -> int:
        """Area in 0.01 m²."""
        ...


def counted_words(words: Words, view: ConsultationView) -> Words:
    """The words for what this consultation counts: heads or households, ballots or answers."""
    return words_by(words, view.basis, is_binding=view.is_binding)


def public_address(public_url: str, view: ConsultationView) -> str:
    """The consultation's address as posters print it."""
    return f"{public_url}/c/{view.code}"


def poster_sheet(session: Session, view: ConsultationView, public_url: str, now: datetime) -> PosterSheet:
    """The poster of a consultation, with its picture where it has one."""
    return PosterSheet(
        estate=view.estate.name,
        title=view.title,
        who=with_kind(who_may_answer(view), is_secret=view.is_secret),
        closes_at=view.closes_at,
        address=public_address(public_url, view),
        code=view.code,
        asked_by=view.estate.committee,
        imprint=imprint(view, now),
        phone=str(view.estate.contact.get("phone", "")),
        is_binding=view.is_binding,
        takes_paper=not view.is_secret,
        questions=[question.title for question in view.questions],
        picture=picture_of(session, view),
        picture_alt=view.picture.description if view.picture else {},
    )


def letter_sheet(view: ConsultationView, public_url: str, now: datetime, zone: tzinfo) -> LetterSheet:
    """What every household's letter says."""
    return LetterSheet(
        estate=view.estate.name,
        title=view.title,
        questions=[question.title for question in view.questions],
        closes_at=view.closes_at,
        sign_in=f"{public_url}/sign-in",
        issuer=view.estate.committee,
        issued_on=now.astimezone(zone).date(),
        imprint=imprint(view, now),
        counted_by=view.basis,
        is_binding=view.is_binding,
        lead=with_promise(view.intro, is_secret=view.is_secret),
        return_place=contact_text(view.estate.contact, "return_place"),
        phone=str(view.estate.contact.get("phone", "")),
        privacy=contact_text(view.estate.contact, "privacy"),
        deemed=silence_text(view.procedure, view.closes_at),
        channels=view.channels,
        proxies_each=view.proxies_each,
        asks_tenants=view.procedure.tenants,
    )


def household(letter: Letter, view: ConsultationView, public_url: str) -> Household:
    """One household's letter; its area only where the rule weighs area."""
    building, entrance, room = letter.place
    return Household(
        building=building,
        entrance=entrance,
        room=room,
        link=f"{public_url}/h/{letter.token}",
        code=letter.code,
        serial=letter.paper_serial,
        area=letter.area if view.rule.weighs_area else None,
        units=letter.units,
    )


def result_sheet(
    session: Session,
    view: ConsultationView,
    words: Words,
    public_url: str,
    now: datetime,
    zone: tzinfo,
    *,
    by_building: bool = False,
) -> ResultNoticeSheet:
    """The notice of a closed consultation's result; `by_building` adds the appendix."""
    closed_at = view.closed_at or now
    dated = closed_at.astimezone(zone).date()
    anew = counted_anew(session, view)
    return ResultNoticeSheet(
        estate=view.estate.name,
        title=view.title,
        scope=scope_text(view),
        opened_at=view.opened_at or view.opens_at,
        closed_at=min(closed_at, view.closes_at),  # ballots counted until the announced end, whenever it was sealed
        issuer=view.estate.committee,
        dated=dated,
        imprint=imprint(view, now),
        result_address=public_address(public_url, view),
        is_binding=view.is_binding,
        units=_units(session, view),
        term=term_text(view.estate.term),
        rule_sentences=rule_sentences(counted_words(words, view), view.rule, view.electorate),
        deemed_clause=view.procedure.clause if view.procedure.deems else {},
        posted_from=dated,
        posted_until=posted_until(dated, view.procedure.posted_days),
        posting_place=contact_text(view.estate.contact, "posting_place"),
        objection=contact_text(view.estate.contact, "objection"),
        witness=contact_text(view.estate.contact, "witness"),
        objection_until=posted_until(dated, view.procedure.posted_days),
        counted_anew=anew[-1].at if anew else None,
        by_building=breakdown_of(session, view) if by_building else None,
    )


def _units(session: Session, view: ConsultationView) -> int:
    """How many homes and other units the frozen electorate answers for."""
    return session.scalars(
        select(func.count(ElectorUnit.id)).where(
            ElectorUnit.estate_id == view.estate.id, ElectorUnit.consultation_id == view.id
        )
    ).one()


def imprint(view: ConsultationView, now: datetime) -> Imprint:
    """The foot line of every paper of a consultation."""
    return Imprint(number=str(view.number), text_hash=view.text_hash, made_at=now)


def who_may_answer(view: ConsultationView) -> Text:
    """Who may answer, with the scope where it is not the whole estate."""
    by_owner = view.basis is Basis.BY_OWNER
    if view.members:
        return scope_text(view)
    if not view.scope and not view.left_out:
        return _both(N_("All owners of the estate") if by_owner else N_("All households of the estate"))
    return _both(N_("Owners of %(places)s") if by_owner else N_("Households of %(places)s"), scope_text(view))


def scope_text(view: ConsultationView) -> Text:
    """The scope as a notice names it."""
    return {language: scope_said(words_for(locale), view) for language, locale in (("zh", CHINESE), ("en", ENGLISH))}


def scope_said(words: Words, view: ConsultationView) -> str:
    """Who is asked: the places, or the whole estate, and the units left out of them; or a meeting's members."""
    if view.members:
        return words.gettext("The members of the meeting: %(doors)s", doors=_doors_said(words, view.members))
    places = places_said(words, view.scope) or words.gettext("The whole estate")
    if not view.left_out:
        return places
    return words.gettext("%(places)s, without %(doors)s", places=places, doors=_doors_said(words, view.left_out))


def _doors_said(words: Words, doors: Sequence[Door]) -> str:
    return ("、" if words.is_chinese else "; ").join(place_name(words, *door) for door in doors)


def places_said(words: Words, places: tuple[Place, ...]) -> str:
    """Buildings and entrances in a row: 12号、13号2单元."""
    joint = "、" if words.is_chinese else "; "
    return joint.join(place_name(words, place.building, place.entrance, "") for place in places)


def _both(sentence: str, places: Text | None = None) -> Text:
    said = {}
    for language, locale in (("zh", CHINESE), ("en", ENGLISH)):
        said[language] = words_for(locale).gettext(sentence, places=(places or {}).get(language, ""))
    return said


def contact_text(contact: Mapping[str, Any], key: str) -> Text:
    """One of the texts in an estate's contact; a bare one was written in Chinese."""
    value = contact.get(key, {})
    return value if isinstance(value, Mapping) else {"zh": str(value)}


def term_text(term: str) -> Text:
    """The committee's term of office (第三届) as papers take it; nothing where there is none."""
    return {"zh": term} if term else {}
