"""Every reason has a sentence in each language, and its places are filled in the reader's way."""

import importlib
import pkgutil
import re
from datetime import UTC, date, datetime

import pytest

import consult
from consult.domain.refusal import REASONS, Refusal
from consult.wording.language import CHINESE, ENGLISH, LOCALES, words_for
from consult.wording.refusals import sentence, sentences
from consult.wording.sentences import SENTENCES


def _load_every_reason() -> None:
    for module in pkgutil.walk_packages(consult.__path__, "consult."):
        if not module.name.startswith(("consult.migrations", "consult.cli.__main__")):
            importlib.import_module(module.name)


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    _load_every_reason()
    assert set(SENTENCES) == set(REASONS)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_said_with_its_places_filled(locale: str) -> None:
    words = words_for(locale)
    for reason, english in SENTENCES.items():
        details = dict.fromkeys(re.findall(r"%\((\w+)\)s", english), 3)
        said = words.gettext(english, **details)
        assert "%(" not in said
        assert locale != CHINESE or re.search(r"[一-鿿]", said), reason


def test_times_are_said_in_the_readers_way() -> None:
    refusal = Refusal("closed", closed_at=datetime(2026, 12, 30, 10, 0, tzinfo=UTC))
    assert "2026年12月30日（周三）18:00" in sentence(words_for(CHINESE), refusal)
    assert "Wed 30 December 2026, 18:00" in sentence(words_for(ENGLISH), refusal)


def test_several_faults_are_said_one_by_one() -> None:
    faults = (
        Refusal("no-questions"),
        Refusal("opens-before-notice", notice_on=date(2026, 12, 1), opens_at=date(2026, 11, 1)),
    )
    said = sentences(words_for(ENGLISH), Refusal("plan-faults", faults=faults))
    assert len(said) == 2
    assert "1 December 2026" in said[1]


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_key_at_the_top_of_a_file_has_no_empty_brackets(language: str) -> None:
    said = sentence(words_for(language), Refusal("unknown-key", key="colour", where=""))
    assert "colour" in said
    assert not {"（）", "()"} & {said[i : i + 2] for i in range(len(said))}


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        pytest.param(Refusal("deeming-not-allowed", rule="lift"), "加装电梯", id="a rule"),
        pytest.param(Refusal("channel-not-offered", channel="web"), "手机", id="a way to answer"),
        pytest.param(Refusal("unknown-key", key="许可", where="question 2"), "第2题", id="a question of a file"),
        pytest.param(
            Refusal("unknown-key", key="许可", where="question 2, option 3"), "第2题第3项", id="an option of a file"
        ),
        pytest.param(Refusal("title-too-long", field="question 2", limit=300), "第2题", id="a question's title"),
    ],
)
def test_a_reader_meets_names_and_not_keys(refusal: Refusal, said: str) -> None:
    spoken = sentence(words_for(CHINESE), refusal)
    assert said in spoken
    assert not re.search("lift|web|question|option", spoken)


def test_a_key_that_names_nothing_is_said_as_it_was_typed() -> None:
    assert "“lifts”" in sentence(words_for(ENGLISH), Refusal("unknown-rule", rule="lifts", known=("lift",)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reason", ["figure-unreadable", "pair-unreadable"])
def test_nothing_is_quoted_where_nothing_was_typed(locale: str, reason: str) -> None:
    spoken = sentence(words_for(locale), Refusal(reason, field="--oppose", given=""))
    assert "“”" not in spoken
    assert "--oppose" in spoken


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param(Refusal("wrong-value", key="most", value="zwei", known=()), id="a value"),
        pytest.param(Refusal("unknown-estate", estate="wutong", known=()), id="the first estate"),
        pytest.param(Refusal("method-not-for-type", question=1, method="mean", known=()), id="a way of counting"),
    ],
)
def test_nothing_is_listed_where_nothing_is_known(locale: str, refusal: Refusal) -> None:
    assert not re.search("[:：] ?[)）.。]", sentence(words_for(locale), refusal))
