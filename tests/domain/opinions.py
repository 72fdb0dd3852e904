"""One question of each type that only advises, for tests of answering and counting."""

from decimal import Decimal

from consult.domain.question import Bounds, Method, Option, Point, Question, QuestionType, Scale

WISHES = tuple(Option(str(n), {"zh": name}) for n, name in enumerate(("长椅", "滑梯", "花坛"), start=1))
RANK = Question(1, QuestionType.RANK, {"zh": "先做哪个？"}, options=WISHES)
SCORE = Question(2, QuestionType.SCORE, {"zh": "打几分？"}, options=WISHES, scale=Scale(0, 10), methods=(Method.MEAN,))
BUDGET = Question(
    3,
    QuestionType.BUDGET,
    {"zh": "五万元怎么用？"},
    options=(
        Option("1", {"zh": "长椅"}, cost=20_000_00),
        Option("2", {"zh": "滑梯"}, cost=30_000_00),
        Option("3", {"zh": "花坛"}, cost=30_000_01),
    ),
    budget=50_000_00,
)
PLACE = Question(
    4,
    QuestionType.PLACE,
    {"zh": "放在哪里？"},
    options=(Option("1", {"zh": "东门"}, point=Point(0, 10_000)), Option("2", {"zh": "西门"}, point=Point(1234, 5))),
)
NUMBER = Question(
    5,
    QuestionType.NUMBER,
    {"zh": "家里有几辆电动车？"},
    bounds=Bounds(Decimal(0), Decimal(5), Decimal("0.5")),
    unit={"zh": "辆", "en": "bicycles"},
)
OPINIONS = (RANK, SCORE, BUDGET, PLACE, NUMBER)
