"""What a code on a wall is: ours by its whole address, and never by what it only looks like."""

from __future__ import annotations

import pytest

from consult.domain.patrol import ALARMING, LONGEST_CONTENT, SECRET, Kind, read_code

OURS = "https://vote.example.org"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param("HTTPS://VOTE.EXAMPLE.ORG/C/K7M2QX", Kind.CONSULTATION, id="ours in capitals"),
        pytest.param("https://vote.example.org/c/k7m2qx/book", Kind.CONSULTATION, id="a page of a vote"),
        pytest.param("https://vote.example.org:443/c/K7M2QX", Kind.CONSULTATION, id="ours with its usual port"),
        pytest.param("https://vote.example.org/help", Kind.OTHER_PAGE, id="another page of ours"),
        pytest.param("HTTPS://VOTE.EXAMPLE.ORG/P/K7M2QX/00012", Kind.BALLOT, id="a sheet"),
        pytest.param("HTTPS://VOTE.EXAMPLE.ORG/H/ABCDEF", Kind.LETTER, id="a letter"),
        pytest.param("https://vote.example.org/staff/abc", Kind.STAFF, id="an invitation"),
        pytest.param("https://vote.example.org/doorstep/#e=abc", Kind.STAFF, id="the enrolment of a phone"),
        pytest.param("http://vote.example.org/c/K7M2QX", Kind.LOOKALIKE, id="ours without its lock"),
        pytest.param("https://vote.example.org:8443/c/K7M2QX", Kind.LOOKALIKE, id="ours at another port"),
        pytest.param("https://vote.example.org@evil.example/c/K7M2QX", Kind.LOOKALIKE, id="ours as a user's name"),
        pytest.param("https://x@vote.example.org/c/K7M2QX", Kind.LOOKALIKE, id="a user's name before ours"),
        pytest.param("https://vote.example.org.evil.example/c/1", Kind.LOOKALIKE, id="ours within another"),
        pytest.param("https://v0te.example.org/c/1", Kind.LOOKALIKE, id="a nought for an o"),
        pytest.param("https://vote.exarnple.org/c/1", Kind.LOOKALIKE, id="r and n for an m"),
        pytest.param("https://vоte.example.org/c/1", Kind.LOOKALIKE, id="a Cyrillic о"),
        pytest.param("https://vote.example.or/c/1", Kind.LOOKALIKE, id="one character less"),
        pytest.param("https://evil.example/?to=https://vote.example.org/c/1", Kind.FOREIGN, id="ours only asked for"),
        pytest.param("https://pay.example/x", Kind.FOREIGN, id="somebody else's"),
        pytest.param("wxp://f2f0abc", Kind.TEXT, id="a payment"),
        pytest.param("javascript:alert(1)//https://vote.example.org", Kind.TEXT, id="a script"),
        pytest.param("https://[torn", Kind.TEXT, id="a torn address"),
        pytest.param("https://vote.example.org:99999/c/1", Kind.TEXT, id="a port that is none"),
        pytest.param("", Kind.TEXT, id="nothing"),
    ],
)
def test_what_a_code_is(content: str, kind: Kind) -> None:
    assert read_code(content, OURS).kind is kind


def test_a_consultations_code_is_found_in_any_case() -> None:
    assert read_code("https://vote.example.org/c/k7m2qx", OURS).consultation == "K7M2QX"


def test_ours_below_a_path_is_ours_only_there() -> None:
    below = f"{OURS}/vote"
    assert read_code("https://vote.example.org/vote/c/K7M2QX", below).consultation == "K7M2QX"
    assert read_code("https://vote.example.org/other/c/K7M2QX", below).kind is Kind.LOOKALIKE


def test_a_foreign_letter_is_shown_as_what_it_is() -> None:
    assert read_code("https://vоte.example.org/", OURS).host.startswith("xn--")


def test_what_lets_its_holder_in_is_never_kept() -> None:
    for content in ("https://vote.example.org/h/SECRETTOKEN", "https://vote.example.org/staff/SECRETTOKEN"):
        assert read_code(content, OURS).kept == ""
    assert SECRET < ALARMING


def test_no_more_is_kept_than_is_shown() -> None:
    assert len(read_code("https://pay.example/" + "x" * 900, OURS).kept) == LONGEST_CONTENT


def test_marks_that_turn_text_round_are_left_out() -> None:
    assert read_code("https://pay.example/\u202egro.elpmaxe\n", OURS).content == "https://pay.example/gro.elpmaxe"
