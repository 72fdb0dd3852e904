"""A stamped batch has a structure for screen readers: whose page it is, what it says, and what its codes are."""

from __future__ import annotations

import subprocess

import pytest

from consult.documents.letter import letters_pdf
from consult.documents.stamp import Mould
from consult.documents.walking_list import walking_lists_pdf
from consult.wording.language import Words
from tests.documents import lists, reading
from tests.documents.sheets import LETTER, household

LONG = "临园路288弄沿街商业裙房B区（原临园超市二号仓库及附属用房）"


def _structure(pdf: bytes) -> str:
    return subprocess.run(["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def test_every_page_is_in_the_structure_in_order(zh: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that was laid out whole, among those that were stamped."""
    fits = Mould.takes
    monkeypatch.setattr(Mould, "takes", lambda mould, texts: fits(mould, texts) and LONG not in texts["place"])
    doors = [household(n, place, "", room) for n, place, room in ((1, "3", "101"), (2, LONG, "102"), (3, "9", "103"))]
    pdf = letters_pdf(LETTER, doors, zh)
    document = reading.opened(pdf)
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang).startswith("zh")
    assert [int(page.StructParents) for page in document.pages] == [0, 1, 2]
    read = "".join(_structure(pdf).split())
    assert read.index("3号101室") < min(read.index("9号103室"), read.index("102室"))
    figures = [one for one in document.Root.StructTreeRoot.K.K if str(one.S) == "/Figure"]
    assert {str(one.Alt) for one in figures} == {zh.gettext("This household's QR code")}
    assert len(figures) == 2


def test_every_piece_drawn_is_marked_and_has_its_element(zh: Words) -> None:
    document = reading.opened(walking_lists_pdf(lists.CARD, [("12", [lists.door(1), lists.door(2)])], zh))
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    elements = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
    for page in document.pages:
        content = page.Contents.read_bytes()
        assert content.count(b"BDC") == content.count(b"EMC") == len(elements[int(page.StructParents)])
