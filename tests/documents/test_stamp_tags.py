"""A stamped batch has a structure for screen readers: whose page it is, what it says, and what its codes are."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pikepdf
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
    assert len(figures) == 3
    assert [str(mark.Title) for mark in bookmarks(document)] == ["3号", "9号", LONG]
    assert [mark.Dest[0].StructParents for mark in bookmarks(document)] == [0, 1, 2]


def bookmarks(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The outline from its first to its last, whose pages all stand in the file."""
    mark = document.Root.Outlines.First
    pages = {page.objgen for page in document.pages}
    while mark is not None:
        assert mark.Dest[0].objgen in pages
        yield mark
        mark = mark.get("/Next")


def test_a_letter_is_read_from_its_door_to_its_imprint(zh: Words) -> None:
    """Extraction and structure alike: place and who first, the code after the sentence that announces it."""
    pdf = letters_pdf(LETTER, [household(1), household(2, room="302")], zh)
    raw = subprocess.run(["pdftotext", "-raw", "-l", "1", "-", "-"], input=pdf, capture_output=True, check=True)
    for read in ("".join(raw.stdout.decode().split()), "".join(_structure(pdf).split())):
        parts = ("12号1单元301室", "业主收", "要不要加装充电桩", "请您表态的事项", "和下面的登录码", "0001K-7M2QX")
        places = [read.index(part) for part in (*parts, "没有表态的", "征询编号")]
        assert places == sorted(places)
    document = reading.opened(pdf)
    kinds = [str(one.S)[1:] for one in document.Root.StructTreeRoot.K.K]
    assert {"H1", "H2"} < set(kinds)
    assert kinds[: len(kinds) // 2] == kinds[len(kinds) // 2 :]


def test_the_lines_of_a_list_are_read_one_after_the_other(zh: Words) -> None:
    doors = [lists.door(1), lists.door(2)]
    read = "".join(_structure(walking_lists_pdf(lists.CARD, [("12", doors)], zh)).split())
    places = [read.index(part) for part in ("讲给我听", "走访单", "12号", "101室", "□表已收到", "102室")]
    assert places == sorted(places)


def test_every_piece_drawn_is_marked_and_has_its_element(zh: Words) -> None:
    document = reading.opened(walking_lists_pdf(lists.CARD, [("12", [lists.door(1), lists.door(2)])], zh))
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    elements = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
    for page in document.pages:
        content = page.Contents.read_bytes()
        assert content.count(b"BDC") == len(elements[int(page.StructParents)])
        assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")
