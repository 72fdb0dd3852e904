"""Both languages are whole: every sentence of the code is in both catalogues, and nothing else is."""

from __future__ import annotations

import io

import pytest
from babel.messages.catalog import Catalog

from consult.wording import households, surveys
from scripts import _template_sentences as template_sentences
from scripts import _translate as translate


@pytest.fixture(scope="module")
def found() -> Catalog:
    """The sentences of the code."""
    return translate.sentences()


@pytest.mark.parametrize("locale", translate.LOCALES)
def test_no_catalogue_has_a_hole(locale: str, found: Catalog) -> None:
    assert not translate.catalogue_faults(translate.read_catalogue(locale), found, locale)


@pytest.mark.parametrize("twins", [surveys._TWINS, households._TWINS], ids=["of surveys", "of households"])
def test_every_twin_is_of_a_sentence_that_is_said(twins: dict[str, str], found: Catalog) -> None:
    assert not [sentence for sentence in twins if sentence not in found]


def test_sentences_are_found_in_code_and_templates(found: Catalog) -> None:
    assert len(found) > 20


def test_templates_are_read_with_methods_and_plurals() -> None:
    template = b"""<p>{{ _("One") }} {% set a = words.gettext("Two %(n)s", n=2) %} {{ second.gettext(label.x) }}
    {{ ngettext("%(n)s day", "%(n)s days", n) }} {{ other("Three") }}</p>"""
    read = template_sentences.extract(io.BytesIO(template), translate.KEYWORDS, (), {})
    assert [sentence for _line, _name, sentence, _ in read] == ["One", "Two %(n)s", ("%(n)s day", "%(n)s days")]


def book(**sentences: str) -> Catalog:
    """A catalogue with these sentences; underscores are spaces."""
    made = Catalog(locale="zh_Hans_CN")
    for key, said in sentences.items():
        made.add(key.replace("_", " "), said)
    return made


def faults(catalogue: Catalog, locale: str = translate.CHINESE) -> list[str]:
    return translate.catalogue_faults(catalogue, book(Cast_your_ballot=""), locale)


def test_a_whole_catalogue_has_no_faults() -> None:
    assert not faults(book(Cast_your_ballot="投票"))


@pytest.mark.parametrize(
    ("catalogue", "fault"),
    [
        (book(), "not in the catalogue"),
        (book(Cast_your_ballot=""), "empty"),
        (book(Cast_your_ballot="Cast it"), "no Chinese"),
        (book(Cast_your_ballot="投票", Gone="没了"), "no longer in the code"),
    ],
    ids=["missing", "empty", "still English", "left over"],
)
def test_a_hole_is_seen(catalogue: Catalog, fault: str) -> None:
    assert [line for line in faults(catalogue) if fault in line]


def test_a_fuzzy_sentence_is_seen() -> None:
    catalogue = book(Cast_your_ballot="投票")
    catalogue["Cast your ballot"].flags.add("fuzzy")
    assert "fuzzy" in faults(catalogue)[0]


def test_an_obsolete_sentence_is_seen() -> None:
    catalogue = book(Cast_your_ballot="投票", Gone="没了")
    catalogue.update(book(Cast_your_ballot=""), no_fuzzy_matching=True)
    assert "obsolete" in faults(catalogue)[0]


def test_english_that_differs_from_its_key_is_seen() -> None:
    assert "differs" in faults(book(Cast_your_ballot="Vote"), translate.ENGLISH)[0]


@pytest.mark.parametrize(
    ("key", "said", "fault"),
    [
        ("%(n)s days left", "还剩几天", "missing places ['n']"),
        ("%(n)s days left", "还剩%(m)s天%(n)s", "unknown places ['m']"),
        (("%(n)s day left", "%(n)s days left"), ("还剩天",), "missing places ['n']"),
    ],
    ids=["lost place", "invented place", "lost in a plural"],
)
def test_a_wrong_placeholder_is_seen(key: str | tuple[str, str], said: str | tuple[str], fault: str) -> None:
    message = Catalog(locale="zh_Hans_CN").add(key, said)
    assert fault in list(translate.faults_of(message, translate.CHINESE))


@pytest.mark.parametrize("key", ["%(a)s – %(b)s", "12:00", "PDF (A4)", "Excel"])
def test_what_has_no_words_needs_no_chinese(key: str) -> None:
    message = Catalog(locale="zh_Hans_CN").add(key, key)
    assert not list(translate.faults_of(message, translate.CHINESE))


def test_merging_fills_english_and_leaves_chinese_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate, "read_catalogue", lambda _locale: book(Gone="没了"))
    english, chinese = (
        translate.merged(locale, book(New_words="")) for locale in (translate.ENGLISH, translate.CHINESE)
    )
    assert [(m.id, m.string) for m in english if m.id] == [("New words", "New words")]
    assert [(m.id, m.string) for m in chinese if m.id] == [("New words", None)]
