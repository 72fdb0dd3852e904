"""Finds words that a person sees and that no catalogue knows: in templates and in the pages' code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

from scripts._template_sentences import called

SAID = {"_", "gettext", "ngettext", "lazy_gettext", "N_"}
SEEN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "aria-roledescription", "label", "placeholder", "title"}
STAYS = {"中文", "English", "EN", "m²"}
"""The languages name themselves, whoever reads."""

_FILLED = "\ue000"
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_WORD = re.compile(r"[\u3400-\u9fff]{2}")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"^[A-Z][a-z’']+([ ,.:;!?…][^_{}<>=]*)?$")
_CLASSES = re.compile(r"\{%-?\s*block \w*class\b.*?endblock.*?%\}", re.DOTALL)
_STATEMENT = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_LOOSE = re.compile(r"""([\w-]+)="([^"]*)\"""")
"""An attribute outside any tag: a macro makes it for a tag elsewhere."""
_SPACE = re.compile(r"\s+")


class _Reader(HTMLParser):
    """Collects what is shown: text outside scripts and styles, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes; remember that scripts and styles are not shown."""
        self._hidden += tag in ("script", "style")
        given = {name: value or "" for name, value in attrs}
        self.shown += [value for name, value in given.items() if name in SEEN_ATTRIBUTES]
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self.shown.append(given.get("value", ""))
        if tag == "meta" and given.get("name") in ("description", "author"):
            self.shown.append(given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        """Come out of a script or a style."""
        self._hidden -= tag in ("script", "style") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Keep text that is shown."""
        if not self._hidden:
            self.shown.append(_LOOSE.sub(lambda found: found[2] if found[1] in SEEN_ATTRIBUTES else " ", data))


def written_words(template: str) -> Iterator[str]:
    """Words that stand in a template's HTML as they are, in whichever language."""
    reader = _Reader()
    reader.feed(_VALUE.sub(_FILLED, _STATEMENT.sub(" ", _CLASSES.sub(" ", _RAW.sub(r"\1", template)))))
    reader.close()
    for shown in reader.shown:
        for piece in shown.split(_FILLED):
            text = _SPACE.sub(" ", piece).strip()
            if (_HAN.search(text) or _LETTERS.search(text)) and text not in STAYS:
                yield text


def spoken_constants(template: str) -> Iterator[str]:
    """Sentences inside `{{ … }}` and `{% … %}` that nothing translates: `button("Save")`."""
    tree = Environment(autoescape=True).parse(template)
    said = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if called(call) in SAID
        for constant in call.find_all(nodes.Const)
    }
    for constant in tree.find_all(nodes.Const):
        value = constant.value
        if isinstance(value, str) and id(constant) not in said and _is_said(value):
            yield value


def _is_said(value: str) -> bool:
    return value not in STAYS and bool(_HAN.search(value) or _SENTENCE.match(value))


def han_constants(tree: ast.Module) -> Iterator[str]:
    """Chinese words written into code, which English readers would meet; docstrings and what is translated may."""
    # A string that stands alone is a docstring, of a module, a function or the constant above it.
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    silent |= {
        id(said)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in SAID
        for said in call.args
    }
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    for node in strings:
        if id(node) not in silent and _is_chinese_prose(str(node.value)):
            yield f"line {node.lineno}: {node.value}"


def _is_chinese_prose(text: str) -> bool:
    return bool(_HAN_WORD.search(text)) and text not in STAYS and not _speaks_both(text)


def _speaks_both(text: str) -> bool:
    """A last resort that stands in for every catalogue may say both languages at once, each marked as its own."""
    return bool(re.search(r"lang=['\"]zh", text) and re.search(r"lang=['\"]en", text))
