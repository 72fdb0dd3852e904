"""One page of a mould: forms that all its pages share, and between them the slots, in the order they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pikepdf

from consult.documents.mould_pieces import Piece, Spot, pieces_of

Box = tuple[float, float, float, float]

PIXEL = 0.75
"""A CSS pixel in points."""

_MOST_ALONE = 12
"""Slots in the tables of a sheet that are still read one by one; the cells of a list are one paragraph."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One variable text: its name in the template, the colour it is marked with, the colour it is printed in."""

    name: str
    mark: tuple[int, int, int]
    ink: tuple[int, int, int]
    weight: str


@dataclass(frozen=True, slots=True)
class Place:
    """A slot on a sheet: where it begins, in CSS pixels from the upper left, with its size and room."""

    name: str
    x: float
    baseline: float
    size: float
    room: float
    is_in_table: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the pages share, and what they draw in turn: a form by its instruction, or a slot; each with its kind."""

    resources: pikepdf.Object
    parts: Sequence[tuple[str, str | Place]]

    @property
    def places(self) -> list[Place]:
        """Its slots."""
        return [part for _, part in self.parts if isinstance(part, Place)]

    @property
    def last_cell(self) -> int | None:
        """Where the last of many slots in tables stands; None where they are few."""
        cells = [at for at, (_, part) in enumerate(self.parts) if isinstance(part, Place) and part.is_in_table]
        return cells[-1] if len(cells) > _MOST_ALONE else None


def sheet_of(pdf: pikepdf.Pdf, at: int, slots: Iterable[Slot], boxes: Mapping[str, Box]) -> Sheet:
    """Turn a page of a tagged PDF into forms and slots; `boxes` are the places that its template named."""
    page = pdf.pages[at]
    names = {slot.mark: slot.name for slot in slots}
    forms, parts = pikepdf.Dictionary(), list[tuple[str, str | Place]]()
    for number, piece in enumerate(pieces_of(pdf, page, names)):
        if piece.spot is None:
            forms[f"/S{number}"] = _form(pdf, piece, page)
            parts.append((piece.kind, f"/S{number} Do"))
        else:
            name = names[piece.spot.colour]
            # A box that stands on one further sheet only carries the sheet's number in its name.
            box = boxes.get(f"slot-{name}") or boxes[f"slot-{name}-{at + 1}"]
            parts.append((piece.kind, _place(piece.spot, name, box)))
    resources = pdf.make_indirect(pikepdf.Dictionary(XObject=forms, Font=page.Resources.Font))
    return Sheet(resources, parts)


def places_by_name(slots: Iterable[str], sheets: Iterable[Sheet]) -> dict[str, list[Place]]:
    """Where each slot is, on whatever sheet; a slot without a place raises `LookupError`."""
    found: dict[str, list[Place]] = {name: [] for name in slots}
    for place in (place for sheet in sheets for place in sheet.places):
        found[place.name].append(place)
    if missing := [name for name, places in found.items() if not places]:
        raise LookupError(f"the mould has no slot {sorted(missing)}")
    return found


def _place(spot: Spot, name: str, box: Box) -> Place:
    """A slot with as much room as its box has to the right of its sentinel."""
    return Place(name, spot.x, spot.baseline, spot.size, box[2] - spot.x, spot.is_in_table)


def _form(pdf: pikepdf.Pdf, piece: Piece, page: pikepdf.Page) -> pikepdf.Object:
    """A piece as a form in the units of the stamped page, from which it takes over no colour."""
    return pdf.make_stream(
        b"0 g 0 G\n" + piece.drawn,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=page.MediaBox,
        Matrix=[1 / PIXEL, 0, 0, -1 / PIXEL, 0, float(page.MediaBox[3]) / PIXEL],
        Resources=page.Resources,
    )
