"""A count held against a rule: what blanks and invalid marks do is the rules of procedure's to say."""

from __future__ import annotations

import pytest

from consult.domain.consent import Verdict, Weight
from consult.domain.judging import outcomes_under, taking_part
from consult.domain.procedure import Procedure
from consult.domain.question import VOID, Question, QuestionType
from consult.domain.rules import RULES
from tests.domain.counting.books import count_book

ASKED = tuple(Question(n, QuestionType.CONSENT, {"zh": "是否同意？"}) for n in (1, 2))
AREAS = dict.fromkeys(range(1, 13), 100_00)


def test_exactly_two_thirds_hangs_on_what_a_blank_and_an_invalid_paper_mean() -> None:
    # Six agree, one leaves the question blank, one returns nothing but an invalid paper: 6, 7 or 8 of 12 take part.
    ballots = [{"elector": n, "channel": "web", "answers": {"1": "agree", "2": "agree"}} for n in range(1, 7)]
    ballots.append({"elector": 7, "channel": "web", "answers": {"2": "agree"}})
    count = count_book(ASKED, AREAS, ballots, [("INVALID", {"elector": 8, "reason": "spoilt"})])
    found = {}
    for blank in (False, True):
        for spoilt in (False, True):
            procedure = Procedure(blank_abstains=blank, invalid_takes_part=spoilt)
            outcome = outcomes_under(RULES["general"], procedure, count.tallies[0], count.invalid_weight)["agree"]
            part = taking_part(procedure, count.tallies[0], count.invalid_weight)
            assert outcome.participation[0].numerator in (part.heads, part.area)
            found[blank, spoilt] = (part.heads, outcome.verdict)
    assert found == {
        (False, False): (6, Verdict.INQUORATE),
        (True, False): (7, Verdict.INQUORATE),
        (False, True): (7, Verdict.INQUORATE),
        (True, True): (8, Verdict.PASSED),
    }


@pytest.mark.parametrize(("spoilt", "heads"), [(False, 1), (True, 2)], ids=["as usual", "invalid takes part"])
def test_a_void_row_voids_that_row_only(spoilt: bool, heads: int) -> None:
    ballots = [
        {"elector": 1, "channel": "paper", "answers": {"1": VOID, "2": "agree"}},
        {"elector": 2, "channel": "paper", "answers": {"1": "agree", "2": "agree"}},
    ]
    count = count_book(ASKED, AREAS, ballots)
    procedure = Procedure(invalid_takes_part=spoilt)
    assert taking_part(procedure, count.tallies[0], Weight()).heads == heads
    assert taking_part(procedure, count.tallies[1], Weight()).heads == 2
