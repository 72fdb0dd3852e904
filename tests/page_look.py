"""Looks at a page as a careful reader would: one heading, a title, labelled fields, nothing untranslated."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lxml.html
from babel.messages.pofile import read_po
from lxml.html import HtmlElement

CHINESE_BOOK = Path(__file__).parents[1] / "translations" / "zh_Hans_CN" / "LC_MESSAGES" / "messages.po"
LANGUAGES = {"zh-Hans-CN", "en"}
_NAMED_BY_THEMSELVES = {"hidden", "submit", "button", "image", "reset"}
_SPACE = re.compile(r"\s+")


def faults(html: str) -> list[str]:
    """Everything wrong with a whole HTML page, in a few words each."""
    page = lxml.html.document_fromstring(html)
    return [*_frame(page), *_ids(page), *_fields(page), *_pictures(page), *_words(page)]


def _frame(page: HtmlElement) -> Iterator[str]:
    if page.get("lang") not in LANGUAGES:
        yield f"<html lang={page.get('lang')!r}>"
    if len(page.xpath("//h1")) != 1:
        yield f"{len(page.xpath('//h1'))} h1"
    if not (page.findtext(".//title") or "").strip():
        yield "no title"
    if len(page.xpath("//main")) != 1:
        yield f"{len(page.xpath('//main'))} main"
    if not page.xpath("//meta[@name='viewport']"):
        yield "no viewport"


def _ids(page: HtmlElement) -> Iterator[str]:
    ids = Counter(page.xpath("//@id"))
    yield from (f"id {name!r} {n} times" for name, n in ids.items() if n > 1)
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for value in page.xpath(f"//@{attribute}"):
            yield from (f"{attribute}={name!r} points nowhere" for name in value.split() if name not in ids)


def _fields(page: HtmlElement) -> Iterator[str]:
    for field in page.xpath("//input | //select | //textarea"):
        if field.get("type", "text") not in _NAMED_BY_THEMSELVES and not _is_labelled(page, field):
            yield f"field {field.get('name')!r} has no label"
    for button in page.xpath("//button"):
        if not (button.text_content().strip() or button.get("aria-label")):
            yield "a button without words"
    for form in page.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        if not form.xpath(".//input[@name='csrf_token']"):
            yield f"form {form.get('action')!r} without csrf_token"


def _is_labelled(page: HtmlElement, field: HtmlElement) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby") or field.xpath("ancestor::label"):
        return True
    return any(label.get("for") == field.get("id") for label in page.xpath("//label[@for]"))


def _pictures(page: HtmlElement) -> Iterator[str]:
    yield from (f"picture {image.get('src')!r} without alt" for image in page.xpath("//img[not(@alt)]"))


@cache
def _said_otherwise_in_chinese() -> frozenset[str]:
    """English sentences that Chinese readers must never see."""
    book = read_po(io.BytesIO(CHINESE_BOOK.read_bytes()), locale="zh_Hans_CN")
    return frozenset(m.id for m in book if isinstance(m.id, str) and len(m.id) > 1 and m.string not in ("", m.id))


def _words(page: HtmlElement) -> Iterator[str]:
    if page.get("lang") != "zh-Hans-CN":
        return
    own = "[not(ancestor-or-self::script or ancestor-or-self::style or ancestor-or-self::*[@lang='en'])]"
    for text in page.xpath(f"//body//*{own}/text() | //title/text() | //@aria-label | //@placeholder | //@alt"):
        if _SPACE.sub(" ", text).strip() in _said_otherwise_in_chinese():
            yield f"untranslated: {text.strip()!r}"
