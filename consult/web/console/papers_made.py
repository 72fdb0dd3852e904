"""How each kind of paper is made for a look before printing: the same values and the same sheets as the printed one.

Letters, ballots and made-out forms show a household that is nobody's: a preview never holds a code that works.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from types import MappingProxyType

from sqlalchemy.orm import Session

from consult.documents.advisory_result import advisory_result_pdf
from consult.documents.audit_list import audit_list_pdf
from consult.documents.ballot_paper import ballots_pdf
from consult.documents.counting_record import counting_record_pdf
from consult.documents.daily_digest import daily_digest_pdf
from consult.documents.delivery_sheet import delivery_sheets_pdf
from consult.documents.invitation import invitations_pdf
from consult.documents.letter import letters_pdf
from consult.documents.minutes import Meeting, minutes_pdf
from consult.documents.notice import notice_pdf
from consult.documents.objection_register import objection_register_pdf
from consult.documents.poster import Size, poster_pdf
from consult.documents.proxy_form import proxy_form_pdf, proxy_forms_pdf
from consult.documents.readings import readings_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.documents.rule_sheet import rule_sheet_pdf
from consult.documents.turnout_sheet import turnout_sheet_pdf
from consult.documents.walking_list import walking_lists_pdf
from consult.domain.day_word import word_of_day
from consult.domain.refusal import Refusal
from consult.queries.audit_paper import audit_list_sheet
from consult.queries.consultations import ConsultationView
from consult.queries.delivery_sheet_paper import delivery_lines, delivery_sheet
from consult.queries.formal_papers import (
    counting_record_sheet,
    invitation_sheet,
    minutes_sheet,
    objection_sheet,
    proxy_form_sheet,
)
from consult.queries.notice_paper import notice_sheet
from consult.queries.paper_ballots import ballot_sheet
from consult.queries.paper_samples import sample_ballot, sample_household
from consult.queries.papers import letter_sheet, poster_sheet, result_sheet
from consult.queries.pictures import picture_of
from consult.queries.readings_paper import readings_sheet
from consult.queries.rule_sheet import rule_sheet
from consult.queries.service import service_by_building
from consult.queries.turnout_papers import digest_sheet, turnout_sheet
from consult.queries.walking_list_paper import explain_card, walking_doors
from consult.web.i18n import settings
from consult.wording.language import Words


@dataclass(frozen=True, slots=True)
class Blanks:
    """What is typed for one printing only: when and where it is counted, until when the roll is corrected.

    What is left empty is a line to write on.
    """

    counted_at: datetime | None = None
    place: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper to be made: of which consultation, in which language, and when; `second` stands beneath on posters."""

    session: Session
    view: ConsultationView
    words: Words
    second: Words | None
    public_url: str
    now: datetime
    blanks: Blanks = Blanks()

    @property
    def building(self) -> str:
        """The one building whose list stands for all."""
        served = service_by_building(self.session, self.view)
        if not served:
            raise Refusal("nobody-to-print-for")
        return served[0].building


def _poster(wanted: Wanted, size: Size) -> bytes:
    sheet = poster_sheet(wanted.session, wanted.view, wanted.public_url, wanted.now)
    return poster_pdf(sheet, wanted.words, wanted.second, size)


def _notice(wanted: Wanted) -> bytes:
    sheet = notice_sheet(
        wanted.view,
        wanted.words,
        wanted.public_url,
        wanted.now,
        counted_at=wanted.blanks.counted_at,
        counting_place=wanted.blanks.place,
        corrections_until=wanted.blanks.until,
        picture=picture_of(wanted.session, wanted.view),
    )
    return notice_pdf(sheet, wanted.words)


def _rule_sheet(wanted: Wanted) -> bytes:
    sheet = rule_sheet(wanted.session, wanted.view, wanted.words, wanted.public_url, wanted.now)
    return rule_sheet_pdf(sheet, wanted.words)


def _letter(wanted: Wanted) -> bytes:
    sheet = letter_sheet(wanted.view, wanted.public_url, wanted.now, wanted.words.zone)
    return letters_pdf(sheet, [sample_household(wanted.view, wanted.public_url)], wanted.words)


def _ballot(wanted: Wanted, *, large_print: bool = False) -> bytes:
    sheet = ballot_sheet(wanted.view, wanted.now)
    return ballots_pdf(sheet, [sample_ballot(wanted.view)], wanted.words, large_print=large_print)


def _proxy_form(wanted: Wanted) -> bytes:
    return proxy_form_pdf(proxy_form_sheet(wanted.view, wanted.public_url, wanted.now), wanted.words)


def _made_out_form(wanted: Wanted) -> bytes:
    sheet = proxy_form_sheet(wanted.view, wanted.public_url, wanted.now)
    return proxy_forms_pdf(sheet, [sample_ballot(wanted.view)], wanted.words)


def _delivery_sheet(wanted: Wanted) -> bytes:
    lines = delivery_lines(wanted.session, wanted.view, wanted.building)
    return delivery_sheets_pdf(delivery_sheet(wanted.view, wanted.now), lines, wanted.words)


def _walking_list(wanted: Wanted) -> bytes:
    about = (wanted.public_url, wanted.now)
    doors = walking_doors(wanted.session, wanted.view, *about)[:1]
    return walking_lists_pdf(explain_card(wanted.view, wanted.words, *about), doors, wanted.words)


def _invitations(wanted: Wanted) -> bytes:
    given = wanted.blanks
    sheet = invitation_sheet(wanted.view, wanted.now, counted_at=given.counted_at, counting_place=given.place)
    return invitations_pdf(sheet, wanted.words)


def _turnout(wanted: Wanted) -> bytes:
    return turnout_sheet_pdf(turnout_sheet(wanted.session, wanted.view, wanted.now), wanted.words)


def _digest(wanted: Wanted) -> bytes:
    word = word_of_day(settings().secret_key, wanted.view.estate.code, wanted.now.astimezone(settings().zone).date())
    sheet = digest_sheet(wanted.session, wanted.view, wanted.public_url, wanted.now, word)
    return daily_digest_pdf(sheet, wanted.words)


def _counting_record(wanted: Wanted) -> bytes:
    about, given = (wanted.view, wanted.words, wanted.now), wanted.blanks
    sheet = counting_record_sheet(*about, counted_at=given.counted_at, counting_place=given.place)
    return counting_record_pdf(sheet, wanted.view.result, wanted.words)


def _result(wanted: Wanted, *, by_building: bool = False) -> bytes:
    view, words = wanted.view, wanted.words
    if view.result is None:
        raise Refusal("no-result-yet", code=view.code)
    about = (wanted.session, view, words, wanted.public_url, wanted.now, words.zone)
    print_result = result_notice_pdf if view.rule.decides else advisory_result_pdf
    return print_result(result_sheet(*about, by_building=by_building), view.result, words)


def _readings(wanted: Wanted) -> bytes:
    return readings_pdf(readings_sheet(wanted.session, wanted.view, wanted.words, wanted.now), wanted.words)


def _audit_list(wanted: Wanted) -> bytes:
    return audit_list_pdf(audit_list_sheet(wanted.session, wanted.view, wanted.now), wanted.words)


def _objections(wanted: Wanted) -> bytes:
    sheet = objection_sheet(wanted.session, wanted.view, wanted.now, wanted.words.zone)
    return objection_register_pdf(sheet, wanted.words)


def _minutes(meeting: Meeting, wanted: Wanted) -> bytes:
    return minutes_pdf(minutes_sheet(wanted.view, meeting, wanted.now), wanted.words)


MAKERS: Mapping[str, Callable[[Wanted], bytes]] = MappingProxyType(
    {
        "poster-a4": lambda wanted: _poster(wanted, "a4"),
        "poster-a3": lambda wanted: _poster(wanted, "a3"),
        "notice": _notice,
        "rule-sheet": _rule_sheet,
        "letters": _letter,
        "ballots": _ballot,
        "ballots-large": lambda wanted: _ballot(wanted, large_print=True),
        "proxy-form": _proxy_form,
        "proxy-forms": _made_out_form,
        "delivery-sheets": _delivery_sheet,
        "walking-lists": _walking_list,
        "invitations": _invitations,
        "turnout-sheet": _turnout,
        "digest": _digest,
        "counting-record": _counting_record,
        "result": _result,
        "result-by-building": lambda wanted: _result(wanted, by_building=True),
        "readings": _readings,
        "audit-list": _audit_list,
        "objections": _objections,
        **{f"minutes-{meeting}": partial(_minutes, meeting) for meeting in Meeting},
    }
)
"""Kind of a paper → how it is made."""
