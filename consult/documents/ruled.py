"""Lists of many doors, page after page: the page is laid out once, then each page's lines are stamped onto it.

Laying out a table of 600 doors line by line takes the better part of a minute; stamping it takes a second. A page
whose words do not fit their places is laid out whole, by itself, and may run over to a second one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from consult.documents import qr_series
from consult.documents.batch import Misfits, Progress
from consult.documents.pdf import code_picture, lay_out
from consult.documents.stamp import CODE, SENTINEL, Mould, Pattern, Slot, bank_of, pattern_of
from consult.wording.language import Words

if TYPE_CHECKING:
    from weasyprint import Document

Item = TypeVar("Item")

PAGE_SLOTS = ("building", "page")
"""What differs from page to page beside the lines: whose list it is, and the page's number."""

_INK, _SOFT = (22, 33, 27), (84, 96, 90)
_NUMBERS = "0123456789/"
"""What page numbers need, whatever lines a page has."""

_WIDE = "\u1100"
"""From here on characters are taken as wide as they are high."""


@dataclass(frozen=True, slots=True)
class Line:
    """One door: its texts by column, and the address of its code, where it has one."""

    texts: Mapping[str, str]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a list: which are bold, which are soft, how many lines a page holds."""

    names: tuple[str, ...]
    per_page: int
    bold: frozenset[str] = frozenset()
    soft: frozenset[str] = frozenset()

    def slots(self) -> dict[str, Slot]:
        """A slot for each column of each line, and for what stands once on a page, each with a colour of its own."""
        found = {name: self._slot(name, 0, at) for at, name in enumerate(PAGE_SLOTS)}
        for row in range(1, self.per_page + 1):
            for at, name in enumerate(self.names):
                found[f"{name}-{row}"] = self._slot(f"{name}-{row}", row, at)
        return found

    def _slot(self, key: str, row: int, at: int) -> Slot:
        name = key.partition("-")[0]
        is_bold = name in self.bold or name == "building"
        return Slot(key, (8, row, at), _SOFT if name in self.soft else _INK, "bold" if is_bold else "regular")


@dataclass(frozen=True, slots=True)
class RuledPage:
    """One page of a list: its texts by slot, and its codes by slot."""

    texts: Mapping[str, str]
    codes: Mapping[str, str] = field(default_factory=dict)
    is_first: bool = False
    """Whether a building's list begins here."""


def pages_of(columns: Columns, lists: Sequence[tuple[str, Sequence[Line]]]) -> list[RuledPage]:
    """The pages of these buildings, each beginning on a page of its own, numbered through."""
    piles = [(name, pile, not at) for name, lines in lists for at, pile in enumerate(in_piles(lines, columns.per_page))]
    return [_page(name, pile, f"{at}/{len(piles)}", is_first) for at, (name, pile, is_first) in enumerate(piles, 1)]


def in_piles(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """So many at a time, in order."""
    return (items[at : at + size] for at in range(0, len(items), size))


def _page(name: str, lines: Sequence[Line], number: str, is_first: bool) -> RuledPage:
    texts = {"building": name, "page": number}
    for row, line in enumerate(lines, 1):
        texts.update({f"{column}-{row}": text for column, text in line.texts.items() if text})
    return RuledPage(texts, {f"{CODE}-{row}": line.code for row, line in enumerate(lines, 1) if line.code}, is_first)


@dataclass(frozen=True, slots=True)
class RuledRun:
    """How the pages of a batch of lists are made, whichever part and process makes them.

    `values` are what the template sees beside `rows`, `texts`, `codes`, `marks` and `bank`.
    """

    template: str
    columns: Columns
    values: Mapping[str, object]
    pattern: Pattern


def ruled_run(
    template: str, words: Words, columns: Columns, pages: Iterable[RuledPage], values: Mapping[str, object]
) -> RuledRun:
    """Lay a page out once, with every character of these pages."""
    slots = columns.slots()
    bank = bank_of([_NUMBERS, *(text for page in pages for text in page.texts.values())])
    empty = RuledPage(dict.fromkeys(slots, SENTINEL))
    document = lay_out(template, words, {}, **_seen(columns, empty, slots, bank), **values)
    return RuledRun(template, columns, values, pattern_of(document, slots.values()))


def stamped(
    run: RuledRun,
    words: Words,
    pages: Sequence[RuledPage],
    before: bytes = b"",
    progress: Progress | None = None,
) -> Mould:
    """These pages in a mould, ready to be finished; `before` is a paper that stands before each building's list.

    Where there is no list, it stands alone.
    """
    mould = Mould(run.pattern)
    whole = [at for at, page in enumerate(pages) if not mould.takes(page.texts)]
    misfits, odd = Misfits(mould, whole, lambda at: _whole(run, words, pages[at])), set(whole)
    fronts = mould.bring(before) if before else []
    if not pages:
        mould.place(fronts)
    for at, page in enumerate(pages):
        mould.under(page.texts["building"])
        if page.is_first:
            mould.add_again(fronts)
        if at in odd:
            misfits.place(at)
        else:
            mould.stamp(page.texts, {slot: qr_series.squares(code, row % 8) for row, (slot, code) in _codes(page)})
        if progress is not None:
            progress(at + 1, len(pages))
    return mould


def _codes(page: RuledPage) -> Iterable[tuple[int, tuple[str, str]]]:
    return enumerate(page.codes.items())


def _whole(run: RuledRun, words: Words, page: RuledPage) -> Document:
    """One page laid out by itself."""
    pictures = {slot: code_picture(code) for slot, code in page.codes.items()}
    return lay_out(run.template, words, pictures, **_seen(run.columns, page, {}, ""), **run.values)


def _seen(columns: Columns, page: RuledPage, slots: Mapping[str, Slot], bank: str) -> dict[str, object]:
    marks = {name: "rgb({}, {}, {})".format(*slot.mark) for name, slot in slots.items()}
    rows = range(1, columns.per_page + 1)
    return {"rows": rows, "texts": page.texts, "codes": page.codes, "marks": marks, "bank": bank}


def halves(text: str, width: int) -> tuple[str, str]:
    """A text as two lines, the first at most so many half-width characters wide; cut at a blank where there is one."""
    taken = 0
    for at, character in enumerate(text):
        taken += 2 if character >= _WIDE else 1
        if taken > width:
            blank = text.rfind(" ", 0, at + 1)
            cut = blank if blank > 0 else at
            return text[:cut].rstrip(), text[cut:].lstrip()
    return text, ""
