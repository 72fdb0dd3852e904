"""Board papers of one estate for tests: turnout by part, the daily digest, the result of a survey."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from consult.documents.daily_digest import RUNNING, DigestSheet
from consult.documents.turnout_sheet import TurnoutSheet
from consult.domain.consent import Figures, Weight, judge
from consult.domain.consultation import Channel
from consult.domain.privacy import Cell, Secrecy, publish
from consult.domain.rules import rule_named
from tests.documents.sheets import (
    ADDRESS,
    CLOSES_AT,
    COMMITTEE,
    ESTATE,
    IMPRINT,
    NOTICE,
    OPENS_AT,
    ROOT,
    TITLE,
)

WHOLE, RETURNED = Weight(1_000, 10_000_050), Weight(623, 6_111_111)
NEEDED = judge(rule_named("special"), Figures(WHOLE, RETURNED, RETURNED, Weight())).participation
SURVEY = replace(NOTICE, is_binding=False, rule_sentences=())


def cell(name: str, electors: int, answered: int) -> Cell:
    """One building or entrance."""
    return Cell((name,), Weight(electors), Weight(answered))


TURNOUT = TurnoutSheet(
    estate=ESTATE,
    title=TITLE,
    scope={"zh": "全小区", "en": "The whole estate"},
    issuer=COMMITTEE,
    closes_at=CLOSES_AT,
    is_over=False,
    electorate=WHOLE,
    returned=RETURNED,
    imprint=IMPRINT,
    participation=NEEDED,
    buildings=publish(Secrecy.NAMED, [cell("1", 3, 2), cell("10", 96, 61), cell("2", 40, 17), cell("3", 4, 1)]),
    entrances={"10": publish(Secrecy.NAMED, [cell("1", 48, 29), cell("2", 48, 32)])},
)
DIGEST = DigestSheet(
    estate=ESTATE,
    title=TITLE,
    issuer=COMMITTEE,
    opens_at=OPENS_AT,
    closes_at=CLOSES_AT,
    stage=RUNNING,
    electorate=WHOLE,
    returned=RETURNED,
    channels={Channel.WEB: 480, Channel.PAPER: 101, Channel.DOORSTEP: 42},
    seq=690,
    fingerprint=ROOT,
    address=f"{ADDRESS}/book",
    imprint=IMPRINT,
    participation=NEEDED,
    posted=[(612, date(2026, 12, 21), ROOT[::-1]), (388, date(2026, 12, 20), ROOT[4:] + ROOT[:4])],
)
