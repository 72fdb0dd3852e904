"""A laid-out page taken apart into pieces in reading order: what is drawn between its slots, and the slots themselves.

A page that all papers of a batch share cannot be one drawing: whatever is stamped onto it would be read after its last
word. So each piece becomes a form of its own, and a stamped page draws them in turn. A piece is drawn with the state
that the page had reached there (ISO 32000-1, 8.4.2: matrix, clipping, colour, font); where it ends is told by the tags
that the typesetter wrote, which also say what is a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pikepdf

from consult.documents.stamp_tags import DECORATION, FIGURE, HEADINGS, PARAGRAPH, elements_of, enclosed

_ROWS = frozenset(("Table", "TR", "TH", "TD"))

_COLOURS = ("cs", "CS", "sc", "scn", "SC", "SCN", "g", "G", "rg", "RG", "k", "K")
_LETTERS = ("Tf", "Tc", "Tw", "Tz", "TL", "Tr", "Ts")
_KEEPS = frozenset((*_COLOURS, *_LETTERS, "w", "J", "j", "M", "d", "ri", "i"))
"""Operators whose last use holds until their level ends."""
_PATH = frozenset(("m", "l", "c", "v", "y", "h", "re"))
_PAINT = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "s", "S", "n"))
_CLIP, _DRAW = frozenset(("W", "W*")), frozenset(("Do", "sh"))
_PAIRS = {"BMC": "EMC", "BDC": "EMC", "BT": "ET"}

Step = pikepdf.ContentStreamInstruction
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentinel as it was drawn: its colour, where it begins, its size; `is_in_table`: in one of many cells."""

    colour: Colour
    x: float
    baseline: float
    size: float
    is_in_table: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """What is drawn in one go, as instructions, or the slot that is left open there; `kind` is that of its element."""

    kind: str
    drawn: bytes = b""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class _Owner:
    """The element that something is part of: what it is, which (0 for a paragraph), and whether it is in a table."""

    kind: str
    number: int = 0
    is_in_table: bool = False


@dataclass(slots=True)
class _Unit:
    """What stands between two marks, or is drawn outside of any, with the state it is drawn in."""

    state: Sequence[Sequence[Step]]
    number: int | None = None
    steps: list[Step] = field(default_factory=list)

    def drawn(self) -> bytes:
        """Its instructions, on their own."""
        opened = [step for level in self.state for step in (_step("q"), *level)]
        closed = [_step("Q")] * len(self.state)
        return bytes(pikepdf.unparse_content_stream([*opened, *self.steps, *closed]))


def pieces_of(pdf: pikepdf.Pdf, page: pikepdf.Page, marks: Iterable[Colour]) -> list[Piece]:
    """The pieces of a tagged page in reading order: decoration first, then text and slots; `marks` colour the slots."""
    elements, sought = _elements(pdf, page), frozenset(marks)
    told = [(_owner(elements, unit), unit) for unit in _units(page)]
    decoration = [unit.drawn() for owner, unit in told if owner.kind == DECORATION]
    first = [Piece(DECORATION, b"\n".join(decoration))] if decoration else []
    return [*first, *_in_turn([(owner, unit) for owner, unit in told if owner.kind != DECORATION], sought)]


def drawn_again(pdf: pikepdf.Pdf, page: pikepdf.Page) -> list[str]:
    """Let a tagged page draw its pieces in reading order, marked anew, and answer the kinds of its elements."""
    pieces = [(piece.kind, piece.drawn.decode("latin-1")) for piece in pieces_of(pdf, page, ())]
    page.Contents = pdf.make_stream(enclosed(pieces).encode("latin-1"))
    if "/StructParents" in page:
        del page.StructParents
    return elements_of(pieces)


def _in_turn(told: Iterable[tuple[_Owner, _Unit]], sought: frozenset[Colour]) -> Iterator[Piece]:
    """Slots alone, and between them what belongs to one element together."""
    parts = [(owner, unit, list(_spots(unit, sought, owner))) for owner, unit in told]
    for (kind, _number, has_spots), group in groupby(parts, key=lambda one: (one[0].kind, one[0].number, bool(one[2]))):
        if has_spots:
            yield from (Piece(kind, spot=spot) for _, _, spots in group for spot in spots)
        else:
            yield Piece(kind, b"\n".join(unit.drawn() for _, unit, _ in group))


def _spots(unit: _Unit, sought: frozenset[Colour], owner: _Owner) -> Iterator[Spot]:
    """The sentinels that a unit draws."""
    colour: Colour = (0, 0, 0)
    x = baseline = size = 0.0
    for step in (*(step for level in unit.state for step in level), *unit.steps):
        name, operands = str(step.operator), step.operands
        if name == "rg":
            red, green, blue = (round(float(part) * 255) for part in operands)
            colour = (red, green, blue)
        elif name == "Tm":
            x, baseline = float(operands[4]), float(operands[5])
        elif name == "Tf":
            size = float(operands[1])
        elif name in ("TJ", "Tj") and colour in sought:
            yield Spot(colour, x, baseline, size, owner.is_in_table)


def _elements(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Sequence[pikepdf.Object]:
    """The elements of a page's marked pieces, by their numbers (ISO 32000-1, 14.7.4.4)."""
    if "/StructParents" not in page:  # nothing on it is read
        return []
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return list(dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))[int(page.StructParents)])


def _owner(elements: Sequence[pikepdf.Object], unit: _Unit) -> _Owner:
    """The heading or figure that something is part of, or else a paragraph; what has no number is decoration."""
    if unit.number is None:
        return _Owner(DECORATION)
    element, is_in_table = elements[unit.number], False
    while "/P" in element and "/S" in element:
        kind = str(element.S)[1:]
        if kind in HEADINGS or kind == FIGURE:
            return _Owner(kind, element.objgen[0])
        is_in_table = is_in_table or kind in _ROWS
        element = element.P
    return _Owner(PARAGRAPH, is_in_table=is_in_table)


def _units(page: pikepdf.Page) -> Iterator[_Unit]:
    """What a page draws, in its order, each with the state reached before it."""
    walk = _Walk()
    for step in pikepdf.parse_content_stream(page):
        if isinstance(step, pikepdf.ContentStreamInlineImage):
            raise LookupError("a mould has no pictures within its text")
        unit = walk.over(str(step.operator), step)
        if unit is not None:
            yield unit


class _Walk:
    """The state of a page while its instructions are gone through, and what is being drawn there."""

    def __init__(self) -> None:
        """Begin with a page's own state."""
        self._levels: list[list[Step]] = [[]]
        self._path: list[Step] = []
        self._clips = False
        self._open: _Unit | None = None
        self._ends: list[str] = []
        """What ends each mark, or each text outside of any, that is open."""

    def over(self, name: str, step: Step) -> _Unit | None:
        """Go over one instruction; answers what it brought to its end."""
        if name in _PAIRS:
            self._begin(name, step)
            return None
        if self._ends and name == self._ends[-1]:
            return self._end(step)
        if self._open is not None:
            self._open.steps.append(step)
        self._keep(name, step)
        alone = self._open is None and (name in _DRAW or (name in _PAINT and name != "n"))
        unit = _Unit(self._state(), steps=[*self._path, step]) if alone else None
        if name in _PAINT:
            self._painted()
        return unit

    def _begin(self, name: str, step: Step) -> None:
        self._ends.append(_PAIRS[name])
        if self._open is None:
            self._open = _Unit(self._state(), _number(step))
        if name == "BT":
            self._open.steps.append(step)

    def _end(self, step: Step) -> _Unit | None:
        if self._open is not None and self._ends.pop() == "ET":
            self._open.steps.append(step)
        if self._ends:
            return None
        unit, self._open = self._open, None
        return unit

    def _keep(self, name: str, step: Step) -> None:
        level = self._levels[-1]
        if name == "q":
            self._levels.append([])
        elif name == "Q":
            self._levels.pop()
        elif name in _KEEPS:
            # What was said before of the same holds no longer.
            self._levels[-1] = [*(one for one in level if str(one.operator) != name), step]
        elif name in ("cm", "gs"):
            level.append(step)
        elif name in _PATH or name in _CLIP:
            self._path.append(step)
            self._clips = self._clips or name in _CLIP

    def _painted(self) -> None:
        """A path has come to its end; one that clips holds for all that follows."""
        if self._clips:
            self._levels[-1] += [*self._path, _step("n")]
        self._path, self._clips = [], False

    def _state(self) -> Sequence[Sequence[Step]]:
        return [list(level) for level in self._levels]


def _number(step: Step) -> int | None:
    """The number by which the structure knows a marked piece."""
    about = step.operands[1] if str(step.operator) == "BDC" else None
    return int(about.MCID) if isinstance(about, pikepdf.Dictionary) and "/MCID" in about else None


def _step(name: str) -> Step:
    return Step([], pikepdf.Operator(name))
