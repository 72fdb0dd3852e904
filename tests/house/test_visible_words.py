"""Nothing visible is untranslated: every word in a template comes through a catalogue."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import visible_words
from tests.house.tree import PACKAGE, ROOT, files, found_in, modules, parsed

DOORS = [
    path
    for path in modules(PACKAGE / "web") + modules(PACKAGE / "cli")
    # The demo estate's people and places are Chinese, whoever reads.
    if path.parent != PACKAGE / "cli" / "demo"
]
TEMPLATES = files(".html", ".svg", ".txt", under=ROOT / "templates")


def untranslated(path: Path) -> Iterator[str]:
    """Words of a template that come through no catalogue."""
    template = path.read_text("utf-8")
    yield from visible_words.written_words(template)
    yield from visible_words.spoken_constants(template)


def test_templates_say_everything_through_a_catalogue() -> None:
    assert not found_in(TEMPLATES, untranslated)


def test_doors_have_no_chinese_of_their_own() -> None:
    assert not found_in(DOORS, lambda path: visible_words.han_constants(parsed(path)))


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        "<p>投票</p>",
        "<p>{{ _('Name') }}: here</p>",
        '<img alt="A plan">',
        '<input type="submit" value="Send">',
        '<a title="{{ x }} and more">{{ y }}</a>',
        "{% if a %}Yes{% endif %}",
        '{% macro seen() %} title="Look here"{% endmacro %}',
        '<meta name="description" content="About us">',
    ],
)
def test_words_in_html_are_seen(template: str) -> None:
    assert list(visible_words.written_words(template))


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ _('Hello') }}</p>",
        "<p>{# a remark #}{{ n }} · 100 %</p>",
        "<script>const name = 'x';</script><style>.a { color: red }</style>",
        '<input name="room" value="A1" type="text" class="wide">',
        '<a lang="zh" href="/zh">中文</a>',
        "{% raw %}{% endraw %}",
        '{% macro tied(name) %} aria-describedby="{{ name }}-hint"{% endmacro %}',
        '<td{% if n %} class="number"{% endif %}>{{ n }}</td>',
        '<body class="{% block page_class %}console{% endblock %}">',
    ],
)
def test_what_no_one_reads_is_left_alone(template: str) -> None:
    assert not list(visible_words.written_words(template))


@pytest.mark.parametrize("template", ["{{ button('Save') }}", "{% set a = '投票' %}", "{{ b(label='Send it now') }}"])
def test_sentences_handed_to_components_are_seen(template: str) -> None:
    assert list(visible_words.spoken_constants(template))


@pytest.mark.parametrize(
    "template", ["{{ button(_('Save')) }}", "{{ field('room', kind='wide') }}", "{{ words.gettext('Hello') }}"]
)
def test_keys_and_translated_sentences_are_left_alone(template: str) -> None:
    assert not list(visible_words.spoken_constants(template))


def test_chinese_in_code_is_seen_but_not_in_docstrings() -> None:
    source = "N_('like 第三届')\nB = '元'\nA = 1\n'''也是说明'''\ndef f():\n    '''说明'''\n    return '你好'"
    assert list(visible_words.han_constants(ast.parse(source))) == ["line 7: 你好"]
