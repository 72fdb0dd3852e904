"""Questions as the console lists them: every bound that the form or a file set is said."""

from __future__ import annotations

from consult.domain.question import Question, QuestionType
from consult.web.console.question_rows import question_rows
from consult.wording.language import ENGLISH, words_for
from tests.domain.opinions import OPINIONS

ENGLISH_WORDS = words_for(ENGLISH)


def test_every_bound_of_every_type_is_said() -> None:
    rank, score, budget, place, number = question_rows(ENGLISH_WORDS, OPINIONS)
    assert rank.bounds[0].startswith("Borda count: ")
    assert score.bounds[0] == "Scores from 0 to 10."
    assert budget.bounds[0].replace("\xa0", " ") == "Together at most CNY 50 000.00."
    assert budget.options[2].replace("\xa0", " ") == "花坛 · CNY 30 000.01"
    assert place.options == (
        "东门 · 0.00% from the left, 100.00% from the top",
        "西门 · 12.34% from the left, 0.05% from the top",
    )
    assert number.bounds == ("The least is 0.", "The most is 5.", "In steps of 0.5.", "Counted in: bicycles")


def test_what_has_no_bounds_says_nothing() -> None:
    (row,) = question_rows(ENGLISH_WORDS, [Question(1, QuestionType.NUMBER, {"zh": "几位？"})])
    assert row.bounds == ()
