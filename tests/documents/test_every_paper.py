"""What holds for every paper: nothing is lost, cut off or overprinted, codes scan, and a committee's text is text."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import Any, NoReturn

import pytest
from PIL import Image

from consult.documents import typesetter
from consult.documents.poster import poster_pdf
from consult.domain.refusal import Refusal
from consult.web.console.papers_made import MAKERS
from consult.wording.language import CHINESE, Words, words_for
from tests.a_picture import bomb
from tests.documents import reading
from tests.documents.archiving import unfit_to_keep
from tests.documents.every_paper import PAPERS
from tests.documents.givens import GIVENS, SIXTY, WORST
from tests.documents.rough_handling import unread
from tests.documents.scrutiny import faults, leading_elsewhere, pages_in_order
from tests.documents.sheets import POSTER

TWINS = frozenset(
    {
        *("poster a4", "poster a3", "proxy form", "result notice", "counting record to fill in"),
        *("minutes of a coordination", "minutes of a review"),
    }
)
"""Papers of which another one prints the same and more: left to scripts/prove/papers and to the exhaustive run."""


def chosen(names: Iterable[str]) -> list[Any]:
    """The papers' names, with the twins marked."""
    return [pytest.param(name, marks=pytest.mark.exhaustive) if name in TWINS else name for name in names]


NAMES = chosen(PAPERS)
CODED = chosen(name for name, paper in PAPERS.items() if paper.codes)

ENCLOSE = ("result notice", "result by building", "advisory result", "counting record")
"""Papers with the machine-readable figures inside."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A paper made of the worst texts, and what was asked for while it was made."""

    pdf: bytes
    asked: frozenset[str]


@cache
def laid_out(name: str, given: str = "the worst of texts") -> LaidOut:
    """A paper made once for all that looks at it; nothing may reach for the network meanwhile."""
    asked = set()
    fetch = typesetter.OwnAssets.fetch

    def noted(self: typesetter.OwnAssets, url: str, headers: object = None) -> Any:
        asked.add(url)
        return fetch(self, url, headers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetter.OwnAssets, "fetch", noted)
        patch.setattr(socket.socket, "connect", _forbidden)
        return LaidOut(PAPERS[name].make(GIVENS[given], words_for(CHINESE)), frozenset(asked))


def _forbidden(*_: object) -> NoReturn:
    raise AssertionError("a paper reached for the network")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_cut_off_or_overprinted(name: str, zh: Words) -> None:
    assert not list(faults(PAPERS[name], laid_out(name).pdf, WORST, zh))


def test_sixty_questions_are_not_cut(zh: Words) -> None:
    made = laid_out("notice", "sixty questions")
    assert not list(faults(PAPERS["notice"], made.pdf, SIXTY, zh))


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_is_sound_and_says_what_it_is(name: str) -> None:
    paper = PAPERS[name]
    assert not list(unfit_to_keep(laid_out(name).pdf, "zh-Hans-CN", paper))


@pytest.mark.parametrize("name", CODED)
def test_the_code_is_read_after_rough_treatment(name: str) -> None:
    assert not list(unread(laid_out(name).pdf, PAPERS[name].codes))


@pytest.mark.parametrize("name", CODED)
def test_every_code_leads_to_our_own_host(name: str) -> None:
    assert not list(leading_elsewhere(laid_out(name).pdf))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_read_or_fetched_for_a_committees_text(name: str) -> None:
    """Nothing is even asked for beyond the papers' own assets."""
    made = laid_out(name)
    assert {url.partition(":")[0] for url in made.asked} <= {"css", "font", "sheet"}
    assert "root:" not in "".join(pages_in_order(made.pdf))
    assert name in ENCLOSE or "/EmbeddedFiles" not in reading.opened(made.pdf).Root.get("/Names", {})


def test_no_paper_of_the_console_escapes_these_tests() -> None:
    assert {paper.kind for paper in PAPERS.values()} == set(MAKERS)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/x", "data:text/css,p{}", "//a.example/x"]
)
def test_what_is_not_a_papers_own_is_never_fetched(address: str) -> None:
    with pytest.raises(ValueError, match="fetch nothing from outside"):
        typesetter.OwnAssets({}).fetch(address)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("\0", id="null"),
        pytest.param("\x01\x08\x1b\x7f\x85", id="control characters"),
        pytest.param("\ufffe\uffff", id="no characters"),
        pytest.param("\ud800", id="half a character"),
        pytest.param("\u202e\u2066\u200f\u2069", id="marks that turn the direction"),
        pytest.param("\u2028\u2029\u200b\ufeff", id="unseen breaks"),
    ],
)
def test_unprintable_characters_do_no_harm(said: str, zh: Words) -> None:
    """What stands before and after them is printed, in its order."""
    pdf = poster_pdf(replace(POSTER, title={"zh": f"车棚{said}翻新"}), zh)
    assert "车棚翻新" in reading.text_of(pdf)
    assert reading.is_sound(pdf)


def photo() -> bytes:
    """A photo of noise, which takes room."""
    kept = BytesIO()
    Image.effect_noise((200, 150), 60).save(kept, "JPEG")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        pytest.param(b"", "picture-missing", id="missing"),
        pytest.param(bomb(10_000, 8_000), "picture-too-many-pixels", id="80 megapixels"),
        pytest.param(bomb(60_000, 60_000), "picture-too-many-pixels", id="3600 megapixels"),
        pytest.param(
            b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
            "picture-unreadable",
            id="a drawing that names a file",
        ),
        pytest.param(photo()[:-2_000], "picture-unreadable", id="a photo of which the end is missing"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture-unreadable", id="a program"),
    ],
)
def test_a_picture_that_cannot_be_printed_is_refused(picture: bytes, reason: str, zh: Words) -> None:
    with pytest.raises(Refusal, match=reason):
        poster_pdf(replace(POSTER, picture=picture), zh)


def test_a_poster_that_is_too_full_is_refused(zh: Words) -> None:
    with pytest.raises(Refusal, match="poster-too-full"):
        poster_pdf(replace(POSTER, title={"zh": "长" * 5_000}), zh)
