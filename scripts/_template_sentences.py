"""Gathers sentences from templates for the catalogues.

Jinja's own extractor sees `_("…")` only; papers speak two languages on one sheet, as `words.gettext("…")` and
`second.gettext("…")`, so calls of methods count here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from jinja2 import Environment, nodes

Found = tuple[int, str, str | tuple[str, ...], list[str]]


def extract(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """Babel's extraction interface: line, function, sentence (or its singular and plural), comments."""
    tree = Environment(autoescape=True).parse(file.read().decode("utf-8"))
    for call in tree.find_all(nodes.Call):
        name = called(call)
        said = tuple(arg.value for arg in call.args if isinstance(arg, nodes.Const) and isinstance(arg.value, str))
        if name in keywords and said:
            yield call.lineno, name, said if "ngettext" in name else said[0], []


def called(call: nodes.Call) -> str:
    """The name of the function or method that is called; empty where it has none."""
    target = call.node
    if isinstance(target, nodes.Name):
        return target.name
    return target.attr if isinstance(target, nodes.Getattr) else ""
