"""The whole job on real input: a roll from Excel, posters and letters on paper, votes from phones, the notice.

Everything is done as people do it: by forms and buttons in a browser, by commands, by scanning what was printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.question_json import from_json
from consult.models.ballot import Ballot
from consult.wording.answers import choice_label
from consult.wording.language import CHINESE, words_for
from tests import people
from tests.browser import household, papers
from tests.browser.committee import Secretary, faulty_roll, good_roll
from tests.browser.installation import Installation, installed
from tests.browser.window import LAPTOP, PHONE, Window, window
from tests.documents import reading
from tests.house.rounds import fingerprint

WORDS = words_for(CHINESE)
BEGIN = people.OPENS_AT - timedelta(days=25)
ON_PHONES, ON_PAPER = 4, 6
"""How many households answer which way: ten of fifteen electors, which is two thirds."""


@pytest.fixture
def here(engine_url: str, tmp_path: Path) -> Iterator[Installation]:
    with installed(engine_url, tmp_path, BEGIN) as found:
        yield found


@pytest.mark.one_database  # half a minute each; `consult demo` takes the same way on both
def test_from_a_committee_s_question_to_the_notice_on_the_board(chromium: Browser, here: Installation) -> None:
    with window(chromium, here.address, LAPTOP) as laptop:
        secretary = Secretary(laptop)
        begin(here, secretary)
        import_the_roll(secretary)
        secretary.write_draft()
        another_day(here, secretary, people.OPENS_AT - timedelta(days=20))
        secretary.announce()
        poster, letters = print_papers(here, secretary)
        another_day(here, secretary, people.OPENS_AT)
        secretary.open()
        another_day(here, secretary, people.MIDWAY)
        read_without_signing_in(chromium, here, poster)
        answer_from_a_phone(chromium, here, secretary.code, letters[0])
        answer_by_typed_code(chromium, here, secretary.code, letters[1])
        answer_from_two_phones(chromium, here, secretary.code, letters[2])
        answer_without_script(chromium, here, letters[3])
        answer_on_paper(here, secretary, letters)
        come_too_late(chromium, here, secretary.code, letters[-1])
        another_day(here, secretary, people.AFTER)
        secretary.close()
        everybody_says_the_same(chromium, here, secretary)


def another_day(here: Installation, secretary: Secretary, at: datetime) -> None:
    """Let time pass; whoever was signed in at the console is not any more."""
    here.hands.at = at
    secretary.come_again()


def begin(here: Installation, secretary: Secretary) -> None:
    """An empty installation gets an estate, and its secretary an account."""
    here.command("estate", "create", "lilong", "--name", "里弄新村", "--name-en", "Lilong New Village")
    # This committee is one person with a keyboard; two who read each sheet are tried in test_keying_a_ballot.
    here.command("estate", "set", "lilong", "--no-paper-twice", "--closes-alone")
    link = here.command("staff", "invite", "--estate", "lilong", "--role", "committee").split()[0]
    secretary.make_account(link)


def import_the_roll(secretary: Secretary) -> None:
    """A faulty workbook is sent back with remarks and changes nothing; the mended one is imported whole."""
    said = secretary.hand_in_roll(faulty_roll())
    assert "这套房屋在第 4 行已经有了" in said
    assert secretary.window.page.locator("form[action$='/roll/import'] button:not([formaction])").count() == 0
    marked = load_workbook(BytesIO(secretary.report()))
    assert any("第 4 行已经有了" in str(cell.value) for cell in marked["1号楼"][14]), "no remark beside the row"
    said = secretary.hand_in_roll(good_roll())
    assert WORDS.square_metres(people.AREA) in said
    said = secretary.import_roll()
    assert "21" in said


def print_papers(here: Installation, secretary: Secretary) -> tuple[str, list[papers.Letter]]:
    """Poster and letters, printed, rasterised and scanned: every code leads to the public address."""
    poster = papers.poster_address(secretary.poster())
    assert poster.lower() == f"{here.address}/c/{secretary.code}".lower()
    letters = papers.letters_of(secretary.letters())
    assert len(letters) == len({letter.link for letter in letters}) == people.HEADS
    assert {letter.link.lower().rpartition("/")[0] for letter in letters} == {f"{here.address}/h"}
    return poster, letters


def read_without_signing_in(chromium: Browser, here: Installation, poster: str) -> None:
    """Whoever scans the poster reads everything; answering leads to signing in."""
    with window(chromium, here.address, PHONE) as phone:
        assert phone.open(poster).status == 200
        assert phone.heading() == "车棚改造与充电桩征询"
        said = phone.text()
        for part in ("是否同意增设充电桩？", "车棚顶材质", "彩钢板", "38", "2026年12月30日（周三）18:00"):
            assert part in said
        phone.follow("main a.button--large")
        assert "/sign-in" in phone.page.url


def answer_from_a_phone(chromium: Browser, here: Installation, code: str, letter: papers.Letter) -> None:
    """From the letter's code to the receipt, and back again: the receipt stays what one sees."""
    with window(chromium, here.address, PHONE) as phone:
        before = fingerprint(here.engine)
        for _ in range(3):
            phone.open(letter.link)
        assert fingerprint(here.engine) == before, "opening a letter's address changed something"
        assert phone.page.locator("main button").count() == 1
        household.sign_in_by_letter(phone, letter.link)
        household.mark(phone, {1: "agree", 2: "1"})
        phone.page.reload()
        assert phone.page.locator("input[name='q2'][value='1']").is_checked(), "the draft was not kept on this phone"
        said = household.check(phone)
        assert WORDS.gettext("Agree") in said
        assert "彩钢板" in said
        assert ballots(here) == 0
        slip = household.send_twice_at_once(phone)
        assert ballots(here) == 1
        the_slip_is_in_the_book(chromium, here, phone, slip)
        going_back_shows_the_receipt(phone, slip)
        phone.open(letter.link)
        assert WORDS.gettext("A ballot is recorded for your household") in phone.text()
        assert phone.text("main form").count(WORDS.gettext("This was not us…")) == 1
        assert phone.open(f"/c/{code}/ballot").url.endswith("/receipt")


def the_slip_is_in_the_book(chromium: Browser, here: Installation, phone: Window, slip: str) -> None:
    """The code on the receipt's picture leads anyone to the signed promise and its line, without the choice."""
    (address,) = phone.codes(".confirmation_panel__picture")
    assert unquote(address).lower().startswith(f"{here.address}/r/")
    with window(chromium, here.address, PHONE, locale="en-GB") as neighbour:
        assert neighbour.open(address).status == 200
        assert neighbour.heading() == "This receipt is right"
        assert slip in neighbour.text()
        assert "Agree" not in neighbour.text()


def going_back_shows_the_receipt(phone: Window, slip: str) -> None:
    """The browser's own back button never leads to a ballot that could be sent again."""
    phone.page.go_back()
    assert household.slip_code(phone) == slip


def answer_by_typed_code(chromium: Browser, here: Installation, code: str, letter: papers.Letter) -> None:
    """At a laptop in English, with the room and the code in small letters and spaces."""
    with window(chromium, here.address, LAPTOP, locale="en-GB") as laptop:
        typed = letter.typed.lower().replace("-", " ")
        household.sign_in_by_code(laptop, code, letter.place, typed)
        household.mark(laptop, {1: "oppose", 2: "none"})
        assert "Oppose" in household.check(laptop)
        household.send(laptop)
    assert ballots(here) == 2


def answer_from_two_phones(chromium: Browser, here: Installation, code: str, letter: papers.Letter) -> None:
    """Two of one family, each with the letter: one ballot counts, and the other is told so."""
    with window(chromium, here.address, PHONE) as first, window(chromium, here.address, PHONE) as second:
        for phone, answer in ((first, "agree"), (second, "oppose")):
            household.sign_in_by_letter(phone, letter.link)
            household.mark(phone, {1: answer})
            household.check(phone)
        slip = household.send(first)
        second.follow(household.SEND)
        assert second.heading() == WORDS.gettext("Your household has already answered")
        second.follow("main a.button--main")
        assert household.slip_code(second) == slip
    assert ballots(here) == 3


def answer_without_script(chromium: Browser, here: Installation, letter: papers.Letter) -> None:
    """No page needs a script, and a reader may enlarge it on the way."""
    with window(chromium, here.address, PHONE, java_script_enabled=False) as phone:
        phone.open(letter.link)
        phone.follow(".reading_aids button[name='text'][value='200']")
        assert phone.page.locator("html.text-200").count() == 1
        household.sign_in_by_letter(phone, letter.link)
        slip = household.vote(phone, {1: "abstain", 2: "abstain"})
        assert phone.page.locator("html.text-200").count() == 1
        assert household.SLIP.fullmatch(slip)
    assert ballots(here) == 4


def answer_on_paper(here: Installation, secretary: Secretary, letters: list[papers.Letter]) -> None:
    """Sheets that other households handed in, one with a photo; a sheet of a household that answered is refused."""
    sheets = printed_ballots(here, secretary.code)
    serials, photo = papers.serials_of(sheets), papers.photographed(sheets)
    assert serials.keys() == {letter.place for letter in letters}
    for letter in letters[ON_PHONES : ON_PHONES + ON_PAPER]:
        said = secretary.enter_paper(serials[letter.place], {1: "agree", 2: "2"}, photo)
        assert household.SLIP.search(said), said
        photo = b""
    assert ballots(here) == ON_PHONES + ON_PAPER
    secretary.enter_paper(serials[letters[0].place], {1: "oppose"})
    assert secretary.window.page.locator(".error_summary").count() == 1
    assert ballots(here) == ON_PHONES + ON_PAPER


def printed_ballots(here: Installation, code: str) -> bytes:
    """Everybody's paper ballot, printed from the command line."""
    return Path(here.command("print", "ballots", code, "-o", str(here.settings.instance)).strip()).read_bytes()


def come_too_late(chromium: Browser, here: Installation, code: str, letter: papers.Letter) -> None:
    """Answers filled in before the end and sent after it: not taken, and said plainly."""
    with window(chromium, here.address, PHONE) as phone:
        here.hands.at = people.CLOSES_AT - timedelta(minutes=1)
        household.sign_in_by_letter(phone, letter.link)
        household.mark(phone, {1: "oppose"})
        household.check(phone)
        here.hands.at = people.AFTER
        assert phone.follow(household.SEND).status == 410
        assert "2026年12月30日（周三）18:00" in phone.text()
        phone.open(f"/c/{code}")
        assert phone.page.locator("main a.button--large").count() == 0


def everybody_says_the_same(chromium: Browser, here: Installation, secretary: Secretary) -> None:
    """Page, command, notice and the file inside the notice agree to the last figure, and the book is whole."""
    code = secretary.code
    counted = json.loads(here.command("tally", code, "--json"))
    assert (counted["electorate"], counted["valid"]) == (
        {"heads": people.HEADS, "area": people.AREA},
        ON_PHONES + ON_PAPER,
    )
    assert counted["returned"] == {"web": ON_PHONES, "paper": ON_PAPER, "doorstep": 0, "proxy": 0}
    # A second phone and a second way, and one sent after the end.
    assert (counted["double"], counted["late"]) == (2, 1)
    notice = secretary.result_notice()
    assert papers.attached_result(notice) == counted
    assert json.loads(secretary.window.fetch(f"{secretary.home}/result.json")[1]) == counted
    printed = reading.text_of(notice)
    with window(chromium, here.address, PHONE) as phone:
        phone.open(f"/c/{code}")
        for question in counted["questions"]:
            the_page_shows(phone, question, printed)
    (book,) = json.loads(here.command("ledger", "check", code, "--json"))
    assert (book["whole"], book["ballots"]) == (True, counted["valid"])
    anyone_recounts(chromium, here, code)


def anyone_recounts(chromium: Browser, here: Installation, code: str) -> None:
    """The browser fetches the package, counts it itself, and finds what was published."""
    with window(chromium, here.address, PHONE) as phone:
        phone.open(f"/c/{code}/book")
        phone.press("[data-recount] button")
        phone.page.wait_for_selector("[data-recount][data-status]")
        assert phone.page.locator(".recount__verdict").inner_text().startswith("✓ 全部相符")


def the_page_shows(phone: Window, question: dict[str, Any], printed: str) -> None:
    """Each answer's heads, area and percentages stand on the page, and on the notice in the same words."""
    rows = phone.page.locator(f"#result .question:nth-of-type({question['number']}) table tbody tr").all()
    shown = [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows]
    asked, whole = from_json(question["question"]), question["participating"]
    assert whole["heads"] > 0
    assert shown[:-1] == [
        expected_row(choice_label(WORDS, asked, key), weight, whole) for key, weight in question["counts"].items()
    ]
    for label, heads, share, area, area_share in shown[:-1]:
        for figure in (label, f"{heads}", share, area, area_share):
            assert reading.packed(figure) in printed, f"{label}: {figure} is not on the notice"


def expected_row(label: str, weight: dict[str, int], whole: dict[str, int]) -> list[str]:
    """A row from the exact counts."""
    shares = {measure: WORDS.percent(Fraction(weight[measure], whole[measure])) for measure in ("heads", "area")}
    return [
        label,
        WORDS.integer(weight["heads"]),
        shares["heads"],
        WORDS.square_metres(weight["area"]),
        shares["area"],
    ]


def ballots(here: Installation) -> int:
    """How many ballots count so far."""
    with Session(here.engine) as session:
        return session.scalar(select(func.count()).select_from(Ballot)) or 0
