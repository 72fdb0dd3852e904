"""How papers are made from the same given texts: those that are pinned up, sent out, signed and kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from consult.documents.advisory_result import advisory_result_pdf
from consult.documents.audit_list import DrawnSheet, audit_list_pdf
from consult.documents.ballot_paper import ballots_pdf
from consult.documents.counting_record import counting_record_pdf
from consult.documents.invitation import invitations_pdf
from consult.documents.letter import letters_pdf
from consult.documents.minutes import Meeting, minutes_pdf
from consult.documents.notice import notice_pdf
from consult.documents.objection_register import objection_register_pdf
from consult.documents.poster import PosterSheet, poster_pdf
from consult.documents.proxy_form import proxy_form_pdf, proxy_forms_pdf
from consult.documents.readings import ReadingsSheet, readings_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.documents.rule_sheet import RuleSheet, rule_sheet_pdf
from consult.domain.consent import Weight
from consult.domain.counting.breakdown import PublishedBreakdown
from consult.domain.electorate import Basis, CountingSettings
from consult.domain.privacy import Cell, Secrecy, publish
from consult.domain.question import QuestionType
from consult.domain.rules import rule_named
from consult.wording.language import ENGLISH, Words, words_for
from consult.wording.rule_sheet import ballot_rules, figure_rules, question_rules, requirement_rows, who_counts
from tests.documents import sheets
from tests.documents.formal_sheets import AUDIT, HEARING, INVITATION, PROXY, RECORD, REGISTER
from tests.documents.givens import Given
from tests.documents.sheets import ADDRESS, ANNOUNCEMENT, BALLOT, LETTER, NOTICE, POSTER


def poster(given: Given, words: Words, size: Any = "a4", **more: Any) -> bytes:
    """A poster of either size."""
    return poster_pdf(replace(_poster(given), **more), words, size=size)


def bilingual_poster(given: Given, words: Words) -> bytes:
    """A poster in both languages, the reader's first."""
    second = words_for(ENGLISH) if words.is_chinese else words_for("zh_Hans_CN")
    return poster_pdf(_poster(given), words, second)


def _poster(given: Given) -> PosterSheet:
    titles = [question.title for question in given.questions]
    return replace(POSTER, title=given.title, who=given.prose, asked_by=given.issuer, questions=titles)


def letter(given: Given, words: Words) -> bytes:
    """One household's letter."""
    titles = [question.title for question in given.questions]
    sheet = replace(LETTER, title=given.title, questions=titles, lead=given.prose, issuer=given.issuer)
    door = sheets.household(1, building=given.building, room=given.room, name=given.name)
    return letters_pdf(sheet, [door], words)


def ballot(given: Given, words: Words, *, large: bool = False) -> bytes:
    """One elector's ballot."""
    sheet = replace(BALLOT, title=given.title, intro=given.prose, issuer=given.issuer, questions=given.questions)
    door = sheets.paper(1, building=given.building, room=given.room)
    return ballots_pdf(sheet, [door], words, large_print=large)


def _proxy_sheet(given: Given) -> Any:
    prose = {"scope": given.prose, "issuer": given.issuer}
    return replace(PROXY, title=given.title, questions=given.questions, **prose)


def made_out_form(given: Given, words: Words) -> bytes:
    """A proxy form with the principal's door."""
    door = sheets.paper(1, building=given.building, room=given.room)
    return proxy_forms_pdf(_proxy_sheet(given), [door], words)


def notice(given: Given, words: Words) -> bytes:
    """The notice of the consultation."""
    sheet = replace(ANNOUNCEMENT, title=given.title, intro=given.prose, issuer=given.issuer, questions=given.questions)
    return notice_pdf(sheet, words)


def result_notice(given: Given, words: Words) -> bytes:
    """The result of a vote."""
    return result_notice_pdf(_result_sheet(given), _count(given), words)


def result_by_building(given: Given, words: Words) -> bytes:
    """The result of a vote with its first question told by building."""
    first = given.questions[0]
    said = dict.fromkeys(first.choices, 7)
    cells = [Cell((name,), Weight(40), Weight(30), said) for name in (given.building, "13")]
    told = PublishedBreakdown({(first.number, ""): publish(Secrecy.NAMED, cells)}, {})
    return result_notice_pdf(replace(_result_sheet(given), by_building=told), _count(given), words)


def advisory_result(given: Given, words: Words) -> bytes:
    """The result of a survey."""
    sheet = replace(_result_sheet(given), is_binding=False, rule_sentences=())
    return advisory_result_pdf(sheet, _count(given, rule="advisory"), words)


def _result_sheet(given: Given) -> Any:
    return replace(NOTICE, title=given.title, scope=given.prose, issuer=given.issuer)


def _count(given: Given, rule: str = "general") -> dict[str, Any]:
    """A count in which every elector chose the first that can be chosen; orders and plans are left blank."""
    first = {
        question.number: (question.choices[0],) if question.type is QuestionType.CHOOSE_SOME else question.choices[0]
        for question in given.questions
        if question.type in (QuestionType.CONSENT, QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME)
    }
    return sheets.counted(given.questions, rule, cast=sheets.ballots((420, first)))


def rule_sheet(given: Given, words: Words) -> bytes:
    """How it is counted."""
    rule, whole = rule_named("special"), ANNOUNCEMENT.electorate
    sheet = RuleSheet(
        estate=words.pick(sheets.ESTATE),
        title=words.pick(given.title),
        whole=((words.gettext("Heads in all"), words.integer(whole.heads)),),
        requirements=requirement_rows(words, rule, whole, Basis.BY_OWNER),
        figures=tuple(figure_rules(words, rule)),
        people=(*who_counts(words, rule, Basis.BY_OWNER, CountingSettings()), words.pick(given.prose)),
        ballots=tuple(ballot_rules(words, is_binding=True)),
        questions=tuple(question_rules(words, given.questions)),
        basis=rule.basis,
        address=f"{ADDRESS}/rules",
        issuer=words.pick(given.issuer),
        term="",
        dated=words.date(ANNOUNCEMENT.dated),
        imprint=sheets.IMPRINT,
    )
    return rule_sheet_pdf(sheet, words)


def readings(given: Given, words: Words) -> bytes:
    """What was read out of the answers."""
    said = words.pick(given.prose)
    rows = tuple((words.pick(question.title), said[:40], said[:20]) for question in given.questions)
    title, issuer = words.pick(given.title), words.pick(given.issuer)
    estate, dated = words.pick(sheets.ESTATE), words.date(ANNOUNCEMENT.dated)
    return readings_pdf(ReadingsSheet(estate, title, rows, (said,), issuer, dated, sheets.IMPRINT), words)


def invitation(given: Given, words: Words) -> bytes:
    """Two letters."""
    sheet = replace(INVITATION, title=given.title, scope=given.prose, issuer=given.issuer, questions=given.questions)
    return invitations_pdf(sheet, words)


def proxy_form(given: Given, words: Words) -> bytes:
    """A proxy form for anybody."""
    return proxy_form_pdf(_proxy_sheet(given), words)


def counting_record(given: Given, words: Words, *, is_filled: bool) -> bytes:
    """To fill in, or with the count."""
    sheet = replace(RECORD, title=given.title, scope=given.prose, issuer=given.issuer, questions=given.questions)
    return counting_record_pdf(sheet, _count(given) if is_filled else None, words)


def minutes(given: Given, words: Words, *, meeting: Meeting) -> bytes:
    """Minutes to fill in."""
    sheet = replace(
        HEARING, meeting=meeting, title=given.title, scope=given.prose, issuer=given.issuer, questions=given.questions
    )
    return minutes_pdf(sheet, words)


def audit_list(given: Given, words: Words) -> bytes:
    """The usual sample, the first sheet of which lies behind this door."""
    first = DrawnSheet(1, "00018", (given.building, "", given.room))
    drawn = [first, *AUDIT.drawn[1:]]
    return audit_list_pdf(replace(AUDIT, title=given.title, issuer=given.issuer, drawn=drawn), words)


def objection_register(given: Given, words: Words) -> bytes:
    """To fill in."""
    return objection_register_pdf(
        replace(REGISTER, title=given.title, posting_place=given.prose, issuer=given.issuer), words
    )
