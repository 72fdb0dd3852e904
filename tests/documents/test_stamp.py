"""A stamped paper is the paper that was laid out whole: same words, same places, same look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import ImageChops

from consult.documents import ballot_paper, letter
from consult.documents.letter import Household, letters_pdf
from consult.documents.stamp import Mould, bank_of
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import BALLOT, LETTER, household, paper

LONG = household(2, "临园路288弄沿街商业裙房B区", "", "1层商铺2（原临园超市二号仓库）")
SHORT = [household(n, room=f"{n}01", name="王㛃" if n == 3 else "") for n in (1, 3, 4)]


def whole_letters(doors: Sequence[Household], words: Words) -> bytes:
    """The same letters without stamping."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Mould, "takes", lambda _mould, _texts: False)
        return letters_pdf(LETTER, doors, words)


def test_stamped_and_whole_letters_look_the_same(zh: Words) -> None:
    """Text lies within half a point; pages differ only in the mask of the code and in kerning."""
    stamped, whole = letters_pdf(LETTER, SHORT, zh), whole_letters(SHORT, zh)
    assert reading.codes(stamped) == reading.codes(whole)
    for number in range(1, len(SHORT) + 1):
        assert sorted(reading.text_of(stamped, number)) == sorted(reading.text_of(whole, number))
    places = [{box.text.strip(): box for page, box in reading.lines_of(pdf) if page == 0} for pdf in (stamped, whole)]
    shared = places[0].keys() & places[1].keys()
    assert len(shared) > 10
    for text in shared:
        assert places[0][text].left == pytest.approx(places[1][text].left, abs=0.5)
        assert places[0][text].bottom == pytest.approx(places[1][text].bottom, abs=0.5)


def test_outside_the_code_the_pages_are_one_picture(zh: Words) -> None:
    door = [household(1, room="101")]
    pages = [next(reading.pictures(pdf)) for pdf in (letters_pdf(LETTER, door, zh), whole_letters(door, zh))]
    difference = ImageChops.difference(*pages)
    below_the_code = difference.crop((0, int(difference.height * 0.65), difference.width, difference.height))
    assert max(below_the_code.getextrema()) <= 24


def test_a_door_too_long_for_its_slot_is_laid_out_whole_in_its_turn(zh: Words) -> None:
    pdf = letters_pdf(LETTER, [*SHORT, LONG], zh)
    assert len(reading.opened(pdf).pages) == 4
    assert "1层商铺2（原临园超市二号仓库）" in reading.text_of(pdf, 4)
    assert reading.codes(pdf)[3] == [LONG.link.upper()]


def test_a_long_name_shrinks_before_it_is_laid_out_whole(zh: Words) -> None:
    """Both ways nothing is lost and nothing leaves the sheet."""
    doors = [household(n, room=f"{n}01", name="临园商业管理" * n) for n in range(1, 9)]
    pdf = letters_pdf(LETTER, doors, zh)
    for at, door in enumerate(doors, start=1):
        assert door.name in reading.text_of(pdf, at)
    for _, box in reading.lines_of(pdf):
        assert box.right <= reading.A4[0] - 50


def test_a_character_without_a_glyph_is_never_stamped(zh: Words) -> None:
    door = letter._door(household(1), zh)
    mould = Mould(letter._mould(LETTER, [door], zh, "roomy"), letter._SLOTS)
    assert mould.takes(door.texts)
    assert not mould.takes(door.texts | {"who": "䶮"})


def test_a_bank_holds_every_character_once() -> None:
    assert bank_of(["101室", "1001室"]) == "01X室"


def test_a_letter_more_costs_little(zh: Words) -> None:
    """At most 2 KB for each letter; fonts and sheet are shared."""
    few, many = (
        len(letters_pdf(LETTER, [household(n, room=str(100 + n)) for n in range(1, size + 1)], zh))
        for size in (20, 220)
    )
    assert (many - few) / 200 <= 2_048


def test_ballots_of_two_sheets_keep_their_serial_on_both(zh: Words) -> None:
    questions = [replace(BALLOT.questions[0], number=n) for n in range(1, 21)]
    sheet = replace(BALLOT, questions=questions)
    pdf = ballot_paper.ballots_pdf(sheet, [paper(1), paper(2, room="302")], zh)
    serials = ["LY-0001", "LY-0001", "LY-0002", "LY-0002"]
    for page, serial in enumerate(serials, start=1):
        assert serial in reading.text_of(pdf, page)
    codes = [[code[8:] for code in page] for page in reading.codes(pdf)]
    assert codes == [["/LY-0001"], [".2/LY-0001"], ["/LY-0002"], [".2/LY-0002"]]


def test_an_empty_batch_is_an_empty_pdf(zh: Words) -> None:
    assert len(reading.opened(letters_pdf(LETTER, [], zh)).pages) == 0
    assert len(reading.opened(ballot_paper.ballots_pdf(BALLOT, [], zh)).pages) == 0
