"""One estate's papers for tests: believable values, and a result counted by the product's own tally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from consult.documents.ballot_paper import BallotSheet, PaperBallot
from consult.documents.imprint import Imprint
from consult.documents.letter import Household, LetterSheet
from consult.documents.notice import NoticeSheet
from consult.documents.poster import PosterSheet
from consult.documents.result_notice import ResultNoticeSheet
from consult.domain.consent import Weight
from consult.domain.counting.book_count import BookCount
from consult.domain.counting.tally import CountedBallot, tally
from consult.domain.procedure import Procedure
from consult.domain.question import Answer, Option, Question, QuestionType
from consult.domain.result import BookEnd, Returns, result_json
from consult.domain.rules import rule_named

MADE_AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
OPENS_AT = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
CLOSES_AT = datetime(2026, 12, 30, 10, 0, tzinfo=UTC)
IMPRINT = Imprint("LY-2026-03", "9f3ac17be04d", MADE_AT)
ESTATE = {"zh": "临园小区", "en": "Linyuan Garden"}
TITLE = {"zh": "3号车棚翻新，要不要加装充电桩？", "en": "Renewing bicycle shed 3: should it get chargers?"}
COMMITTEE = {"zh": "临园小区业主委员会", "en": "Linyuan Garden owners’ committee"}
ADDRESS = "https://heyi.linyuan.example/c/K7M2QX"
ROOT = "5b1e0c7f93ad24816e0f7a2c9d3b48e15b1e0c7f93ad24816e0f7a2c9d3b48e1"

POSTER = PosterSheet(
    estate=ESTATE,
    title=TITLE,
    who={"zh": "全体业主，每户一票；租客可在网页上另提意见", "en": "All owners; tenants may give an opinion"},
    closes_at=CLOSES_AT,
    address=ADDRESS,
    code="K7M2QX",
    asked_by=COMMITTEE,
    phone="021-5555 0123",
    imprint=IMPRINT,
)

LETTER = LetterSheet(
    estate=ESTATE,
    title=TITLE,
    questions=(
        {"zh": "是否同意对3号车棚顶面进行翻新？", "en": "Shall the roof of shed 3 be renewed?"},
        {"zh": "是否同意在3号车棚内增设20个充电桩？", "en": "Shall 20 chargers be added in shed 3?"},
        {"zh": "车棚顶面用哪种材料？", "en": "Which material for the roof?"},
    ),
    lead={"zh": "3号车棚顶面漏水多年，电动车充电没有固定地点。", "en": "The roof of shed 3 has leaked for years."},
    closes_at=CLOSES_AT,
    sign_in="https://heyi.linyuan.example/sign-in",
    issuer=COMMITTEE,
    issued_on=date(2026, 12, 1),
    return_place={"zh": "小区东门岗亭", "en": "East gate"},
    phone="021-5555 0123",
    imprint=IMPRINT,
)


def household(number: int, building: str = "12", entrance: str = "1", room: str = "301", **more: Any) -> Household:
    """One household with a link, code and serial of its own."""
    token = f"7K3M9Q2X4TPR{number:04d}"
    return Household(
        building=building,
        entrance=entrance,
        room=room,
        link=f"https://heyi.linyuan.example/h/{token}",
        code=f"{number:04d}K7M2QX",
        serial=f"LY-{number:04d}",
        **({"area": 8950 + number} | more),
    )


SHED = Question(1, QuestionType.CONSENT, {"zh": "是否同意对3号车棚顶面进行翻新？", "en": "Shall the roof be renewed?"})
CHARGERS = Question(2, QuestionType.CONSENT, {"zh": "是否同意增设20个充电桩？", "en": "Shall 20 chargers be added?"})
MATERIAL = Question(
    3,
    QuestionType.CHOOSE_ONE,
    {"zh": "车棚顶面用哪种材料？", "en": "Which material for the roof?"},
    options=(
        Option("steel", {"zh": "彩钢板", "en": "Coated steel"}),
        Option("sheet", {"zh": "阳光板", "en": "Polycarbonate"}),
    ),
    can_refuse=True,
)
ELECTORATE = Weight(600, 54_321_00)


def ballots(*groups: tuple[int, Mapping[int, Answer]]) -> list[CountedBallot]:
    """So many ballots of 90.50 m² with each set of answers."""
    return [CountedBallot(90_50, answers) for number, answers in groups for _ in range(number)]


CAST = ballots(
    (260, {1: "agree", 2: "agree", 3: "steel"}),
    (90, {1: "agree", 2: "oppose", 3: "sheet"}),
    (40, {1: "oppose", 2: "oppose", 3: "none"}),
    (32, {1: "abstain", 2: "abstain", 3: "abstain"}),
)


def counted(
    questions: Sequence[Question] = (SHED, CHARGERS, MATERIAL),
    rule: str = "general",
    cast: Sequence[CountedBallot] = CAST,
    electorate: Weight = ELECTORATE,
) -> dict[str, Any]:
    """A result as the count would hand it over; answers to questions that are not asked are left out."""
    asked = {question.number for question in questions}
    kept = (CountedBallot(b.area, {n: said for n, said in b.answers.items() if n in asked}) for b in cast)
    return result_json(
        consultation={"number": IMPRINT.number, "title": dict(TITLE), "kind": "binding"},
        rule=rule_named(rule),
        electorate=electorate,
        procedure=Procedure(),
        count=BookCount(tally(questions, electorate, kept)),
        returns=Returns(600, 588, {"web": 301, "paper": 98, "doorstep": 23}, {"spoilt": 3, "unsigned": 1}, 2, 4),
        book=BookEnd(431, "ab" * 32, ROOT),
    )


NOTICE = ResultNoticeSheet(
    estate=ESTATE,
    title={"zh": "3号车棚翻新和增设充电桩", "en": "Renewing bicycle shed 3"},
    scope={"zh": "临园小区全体业主（1号至12号）", "en": "All owners of Linyuan Garden"},
    opened_at=OPENS_AT,
    closed_at=CLOSES_AT,
    issuer=COMMITTEE,
    term={"zh": "第三届", "en": "third term"},
    dated=date(2026, 12, 31),
    imprint=IMPRINT,
    result_address=ADDRESS,
    units=612,
    rule_sentences=("参与表决：人数、面积均须达到三分之二以上（含本数）。", "同意：均须超过参与表决的二分之一。"),
    document_number="临园业公〔2026〕3号",
    posted_from=date(2026, 12, 31),
    posted_until=date(2027, 1, 6),
    posting_place={"zh": "小区东门公告栏、各楼大堂", "en": "East gate board, every lobby"},
    objection={
        "zh": "书面送交业委会办公室（东门2楼），电话021-5555 0123",
        "en": "in writing to the committee's office",
    },
    objection_until=date(2027, 1, 6),
    witness={"zh": "临园居民委员会", "en": "Linyuan residents’ committee"},
)

NUMBERS = Question(
    4,
    QuestionType.CHOOSE_SOME,
    {"zh": "哪些时段最需要巡查？", "en": "When should the shed be patrolled?"},
    options=tuple(
        Option(key, {"zh": zh, "en": en})
        for key, zh, en in (
            ("a", "清晨", "early"),
            ("b", "白天", "by day"),
            ("c", "傍晚", "evening"),
            ("d", "深夜", "at night"),
        )
    ),
    most=2,
)
WISH = Question(5, QuestionType.TEXT, {"zh": "您还有什么建议？", "en": "Any other wish?"})

BALLOT = BallotSheet(
    estate=ESTATE,
    title={"zh": "3号车棚翻新和增设充电桩", "en": "Renewing bicycle shed 3"},
    questions=(SHED, CHARGERS, MATERIAL, NUMBERS, WISH),
    closes_at=CLOSES_AT,
    issuer=COMMITTEE,
    issued_on=date(2026, 12, 1),
    imprint=IMPRINT,
    basis={
        "zh": "《中华人民共和国民法典》第二百七十八条和本小区业主大会议事规则",
        "en": "the Civil Code, Article 278,",
    },
    return_place={"zh": "小区东门岗亭", "en": "East gate"},
)


def paper(number: int, building: str = "12", entrance: str = "1", room: str = "301") -> PaperBallot:
    """One elector's paper ballot."""
    return PaperBallot(building, entrance, room, f"LY-{number:04d}", 8950 + number)


ANNOUNCEMENT = NoticeSheet(
    estate=ESTATE,
    title={"zh": "3号车棚翻新和增设充电桩", "en": "Renewing bicycle shed 3"},
    questions=(SHED, CHARGERS, MATERIAL, NUMBERS, WISH),
    scope={"zh": "临园小区全体业主（1号至12号）", "en": "All owners of Linyuan Garden"},
    electorate=ELECTORATE,
    opens_at=OPENS_AT,
    closes_at=CLOSES_AT,
    address=ADDRESS,
    issuer=COMMITTEE,
    term={"zh": "第三届", "en": "third term"},
    dated=date(2026, 11, 30),
    imprint=IMPRINT,
    basis={
        "zh": "《中华人民共和国民法典》第二百七十八条和本小区业主大会议事规则",
        "en": "the Civil Code, Article 278,",
    },
    intro={"zh": "3号车棚顶面漏水多年，电动车充电没有固定地点。", "en": "The roof of shed 3 has leaked for years."},
    rule_sentences=("参与表决：人数、面积均须达到三分之二以上（含本数）。", "同意：均须超过参与表决的二分之一。"),
    document_number="临园业公〔2026〕2号",
    corrections_until=date(2026, 12, 10),
    return_place={"zh": "小区东门岗亭", "en": "the east gate"},
    counted_at=datetime(2026, 12, 30, 11, 0, tzinfo=UTC),
    counting_place={"zh": "居委会会议室", "en": "residents’ committee"},
    observers={"zh": "居民委员会、房屋管理事务所", "en": "the residents’ committee and the housing office"},
    phone="021-5555 0123",
)
