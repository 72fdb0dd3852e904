"""The formal papers beside notice and result, for tests: the same estate and matter as in `sheets`."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from consult.documents.audit_list import AuditListSheet, DrawnSheet
from consult.documents.counting_record import CountingRecordSheet
from consult.documents.invitation import InvitationSheet
from consult.documents.minutes import Meeting, MinutesSheet
from consult.documents.objection_register import ObjectionSheet
from consult.documents.proxy_form import ProxyFormSheet
from consult.domain.audit import draw
from consult.domain.question import Option, Question, QuestionType
from tests.documents import reading
from tests.documents.sheets import (
    ADDRESS,
    ANNOUNCEMENT,
    CHARGERS,
    CLOSES_AT,
    COMMITTEE,
    ELECTORATE,
    ESTATE,
    IMPRINT,
    MATERIAL,
    NOTICE,
    NUMBERS,
    OPENS_AT,
    SHED,
    WISH,
)

FOLLOWED = replace(CHARGERS, can_follow=True)
MANAGERS = Question(
    6,
    QuestionType.EACH_PLAN,
    {"zh": "三家物业公司，逐家表决", "en": "Three managers, one by one"},
    options=(
        Option("1", {"zh": "东方物业", "en": "Dongfang"}),
        Option("2", {"zh": "安居物业", "en": "Anju"}),
        Option("3", {"zh": "绿城物业", "en": "Lvcheng"}),
    ),
)
ORDER = replace(NUMBERS, number=7, type=QuestionType.RANK, title={"zh": "按轻重排个序", "en": "Rank them"}, most=None)
SCORED = replace(NUMBERS, number=8, type=QuestionType.SCORE, title={"zh": "逐项打分", "en": "Score them"}, most=None)
MONEY = replace(
    NUMBERS, number=9, type=QuestionType.BUDGET, title={"zh": "钱怎么花", "en": "How to spend it"}, budget=100_000_00
)
SITE = replace(NUMBERS, number=10, type=QuestionType.PLACE, title={"zh": "放在哪里", "en": "Where to"}, most=None)
BICYCLES = Question(11, QuestionType.NUMBER, {"zh": "您家有几辆车", "en": "How many bicycles"}, unit={"zh": "辆"})
EVERY_TYPE = (SHED, FOLLOWED, MATERIAL, NUMBERS, WISH, MANAGERS, ORDER, SCORED, MONEY, SITE, BICYCLES)
SIXTY = tuple(Question(n, QuestionType.CONSENT, {"zh": f"是否同意第{n}项更换工程？"}) for n in range(1, 61))
RARE = "㛃𠮷䶮"
LONG_BUILDING = "上海市浦东新区临园路一百二十三弄临园小区高层公寓东楼甲座之二号"
TITLE = ANNOUNCEMENT.title

PROXY = ProxyFormSheet(
    estate=ESTATE,
    title=TITLE,
    scope=ANNOUNCEMENT.scope,
    questions=(SHED, FOLLOWED, MATERIAL),
    closes_at=CLOSES_AT,
    issuer=COMMITTEE,
    address=ADDRESS,
    proxies_each=3,
    imprint=IMPRINT,
    return_place=ANNOUNCEMENT.return_place,
)
INVITATION = InvitationSheet(
    estate=ESTATE,
    title=TITLE,
    questions=ANNOUNCEMENT.questions,
    scope=ANNOUNCEMENT.scope,
    opens_at=OPENS_AT,
    closes_at=CLOSES_AT,
    issuer=COMMITTEE,
    dated=ANNOUNCEMENT.dated,
    imprint=IMPRINT,
    term=ANNOUNCEMENT.term,
    phone=ANNOUNCEMENT.phone,
)
RECORD = CountingRecordSheet(
    estate=ESTATE,
    title=TITLE,
    scope=ANNOUNCEMENT.scope,
    questions=(SHED, CHARGERS, MATERIAL),
    electorate=ELECTORATE,
    opens_at=OPENS_AT,
    closes_at=CLOSES_AT,
    issuer=COMMITTEE,
    imprint=IMPRINT,
    term=ANNOUNCEMENT.term,
)
REGISTER = ObjectionSheet(
    estate=ESTATE,
    title=TITLE,
    issuer=COMMITTEE,
    imprint=IMPRINT,
    term=ANNOUNCEMENT.term,
    closed_at=CLOSES_AT,
    posted_from=NOTICE.posted_from,
    posted_until=NOTICE.posted_until,
    posting_place=NOTICE.posting_place,
    objection=NOTICE.objection,
)
AUDIT = AuditListSheet(
    estate=ESTATE,
    title=TITLE,
    issuer=COMMITTEE,
    imprint=IMPRINT,
    term=ANNOUNCEMENT.term,
    listed=600,
    fingerprint="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    share=Fraction(2, 100),
    confidence=Fraction(95, 100),
    fixed_at=CLOSES_AT,
    fixed_by="钱敏",
    seed="31415926535",
    drawn_at=CLOSES_AT,
    drawn_by="丁一平",
    drawn=[
        DrawnSheet(number, f"{number:04d}5", (str(number % 12 + 1), "", f"{number % 6 + 1}0{number % 4 + 1}"))
        for number in draw("31415926535", 600, 132)
    ],
)
HEARING = MinutesSheet(
    meeting=Meeting.HEARING,
    estate=ESTATE,
    title=TITLE,
    questions=(SHED, CHARGERS, MATERIAL),
    issuer=COMMITTEE,
    imprint=IMPRINT,
    scope=ANNOUNCEMENT.scope,
    term=ANNOUNCEMENT.term,
)


def in_order(pdf: bytes) -> str:
    """The text in the order in which it was set, which is that of its tags; without any white space."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(read.stdout.decode().split())


def astray(pdf: bytes, edge: float = 50) -> Iterator[str]:
    """Runs of text that come nearer to an edge of their page than so many points, or overprint another run."""
    pages = reading.opened(pdf).pages
    seen: dict[int, list[reading.Box]] = {}
    for number, box in reading.lines_of(pdf):
        _, _, width, height = (float(side) for side in pages[number].MediaBox)
        if not box.text.strip():
            continue
        if box.left < edge or box.right > width - edge + 1 or box.bottom < 20 or box.top > height - 20:
            yield f"page {number + 1}: {box.text}"
        for other in seen.setdefault(number, []):
            if _overlap(box, other):
                yield f"page {number + 1}: {box.text} on {other.text}"
        seen[number].append(box)


def _overlap(one: reading.Box, other: reading.Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across > 2 and up > 0.6 * min(one.top - one.bottom, other.top - other.bottom)
