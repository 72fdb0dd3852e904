"""The notice of a consultation (表决公告, 征询公告): what is put to the owners, by which rule, when and how to answer.

Formal layout after GB/T 9704-2012, with the rule sheet: how votes are counted, in words and figures, before voting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from consult.documents.headings import ordinal, term_said
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import ARCHIVE, Picture, code_picture, lay_out, write
from consult.documents.pictures import printable
from consult.domain.consent import Weight
from consult.domain.consultation import Channel
from consult.domain.electorate import Basis
from consult.domain.numbers_typed import written_number
from consult.domain.procedure import Procedure
from consult.domain.question import Question, QuestionType
from consult.wording.answers import choice_label, yuan
from consult.wording.counting import how_counted
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.proxies import proxy_way
from consult.wording.question_cards import QuestionCards, question_cards
from consult.wording.rule_sheet import USUALLY, ballot_rules
from consult.wording.tenants import tenants_may


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """What a notice says. `rule_sentences` come from the rule's own wording over this electorate.

    `proxies_each`: how many owners one agent may represent, 0 where proxies are not offered.
    Texts and times left empty leave their line out, and so do ways that `channels` does not offer.
    `observers` names who is invited to watch the count.
    """

    estate: Text
    title: Text
    questions: Sequence[Question]
    scope: Text
    electorate: Weight
    opens_at: datetime
    closes_at: datetime
    address: str
    issuer: Text
    dated: date
    imprint: Imprint
    is_binding: bool = True
    counted_by: Basis = Basis.BY_OWNER
    term: Text = field(default_factory=dict)
    basis: Text = field(default_factory=dict)
    intro: Text = field(default_factory=dict)
    rule_sentences: Sequence[str] = ()
    document_number: str = ""
    corrections_until: date | None = None
    return_place: Text = field(default_factory=dict)
    counted_at: datetime | None = None
    counting_place: Text = field(default_factory=dict)
    observers: Text = field(default_factory=dict)
    deemed: Text = field(default_factory=dict)
    is_secret: bool = False
    procedure: Procedure = USUALLY
    phone: str = ""
    channels: Collection[Channel] = tuple(Channel)
    proxies_each: int = 0
    takes_proxies: bool = False
    picture: bytes | None = None
    picture_alt: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Item:
    """One question with its full text and what may be answered."""

    number: int
    title: str
    body: str
    choices: Sequence[str]
    how: str
    counted: str


def notice_pdf(sheet: NoticeSheet, words: Words) -> bytes:
    """Print the notice of a consultation."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    lines = _heading(sheet, words).splitlines()
    document = lay_out(
        "notice.html",
        words,
        _pictures(sheet),
        sheet=sheet,
        heading=("" if words.is_chinese else " ").join(lines),
        title_lines=(words.pick(sheet.estate), *lines),
        salutation=words.gettext("To all owners:") if sheet.is_binding else words.gettext("To all residents:"),
        opening=_opening(sheet, words),
        items=list(_items(sheet, words)),
        facts=_listed(_scope(sheet, words)),
        rule=list(_rule(sheet, words)),
        ways=list(_ways(sheet, words)),
        counting=list(_counting(sheet, words)),
        issuer=words.pick(sheet.issuer),
        term=term_said(words, words.pick(sheet.term), words.pick(sheet.issuer)),
        ordinal=lambda number: ordinal(words, number),
    )
    return write(document, sheet.imprint, variant=ARCHIVE)


def _pictures(sheet: NoticeSheet) -> Mapping[str, Picture]:
    code = {"qr": code_picture(sheet.address)}
    return code if sheet.picture is None else code | {"picture": printable(sheet.picture)}


def _heading(sheet: NoticeSheet, words: Words) -> str:
    """The title, with its lines broken by sense as each language wants them."""
    title = words.pick(sheet.title)
    if sheet.is_binding:
        return words.gettext("Notice of a vote\non “%(title)s”", title=title)
    return words.gettext("Notice of a survey\non “%(title)s”", title=title)


def _opening(sheet: NoticeSheet, words: Words) -> str:
    basis, intro = words.pick(sheet.basis), words.pick(sheet.intro)
    if basis:
        said = words.gettext("Under %(basis)s the following is put to you.", basis=basis)
    else:
        said = words.gettext("The following is put to you.")
    return f"{intro}{'' if words.is_chinese else ' '}{said}" if intro else said


def _items(sheet: NoticeSheet, words: Words) -> Iterator[_Item]:
    """Every question as residents will meet it; how a survey's is counted stands here, for no rule says it."""
    for question, card in zip(sheet.questions, question_cards(words, sheet.questions), strict=True):
        yield _Item(
            number=question.number,
            title=card.title,
            body=card.body,
            choices=[_choice(question, key, words) for key in question.choices],
            how=_how(question, card, words),
            counted=""
            if sheet.is_binding
            else how_counted(words, question, is_judged=False, is_secret=sheet.is_secret),
        )


def _choice(question: Question, key: str, words: Words) -> str:
    """A choice with its note and its cost."""
    option = {option.key: option for option in question.options}.get(key)
    said = [choice_label(words, question, key)]
    if option is not None:
        said += [words.pick(option.note), "" if option.cost is None else yuan(words, option.cost)]
    return ("，" if words.is_chinese else ", ").join(part for part in said if part)


def _how(question: Question, card: QuestionCards, words: Words) -> str:
    """What to do with the answers, and who is asked at all; of agree and oppose the names say it."""
    stop = "。" if words.is_chinese else ". "
    more = [_bounds(question, words), card.condition.sentence if card.condition else ""]
    first = words.gettext(_HOW[question.type], limit=words.integer(question.limit)) if question.type in _HOW else ""
    if question.type not in _HOW and question.type is not QuestionType.CONSENT:
        more.insert(0, card.how)
    said = [first, *(f"{part}{stop}" for part in more if part)]
    return ("" if words.is_chinese else " ").join(part for part in said if part).strip()


_HOW = {
    QuestionType.TEXT: N_("To be answered in your own words."),
    QuestionType.EACH_PLAN: N_("To each plan: agree, oppose or abstain."),
    QuestionType.CHOOSE_SOME: N_("Mark up to %(limit)s."),
}
"""What a notice says in words of its own; of the other types it says what stands over their answers."""


def _bounds(question: Question, words: Words) -> str:
    """What a number counts, and between which bounds."""
    if question.type is not QuestionType.NUMBER:
        return ""
    unit, bounds = words.pick(question.unit), question.bounds
    said = [words.gettext("unit: %(unit)s", unit=unit)] if unit else []
    if bounds.least is not None:
        said.append(words.gettext("at least %(number)s", number=written_number(bounds.least)))
    if bounds.most is not None:
        said.append(words.gettext("at most %(number)s", number=written_number(bounds.most)))
    return ("，" if words.is_chinese else ", ").join(said)


def _listed(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(label, text) for label, text in rows if text]


def _scope(sheet: NoticeSheet, words: Words) -> list[tuple[str, str]]:
    """Scope, its totals, and when: label and text."""
    period = words.gettext(
        "%(first)s to %(last)s", first=words.moment(sheet.opens_at), last=words.moment(sheet.closes_at)
    )
    blank = _PEN if sheet.is_binding else ""
    corrections = blank if sheet.corrections_until is None else words.date(sheet.corrections_until)
    return [
        (words.gettext("Scope"), words.pick(sheet.scope)),
        (words.gettext("Heads in all"), words.integer(sheet.electorate.heads)),
        (words.gettext("Floor area in all"), words.area(sheet.electorate.area)),
        (words.gettext("Corrections to the roll until"), corrections),
        (words.gettext("Answer from"), period),
        (words.gettext("Issued by"), words.pick(sheet.issuer)),
        (words.gettext("Phone"), sheet.phone),
    ]


def _rule(sheet: NoticeSheet, words: Words) -> Iterator[str]:
    """The rule sheet: shares needed, blanks, void rows, late and second ballots, the deemed clause."""
    yield from sheet.rule_sentences
    if sheet.is_binding and sheet.counted_by is Basis.BY_OWNER:
        yield words.gettext("One owner is one head, however many homes; co-owners together are one head.")
    deemed = words.pick(sheet.deemed)
    yield from ballot_rules(
        words,
        sheet.procedure,
        is_binding=sheet.is_binding,
        basis=sheet.counted_by,
        deemed=deemed,
        takes_proxies=sheet.takes_proxies,
        is_secret=sheet.is_secret,
    )


def _ways(sheet: NoticeSheet, words: Words) -> Iterator[str]:
    """How to answer, as far as each way is offered."""
    if Channel.WEB in sheet.channels:
        yield words.gettext("On the web: scan the code of your household’s letter, or sign in with room and code.")
    if Channel.PAPER in sheet.channels:
        yield _paper_way(sheet, words)
    if Channel.DOORSTEP in sheet.channels:
        yield words.gettext("At the door: your building leader calls on every household.")
    if sheet.proxies_each:
        yield words.gettext("By written proxy: %(way)s", way=proxy_way(words, sheet.proxies_each))
    if sheet.procedure.tenants:
        yield tenants_may(words)


def _paper_way(sheet: NoticeSheet, words: Words) -> str:
    place = words.pick(sheet.return_place)
    if not place:
        return words.gettext("On paper: hand the signed ballot to your building leader.")
    return words.gettext("On paper: hand in the signed ballot at %(place)s.", place=place)


_PEN = "_" * 16
"""A line to write on with a pen."""


def _counting(sheet: NoticeSheet, words: Words) -> Iterator[str]:
    """When and where it is counted, each with a line to write on where a vote does not say yet, and who may watch."""
    if sheet.is_binding or sheet.counted_at is not None:
        moment = _PEN if sheet.counted_at is None else words.moment(sheet.counted_at)
        place = words.pick(sheet.counting_place) or _PEN
        yield words.gettext("Counted in public. Time: %(time)s; place: %(place)s.", time=moment, place=place)
    if observers := words.pick(sheet.observers):
        yield words.gettext("Invited to watch: %(observers)s, and every owner.", observers=observers)
