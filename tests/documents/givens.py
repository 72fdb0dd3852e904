"""What an estate may write: plain texts, texts as long and hostile as they come, twelve options, sixty questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from consult.documents.imprint import Text
from consult.domain.question import Option, Question, QuestionType
from tests.documents import sheets


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
HOSTILE = (
    "<script>alert(1)</script><img src='file:///etc/passwd'><style>@import url(http://127.0.0.1:9/x);"
    "p{background:url(http://127.0.0.1:9/y)}</style><link rel=attachment href='file:///etc/passwd'>"
    "{% raw %}&lt;"
)
"""A committee's text as somebody who means harm would write it."""

WORST = replace(
    LONG,
    title={"zh": LONG_TITLE["zh"] + HOSTILE[:25], "en": LONG_TITLE["en"] + HOSTILE[:25]},
    prose={"zh": f"业主{RARE}来信：{HOSTILE}", "en": f"Owners write: {HOSTILE}"},
    issuer={
        "zh": f"<b>{RARE}</b>阿卜杜热合曼买买提江吐尔逊古丽业主委员会",
        "en": "<b>Abdurahman</b> Memetjan committee",
    },
    questions=(replace(sheets.SHED, title={"zh": HOSTILE, "en": HOSTILE}), replace(TWELVE, number=2)),
)
GIVENS = {
    "plain texts": PLAIN,
    "long texts": LONG,
    "twelve options": OPTIONS,
    "sixty questions": SIXTY,
    "the worst of texts": WORST,
}
