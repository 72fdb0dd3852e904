"""What the demo estate is called, who works for it, and its four consultations, dated around the day it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from consult.actions.create_estate import NewEstate
from consult.domain.agreed_answer import AgreedAnswer
from consult.domain.consultation import Channel, Kind, Plan
from consult.domain.electorate import Basis
from consult.domain.picture import NamedPicture
from consult.domain.procedure_guards import ADOPTED
from consult.domain.question import Option, Question, QuestionType
from consult.models.place import CLOSES_ALONE, IS_DEMO
from consult.wording.language import SHANGHAI

CODE = "wutong"
IS_WHOLE = "demo_is_whole"
"""The estate's setting that says that loading came to its end."""

ESTATE = NewEstate(
    code=CODE,
    name={"zh": "梧桐里小区", "en": "Wutong Lane Estate"},
    committee={
        "zh": "临溪区梧桐里小区第三届业主委员会",
        "en": "Third Owners’ Committee of Wutong Lane Estate, Linxi District",
    },
    term="第三届",
    contact={
        "phone": "021-5550 0123",
        "return_place": {
            "zh": "小区东门活动室投票箱（汀兰路88弄1号底层）",
            "en": "ballot box in the clubroom at the east gate (1/88 Tinglan Road)",
        },
        "posting_place": {"zh": "各楼门厅公告栏", "en": "the notice boards of all buildings"},
        "objection": {
            "zh": "书面交至小区东门业委会活动室",
            "en": "in writing, at the committee’s clubroom at the east gate",
        },
    },
    # Visitors come alone: by one link, as the secretary.
    settings={IS_DEMO: True, CLOSES_ALONE: True, ADOPTED: {"number": "业主大会决议2025-2", "on": "2025-06-20"}},
    procedure={"paper_twice": False},
)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works in the console."""

    name: str
    login: str
    role: str


SECRETARY = StaffMember("钱敏", "qian.min", "committee")
SCRUTINEER = StaffMember("丁一平", "ding.yiping", "scrutineer")
LEADER = "陈小明"
WALKS = ("1", "2", "3")
"""The buildings that the leader walks."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The demo's days, counted from the day it is loaded; opening at nine and closing at six in Shanghai."""

    today: date

    @classmethod
    def around(cls, now: datetime) -> Calendar:
        """The calendar of a demo loaded now."""
        return cls(now.astimezone(SHANGHAI).date())

    def day(self, days: int) -> date:
        """A day so many days from today."""
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: int) -> datetime:
        """A full hour of that day."""
        return datetime.combine(self.day(days), time(hour), SHANGHAI)


def _option(key: int, chinese: str, english: str, cost: int | None = None) -> Option:
    return Option(str(key), {"zh": chinese, "en": english}, cost=cost)


def _agreed(asked: tuple[str, str], answer: tuple[str, str]) -> AgreedAnswer:
    return AgreedAnswer({"zh": asked[0], "en": asked[1]}, {"zh": answer[0], "en": answer[1]})


_ABOUT_CHARGING = (
    _agreed(
        ("充电会不会起火？", "Could charging start a fire?"),
        (
            "充电位离住宅楼至少6米，已过消防间距复核；每个位子单独断电，棚内有烟感和喷淋，保安室能看到监控。",
            "The places are at least 6 m from the buildings, and the fire distances have been checked. Each one is "
            "switched off by itself; the sheds have smoke detectors, sprinklers and a camera at the gate.",
        ),
    ),
    _agreed(
        ("要不要业主出钱？", "Do owners have to pay?"),
        (
            "不要。建设由运营单位投资，谁充电谁付费，每度0.85元；小区收的场地费进公共收益账户，按季公布。",
            "No. The operator builds them; whoever charges pays CNY 0.85 a kWh. The rent goes to the estate’s common "
            "account, which is posted every quarter.",
        ),
    ),
    _agreed(
        ("我没有电动车，这事和我有关系吗？", "I have no e-bike. Does this concern me?"),
        (
            "车棚顶一起翻新，停自行车的地方不减少；车棚是大家共有的，所以每位业主都有一票。",
            "The roofs are renewed at the same time, and no place for bicycles goes. The sheds belong to all owners, "
            "so every owner has a vote.",
        ),
    ),
    _agreed(
        ("晚上会不会吵？", "Will it be noisy at night?"),
        (
            "充电设备没有风扇。9号楼北侧的车棚22点以后只出不进。",
            "The chargers have no fans. After ten in the evening bikes only leave the shed at building 9.",
        ),
    ),
)


def entrance_phones(calendar: Calendar) -> Plan:
    """The closed one: money from the repair fund for new entrance phones. Passed, and narrowly."""
    return Plan(
        title={"zh": "使用维修资金更换单元门禁系统", "en": "New entrance phones, paid from the repair fund"},
        kind=Kind.BINDING,
        rule="general",
        notice_on=calendar.day(-80),
        opens_at=calendar.at(-62, 9),
        closes_at=calendar.at(-48, 18),
        intro={
            "zh": "1至8号楼门禁已用十四年，去年报修97次。"
            "拟从维修资金列支，更换为可刷卡、可按键呼叫的门禁，不采集人脸。",
            "en": "The entrance phones of buildings 1 to 8 are fourteen years old and were repaired 97 times "
            "last year. The repair fund would pay for new ones with cards and call buttons. No faces are recorded.",
        },
        questions=(
            Question(
                1,
                QuestionType.CONSENT,
                {
                    "zh": "是否同意使用维修资金186,400元更换单元门禁系统？",
                    "en": "Shall CNY 186,400 of the repair fund be used for new entrance phones?",
                },
            ),
        ),
    )


def service_survey(calendar: Calendar) -> Plan:
    """The closed survey: how satisfied households are with the property service, and what should come first."""
    return Plan(
        title={"zh": "物业服务满意度征询", "en": "How satisfied are you with the property service?"},
        kind=Kind.ADVISORY,
        rule="advisory",
        basis=Basis.BY_HOUSEHOLD,
        notice_on=calendar.day(-47),
        opens_at=calendar.at(-40, 9),
        closes_at=calendar.at(-26, 18),
        intro={
            "zh": "每年一次，听听各家对保洁、保安和报修的看法，结果交物业公司逐条答复。本次只征求意见，不是表决。",
            "en": "Once a year households say what they think of cleaning, security and repairs. The property company "
            "answers point by point. This asks for opinions; it is not a vote.",
        },
        questions=(
            Question(
                1,
                QuestionType.SCORE,
                {"zh": "请打分：1分很不满意，5分很满意", "en": "Please score: 1 very dissatisfied, 5 very satisfied"},
                options=(
                    _option(1, "楼道和公共区域保洁", "Cleaning of stairs and grounds"),
                    _option(2, "门岗和巡逻", "Gate and patrols"),
                    _option(3, "报修和上门维修", "Repairs"),
                ),
            ),
            Question(
                2,
                QuestionType.CHOOSE_ONE,
                {"zh": "今年最希望先改进哪一项？", "en": "What should improve first this year?"},
                options=(
                    _option(1, "电梯等候和检修", "Lift waiting times and servicing"),
                    _option(2, "垃圾厢房异味", "Smell of the refuse room"),
                    _option(3, "夜间照明", "Lighting at night"),
                    _option(4, "乱停车", "Cars parked anywhere"),
                ),
            ),
        ),
    )


def charger_places(calendar: Calendar) -> Plan:
    """The open one: charger places for e-bikes, and the roof of their shed."""
    return Plan(
        title={
            "zh": "非机动车棚改造与充电桩位置征询",
            "en": "Bicycle-shed renewal and charger places",
        },
        kind=Kind.BINDING,
        rule="special",
        notice_on=calendar.day(-25),
        opens_at=calendar.at(-9, 9),
        closes_at=calendar.at(12, 18),
        channels=(Channel.WEB, Channel.PAPER, Channel.DOORSTEP, Channel.PROXY),
        picture=NamedPicture(
            "sheds.png",
            {
                "zh": "小区平面图：1号车棚在3号楼东侧，2号车棚在9号楼北侧，靠近东门",
                "en": "Plan of the estate: shed 1 east of building 3, shed 2 north of building 9, near the east gate",
            },
        ),
        intro={
            "zh": "小区现有电动自行车约310辆，充电位46个。"
            "拟在3号楼东侧、9号楼北侧两处露天车棚增设收费充电位80个，由运营单位投资，业主不出钱；"
            "车棚顶同时翻修。两处车棚均已过消防间距复核。",
            "en": "The estate has about 310 e-bikes and 46 charging places. 80 paid places would be added in the two "
            "open sheds east of building 3 and north of building 9. The operator pays; owners do not. The roofs are "
            "renewed at the same time. Fire distances of both sheds have been checked.",
        },
        agreed=_ABOUT_CHARGING,
        questions=_about_chargers(),
    )


def _about_chargers() -> tuple[Question, ...]:
    return (
        Question(
            1,
            QuestionType.CONSENT,
            {
                "zh": "是否同意在3号楼东侧、9号楼北侧车棚增设收费充电位？",
                "en": "Shall paid charging places be added in the sheds at buildings 3 and 9?",
            },
        ),
        Question(
            2,
            QuestionType.CHOOSE_ONE,
            {"zh": "车棚顶用哪种材料？", "en": "Which material for the roof?"},
            options=(
                _option(1, "彩钢板", "Coated steel sheet", 3_800_000),
                _option(2, "阳光板", "Polycarbonate sheet", 4_560_000),
                _option(3, "绿植顶", "Planted roof", 9_200_000),
            ),
            can_refuse=True,
        ),
        Question(
            3,
            QuestionType.TEXT,
            {"zh": "对车棚改造还有什么建议？（可不填）", "en": "Anything else about the sheds? (may stay empty)"},
        ),
    )


def garden_planting(calendar: Calendar) -> Plan:
    """The draft: what to plant in the garden, a survey of households."""
    return Plan(
        title={"zh": "中心花园种什么，听听您的意见", "en": "What shall we plant in the central garden?"},
        kind=Kind.ADVISORY,
        rule="advisory",
        basis=Basis.BY_HOUSEHOLD,
        notice_on=calendar.day(14),
        opens_at=calendar.at(21, 9),
        closes_at=calendar.at(35, 18),
        intro={
            "zh": "中心花园约400平方米草皮多年斑秃，明年春天补种。本次只征求意见，不是表决。",
            "en": "Some 400 m² of lawn will be replanted next spring. This asks for opinions; it is not a vote.",
        },
        questions=(
            Question(
                1,
                QuestionType.CHOOSE_SOME,
                {"zh": "希望种什么？（最多选两项）", "en": "What would you like? (two at most)"},
                options=(
                    _option(1, "桂花", "Osmanthus"),
                    _option(2, "垂丝海棠", "Crab apple"),
                    _option(3, "耐阴草花", "Shade-loving flowers"),
                    _option(4, "保留草坪", "Keep the lawn"),
                ),
                most=2,
            ),
            Question(2, QuestionType.TEXT, {"zh": "您还想说什么？", "en": "What else would you like to say?"}),
        ),
    )
