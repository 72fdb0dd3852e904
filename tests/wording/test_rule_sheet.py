"""The rule sheet's figures stand on the edge that decides, in both languages."""

from fractions import Fraction

import pytest

from consult.domain.consent import Measure, Of, Requirement, Rule, Subject, Weight
from consult.domain.electorate import Basis, CountingSettings
from consult.domain.rules import RULES, custom_rule, rule_named
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.rule_sheet import ballot_rules, figure_rules, requirement_rows, who_counts

EN, ZH = words_for(ENGLISH), words_for(CHINESE)
WHOLE = Weight(1_000, 10_000_050)


def said(rule: Rule, basis: Basis = Basis.BY_OWNER) -> list[tuple[str, str]]:
    rows = requirement_rows(EN, rule, WHOLE, basis)
    return [(what, figures.replace("\N{NO-BREAK SPACE}", " ")) for what, _share, figures in rows]


def test_two_thirds_take_part_and_more_than_half_agree() -> None:
    assert said(rule_named("general")) == [
        ("Must take part", "66 667.00 of 100 000.50 m²"),
        ("Must take part", "667 of 1000 electors"),
        ("Must agree", "33 333.51 m² if 66 667.00 m² take part; 50 000.26 m² if everyone does"),
        ("Must agree", "334 electors if 667 electors take part; 501 electors if everyone does"),
    ]


def test_households_are_called_so() -> None:
    assert ("Must take part", "501 of 1000 households") in said(rule_named("residents-meeting"), Basis.BY_HOUSEHOLD)


def test_a_majority_of_those_who_choose_has_no_quorum() -> None:
    assert said(rule_named("simple")) == [
        ("Must agree", "501 electors if everyone agrees or opposes; of fewer, the same share")
    ]


def test_a_veto_is_a_ceiling() -> None:
    veto = Requirement(Measure.HEADS, Fraction(1, 4), Of.ELECTORATE, False, Subject.OPPOSE, is_ceiling=True)
    narrow = Requirement(Measure.AREA, Fraction(1, 4), Of.PARTICIPATING, True, Subject.OPPOSE, is_ceiling=True)
    assert said(custom_rule((), (veto, narrow), ("规约第三条",))) == [
        ("May oppose", "at most 250 of 1000 electors"),
        ("May oppose", "at most 25 000.12 m² if everyone takes part; of fewer, the same share"),
    ]


@pytest.mark.parametrize("key", RULES)
@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_every_requirement_of_every_rule_has_its_row(key: str, words: object) -> None:
    rule = rule_named(key)
    for basis in Basis:
        assert len(requirement_rows(words, rule, WHOLE, basis)) == len(rule.requirements)  # type: ignore[arg-type]


def test_an_opinion_survey_says_that_it_has_no_threshold() -> None:
    assert list(figure_rules(EN, rule_named("advisory"))) == [
        "This is an opinion survey: no threshold is set, and the figures are the result."
    ]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (CountingSettings(), "Parking spaces and storage rooms do not count."),
        (CountingSettings(counts_parking=True), "Parking spaces count, storage rooms do not."),
        (CountingSettings(counts_storage=True), "Storage rooms count, parking spaces do not."),
        (CountingSettings(counts_parking=True, counts_storage=True), "Parking spaces and storage rooms count."),
    ],
    ids=["neither", "parking", "storage", "both"],
)
def test_parking_and_storage_as_the_estate_has_it(settings: CountingSettings, sentence: str) -> None:
    rule = rule_named("general")
    assert sentence in list(who_counts(EN, rule, Basis.BY_OWNER, settings))
    assert sentence not in list(who_counts(EN, rule, Basis.BY_HOUSEHOLD, settings))


def test_a_clause_on_silence_replaces_what_silence_is_otherwise() -> None:
    plain, with_clause = (list(ballot_rules(EN, is_binding=True, deemed=clause)) for clause in ("", "第十四条"))
    assert plain[:-1] == with_clause[:-1]
    assert plain[-1] == "Whoever does not answer is not counted as taking part."
    assert with_clause[-1] == "第十四条"
