"""Every paper that there is, made from the same given texts: for tests about what all papers must hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from consult.documents.ballot_paper import ballots_pdf
from consult.documents.counting_record import counting_record_pdf
from consult.documents.imprint import Text
from consult.documents.invitation import invitations_pdf
from consult.documents.letter import letters_pdf
from consult.documents.minutes import minutes_pdf
from consult.documents.notice import notice_pdf
from consult.documents.objection_register import objection_register_pdf
from consult.documents.poster import poster_pdf
from consult.documents.proxy_form import proxy_form_pdf, proxy_forms_pdf
from consult.documents.readings import ReadingsSheet, readings_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.documents.rule_sheet import RuleSheet, rule_sheet_pdf
from consult.domain.electorate import Basis, CountingSettings
from consult.domain.question import Option, Question, QuestionType
from consult.domain.rules import rule_named
from consult.wording.language import ENGLISH, Words, words_for
from consult.wording.rule_sheet import ballot_rules, figure_rules, question_rules, requirement_rows, who_counts
from tests.documents import sheets
from tests.documents.formal_sheets import HEARING, INVITATION, PROXY, RECORD, REGISTER
from tests.documents.sheets import ADDRESS, ANNOUNCEMENT, BALLOT, LETTER, NOTICE, POSTER

HOST = "heyi.linyuan.example"
SERIAL = "LY-0001"


@dataclass(frozen=True, slots=True)
class Given:
    """What an estate may write: each of these turns up on every paper that prints such a thing."""

    title: Text = field(default_factory=lambda: sheets.NOTICE.title)
    prose: Text = field(default_factory=lambda: sheets.LETTER.lead)
    issuer: Text = field(default_factory=lambda: sheets.COMMITTEE)
    questions: Sequence[Question] = (sheets.SHED, sheets.CHARGERS, sheets.MATERIAL)
    building: str = "12"
    room: str = "301"
    name: str = ""


PLAIN = Given()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: how it is made, what of the given it must print, and the codes that its pages carry.

    `edge`: points that text keeps away from the edges left and right. `codes` are what a scanner reads on it.
    """

    make: Callable[[Given, Words], bytes]
    prints: frozenset[str] = frozenset({"title", "issuer"})
    codes: Sequence[str] = ()
    edge: float = 40
    is_archived: bool = False
    hangs_outside: bool = False
    """Whether stickers and scratches reach it; other codes have their number printed beside them."""
    is_stamped: bool = False
    """Whether it is one of a batch, whose pages share a drawing and carry no tags."""


def _poster(given: Given, words: Words, size: Any = "a4", **more: Any) -> bytes:
    sheet = replace(POSTER, title=given.title, who=given.prose, asked_by=given.issuer, **more)
    return poster_pdf(sheet, words, size=size)


def _bilingual(given: Given, words: Words) -> bytes:
    sheet = replace(POSTER, title=given.title, who=given.prose, asked_by=given.issuer)
    return poster_pdf(sheet, words, words_for(ENGLISH) if words.is_chinese else words_for("zh_Hans_CN"))


def _letter(given: Given, words: Words) -> bytes:
    titles = [question.title for question in given.questions]
    sheet = replace(LETTER, title=given.title, questions=titles, lead=given.prose, issuer=given.issuer)
    door = sheets.household(1, building=given.building, room=given.room, name=given.name)
    return letters_pdf(sheet, [door], words)


def _ballot(given: Given, words: Words, *, large: bool = False) -> bytes:
    sheet = replace(BALLOT, title=given.title, intro=given.prose, issuer=given.issuer, questions=given.questions)
    door = sheets.paper(1, building=given.building, room=given.room)
    return ballots_pdf(sheet, [door], words, large_print=large)


def _proxy_sheet(given: Given) -> Any:
    prose = {"scope": given.prose, "issuer": given.issuer}
    return replace(PROXY, title=given.title, questions=given.questions, **prose)


def _made_out(given: Given, words: Words) -> bytes:
    door = sheets.paper(1, building=given.building, room=given.room)
    return proxy_forms_pdf(_proxy_sheet(given), [door], words)


def _notice(given: Given, words: Words) -> bytes:
    sheet = replace(ANNOUNCEMENT, title=given.title, intro=given.prose, issuer=given.issuer, questions=given.questions)
    return notice_pdf(sheet, words)


def _result(given: Given, words: Words) -> bytes:
    sheet = replace(NOTICE, title=given.title, scope=given.prose, issuer=given.issuer)
    return result_notice_pdf(sheet, _count(given), words)


def _count(given: Given) -> dict[str, Any]:
    """A count in which every elector chose the first that can be chosen; orders and plans are left blank."""
    first = {
        question.number: (question.choices[0],) if question.type is QuestionType.CHOOSE_SOME else question.choices[0]
        for question in given.questions
        if question.type in (QuestionType.CONSENT, QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME)
    }
    return sheets.counted(given.questions, cast=sheets.ballots((420, first)))


def _rule_sheet(given: Given, words: Words) -> bytes:
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


def _readings(given: Given, words: Words) -> bytes:
    said = words.pick(given.prose)
    rows = tuple((words.pick(question.title), said[:40], said[:20]) for question in given.questions)
    title, issuer = words.pick(given.title), words.pick(given.issuer)
    estate, dated = words.pick(sheets.ESTATE), words.date(ANNOUNCEMENT.dated)
    return readings_pdf(ReadingsSheet(estate, title, rows, (said,), issuer, dated, sheets.IMPRINT), words)


def _invitation(given: Given, words: Words) -> bytes:
    sheet = replace(INVITATION, title=given.title, scope=given.prose, issuer=given.issuer, questions=given.questions)
    return invitations_pdf(sheet, words)


def _record(given: Given, words: Words, *, is_filled: bool) -> bytes:
    sheet = replace(RECORD, title=given.title, scope=given.prose, issuer=given.issuer, questions=given.questions)
    return counting_record_pdf(sheet, _count(given) if is_filled else None, words)


def _minutes(given: Given, words: Words) -> bytes:
    sheet = replace(HEARING, title=given.title, scope=given.prose, issuer=given.issuer, questions=given.questions)
    return minutes_pdf(sheet, words)


def _register(given: Given, words: Words) -> bytes:
    return objection_register_pdf(
        replace(REGISTER, title=given.title, posting_place=given.prose, issuer=given.issuer), words
    )


_SAID = frozenset({"title", "prose", "issuer"})
_ASKED = _SAID | {"questions"}
_ALL = _ASKED | {"options"}
_DOOR = frozenset({"building", "room"})
_CODE = (ADDRESS.upper(),)
_RULES = (f"{ADDRESS}/rules".upper(),)
_LINK = ("HTTPS://HEYI.LINYUAN.EXAMPLE/H/7K3M9Q2X4TPR0001",)

PAPERS: dict[str, Paper] = {
    "poster a4": Paper(_poster, _SAID, _CODE, hangs_outside=True),
    "poster a3": Paper(lambda given, words: _poster(given, words, "a3"), _SAID, _CODE, hangs_outside=True),
    "poster in two languages": Paper(_bilingual, _SAID, _CODE, hangs_outside=True),
    "letter": Paper(_letter, frozenset({"title", "issuer", "building", "room", "name"}), _LINK, is_stamped=True),
    "ballot": Paper(_ballot, _ALL | _DOOR, (SERIAL,), edge=20, is_stamped=True),
    "large ballot": Paper(
        lambda given, words: _ballot(given, words, large=True), _ALL | _DOOR, (SERIAL,), edge=20, is_stamped=True
    ),
    "notice": Paper(_notice, _ALL, _CODE, is_archived=True, hangs_outside=True),
    "rule sheet": Paper(_rule_sheet, _SAID, _RULES, is_archived=True),
    "result notice": Paper(_result, _ALL, _CODE, is_archived=True, hangs_outside=True),
    "readings": Paper(_readings, _ASKED, is_archived=True),
    "proxy form": Paper(
        lambda given, words: proxy_form_pdf(_proxy_sheet(given), words), _ALL - {"issuer"}, _CODE, is_archived=True
    ),
    "proxy form made out": Paper(_made_out, (_ALL | _DOOR) - {"issuer"}, (SERIAL,), is_stamped=True),
    "invitation": Paper(_invitation, _SAID, is_archived=True),
    "counting record to fill in": Paper(
        lambda given, words: _record(given, words, is_filled=False), _ALL, is_archived=True
    ),
    "counting record": Paper(lambda given, words: _record(given, words, is_filled=True), _ALL, is_archived=True),
    "minutes": Paper(_minutes, _ASKED, is_archived=True),
    "objection register": Paper(_register, _SAID, is_archived=True),
}


@cache
def printed(name: str, given: str, language: str) -> bytes:
    """A paper made once for all that looks at it."""
    return PAPERS[name].make(GIVENS[given], words_for(language))


LONG_TITLE = {
    "zh": "关于使用住宅专项维修资金对本小区非机动车棚顶面进行翻新改造并增设充电设施以及更换照明设备的表决事项" * 4,
    "en": ("Whether to use the maintenance fund to renew the roofs of the bicycle sheds and to add chargers " * 2)[
        :200
    ],
}
RARE = "㛃𠮷䶮"
TWELVE = Question(
    1,
    QuestionType.CHOOSE_SOME,
    {"zh": f"哪些地方{RARE}最该修？", "en": "Which places need mending most?"},
    options=tuple(
        Option(
            f"o{n}",
            {
                "zh": f"第{n}处：上海市浦东新区临园路一百二十三弄地下车库的排水泵",
                "en": f"Place {n}: the pump of the underground car park at the north gate",
            },
        )
        for n in range(1, 13)
    ),
    most=5,
)
PLANS = replace(TWELVE, number=2, type=QuestionType.EACH_PLAN, most=None)
RANKED = replace(TWELVE, number=3, type=QuestionType.RANK, most=None)

LONG = Given(
    title=LONG_TITLE,
    prose={
        "zh": f"业主{RARE}来信：" + "车棚顶面漏水多年，电动车充电没有固定地点，消防通道常被占用。" * 6,
        "en": "The roof has leaked for years, and there is no place to charge. " * 6,
    },
    issuer={"zh": f"{RARE}阿卜杜热合曼买买提江吐尔逊古丽业主委员会", "en": "Abdurahman Memetjan Tursun committee"},
    building="上海市浦东新区临园路一百二十三弄临园小区高层公寓东楼甲座二",
    room=f"1层{RARE}商铺之2",
    name="阿卜杜热合曼买买提江吐尔逊古丽努尔麦麦提",
)
OPTIONS = Given(questions=(TWELVE, PLANS, RANKED))
SIXTY = Given(
    questions=tuple(
        Question(n, QuestionType.CONSENT, {"zh": f"是否同意第{n}项更换工程？", "en": f"Shall item {n} be renewed?"})
        for n in range(1, 61)
    )
)
GIVENS = {"plain texts": PLAIN, "long texts": LONG, "twelve options": OPTIONS, "sixty questions": SIXTY}
