"""`consult verdict`: the edges of the rules, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def ask(consult: Run, rule: str, *, whole: str, took_part: str, agree: str, **more: str) -> dict[str, object]:
    heads, _, area = whole.partition(" ")
    extra = [part for name, value in more.items() for part in (f"--{name}", value)]
    ran = consult(
        "verdict",
        rule,
        "--heads",
        heads,
        "--area",
        area or "0",
        "--took-part",
        took_part,
        "--agree",
        agree,
        *extra,
        "--json",
    )
    assert (ran.status, ran.err) == (0, "")
    found: dict[str, object] = ran.json
    return found


@pytest.mark.parametrize(
    ("rule", "took_part", "agree", "outcome"),
    [
        pytest.param("general", "200,20000.00", "101,10000.01", "passed", id="exactly two thirds took part"),
        pytest.param("general", "199,25000.00", "199,25000.00", "inquorate", id="one head under two thirds"),
        pytest.param("general", "200,19999.99", "200,19999.99", "inquorate", id="one hundredth under two thirds"),
        pytest.param("general", "200,20000.00", "100,10000.00", "rejected", id="exactly half agree"),
        pytest.param("general", "200,20000.00", "101,10000.00", "rejected", id="more than half of heads, half of area"),
        pytest.param("special", "200,20000.00", "150,15000.00", "passed", id="exactly three quarters agree"),
        pytest.param("special", "200,20000.00", "149,15000.00", "rejected", id="one head under three quarters"),
        pytest.param("special", "200,20000.00", "150,14999.99", "rejected", id="one hundredth under three quarters"),
        pytest.param("general", "0,0", "0,0", "inquorate", id="nobody took part"),
    ],
)
def test_the_edges(consult: Run, rule: str, took_part: str, agree: str, outcome: str) -> None:
    found = ask(consult, rule, whole="300 30,000.00", took_part=took_part, agree=agree)
    assert found["outcome"] == outcome


@pytest.mark.parametrize(
    ("expressed", "agree", "outcome"),
    [
        ("19", "10", "passed"),
        ("20", "10", "rejected"),
        ("20", "11", "passed"),
        ("21", "11", "passed"),
        ("21", "10", "rejected"),
    ],
)
def test_a_simple_majority_of_those_who_take_a_side(consult: Run, expressed: str, agree: str, outcome: str) -> None:
    found = ask(consult, "simple", whole="40", took_part="30", agree=agree, expressed=expressed)
    assert found["outcome"] == outcome


def test_who_neither_agrees_nor_opposes_takes_no_side(consult: Run) -> None:
    found = ask(consult, "simple", whole="40", took_part="30", agree="10", oppose="9")
    assert (found["outcome"], found["expressed"]) == ("passed", {"heads": 19, "area": 0})


def test_everything_that_is_missing_is_said(consult: Run) -> None:
    found = ask(consult, "general", whole="300 30000", took_part="199,25000", agree="50,5000")
    missing = {(r["stage"], r["measure"]): r["missing"] for r in found["requirements"]}  # type: ignore[attr-defined]
    assert missing[("participation", "heads")] == 1
    assert missing[("participation", "area")] == 0
    assert missing[("approval", "heads")] == 50
    assert missing[("approval", "area")] == 750_001


def test_a_person_reads_needed_reached_and_missing(consult: Run) -> None:
    ran = consult(
        "verdict",
        "general",
        "--heads",
        "300",
        "--area",
        "30,000",
        "--took-part",
        "200,20,000.00",
        "--agree",
        "100,10000",
    )
    assert ran.status == 0
    assert ran.out.startswith("Not passed\n")
    assert "more than one half of 200 electors: 101 electors → 100 electors: 1 elector missing" in ran.out


def test_a_chinese_reader_reads_chinese(consult: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    ran = consult("verdict", "simple", "--heads", "9", "--took-part", "5", "--agree", "3")
    assert ran.out.startswith("通过\n")


def test_it_needs_no_installation(consult: Run, tmp_path: Path) -> None:
    ask(consult, "advisory", whole="5", took_part="3", agree="0")
    assert not (tmp_path / "instance").exists()


FINE = {"--heads": "300", "--area": "30000", "--took-part": "200,20000", "--agree": "101,10001"}


@pytest.mark.parametrize(
    ("rule", "changed", "said"),
    [
        pytest.param("generous", {}, "not a rule", id="an unknown rule"),
        pytest.param("general", {"--heads": "many"}, "“many” does not fit --heads", id="heads in words"),
        pytest.param("general", {"--heads": "-3"}, "--heads", id="negative heads"),
        pytest.param("general", {"--heads": "3.5"}, "--heads", id="half a head"),
        pytest.param("general", {"--area": ""}, "--area", id="no area where it is weighed"),
        pytest.param("general", {"--area": "八十"}, "--area", id="an area in words"),
        pytest.param("general", {"--area": "1e9"}, "--area", id="an area with an exponent"),
        pytest.param("general", {"--area": "80.125"}, "--area", id="an area with three decimals"),
        pytest.param("general", {"--took-part": "200"}, "--took-part", id="heads without area"),
        pytest.param("general", {"--took-part": "1,152,124"}, "--took-part", id="figures of two readings"),
        pytest.param("general", {"--took-part": "301,20000"}, "--took-part", id="more than there are"),
        pytest.param("general", {"--agree": "201,10001"}, "--agree", id="more agree than took part"),
        pytest.param("general", {"--oppose": "100,1"}, "--expressed", id="more for and against than took part"),
        pytest.param(
            "general", {"--oppose": "100,1", "--expressed": "200,20000"}, "--oppose", id="more than took a side"
        ),
    ],
)
def test_figures_that_cannot_be_are_refused(consult: Run, rule: str, changed: dict[str, str], said: str) -> None:
    arguments = [part for pair in (FINE | changed).items() for part in pair]
    assert said in consult("verdict", rule, *arguments).refused()


VETO = """
[rule]
basis = ["业主大会议事规则第十二条"]
participation = [{ measure = "heads", share = "20%" }]
approval = [
  { measure = "heads", share = "1/2", of = "expressed", strict = true },
  { measure = "heads", share = "25%", of = "electorate", veto = true },
]
"""


@pytest.mark.parametrize(
    ("took_part", "agree", "oppose", "outcome"),
    [
        pytest.param("34", "30", "4", "inquorate", id="one under a fifth of 173"),
        pytest.param("35", "31", "4", "passed", id="a fifth of 173"),
        pytest.param("90", "47", "43", "passed", id="as many against as may be"),
        pytest.param("91", "47", "44", "rejected", id="one too many against"),
    ],
)
def test_a_covenant_s_own_rule(
    consult: Run, tmp_path: Path, took_part: str, agree: str, oppose: str, outcome: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(VETO, "utf-8")
    found = ask(consult, str(file), whole="173", took_part=took_part, agree=agree, oppose=oppose)
    assert found["outcome"] == outcome


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        pytest.param(VETO, [], "--oppose", id="a veto without those against"),
        pytest.param("[rule", ["--oppose", "1"], "cannot be read", id="no TOML"),
        pytest.param("title = 1", ["--oppose", "1"], "“rule” is missing", id="no rule in it"),
        pytest.param('rule = "generous"', ["--oppose", "1"], "“generous” is not a rule", id="an unknown key in it"),
        pytest.param(None, ["--oppose", "1"], "missing or is not", id="no file"),
    ],
)
def test_an_unfit_own_rule_is_refused(
    consult: Run, tmp_path: Path, text: str | None, more: list[str], said: str
) -> None:
    file = tmp_path / "own.toml"
    if text is not None:
        file.write_text(text, "utf-8")
    figures = ["--heads", "173", "--took-part", "90", "--agree", "50", *more]
    assert said in consult("verdict", str(file), *figures).refused()
