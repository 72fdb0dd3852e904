"""Names of accounts as people read them: who is the same, and who is not."""

from __future__ import annotations

import pytest

from consult.domain.passwords import check_name
from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("王芳", id="the same"),
        pytest.param("王 芳", id="a blank between"),
        pytest.param("王芳\u200b", id="a blank of no width"),
        pytest.param("王\u2060芳", id="a joiner"),
        pytest.param("\u202a王芳\u202c", id="marks of direction"),
        pytest.param("王芳\ufe00", id="a variant of a sign that looks alike"),
        pytest.param("王芳\u3164", id="a letter that is empty"),
    ],
)
def test_names_that_look_alike_are_one_person(other: str) -> None:
    assert is_among(other, ["李明", "王芳"])


@pytest.mark.parametrize("other", ["王方", "王芳（二）", "王芳2", "芳王", ""])
def test_names_that_differ_are_two(other: str) -> None:
    assert not is_among(other, ["李明", "王芳"])


def test_width_and_capitals_tell_nobody_apart() -> None:
    assert is_among("ＷＡＮＧ Fang", ["wang fang"])


def test_hidden_signs_are_no_part_of_a_name() -> None:
    assert check_name(" 王\u200b芳\u202e ") == "王芳"


def test_a_character_outside_the_usual_tables_stays_in_a_name() -> None:
    assert check_name("王\ue86c") == "王\ue86c"


@pytest.mark.parametrize("name", ["\u200b", "\u3164\u3164", "\u2800"])
def test_a_name_that_nobody_sees_is_none(name: str) -> None:
    with pytest.raises(Refusal, match="name-missing"):
        check_name(name)
