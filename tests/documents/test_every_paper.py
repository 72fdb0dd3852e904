"""What holds for every paper: nothing is lost, cut off or overprinted, codes scan, and a committee's text is text."""

from __future__ import annotations

import socket
import zlib
from dataclasses import replace
from struct import pack
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest

from consult.documents import typesetter
from consult.documents.poster import poster_pdf
from consult.domain.question import Option
from consult.domain.refusal import Refusal
from consult.wording.language import CHINESE, Words, words_for
from tests.documents import reading
from tests.documents.every_paper import GIVENS as GIVENS
from tests.documents.every_paper import HOST, OPTIONS, PAPERS, PLAIN, Given, printed
from tests.documents.scrutiny import expected, faults, pages_in_order, unfit_to_keep, unread
from tests.documents.sheets import POSTER

BRIEFLY = [
    *((name, "long texts", CHINESE) for name in PAPERS),
    ("notice", "sixty questions", CHINESE),
]
"""Long texts on every paper, and the most questions there are."""

HOSTILE = (
    "<script>alert(1)</script><img src='file:///etc/passwd'><style>@import url(http://127.0.0.1:9/x);"
    "p{background:url(http://127.0.0.1:9/y)}</style><link rel=attachment href='file:///etc/passwd'>"
    "{% raw %}&lt;"
)


@pytest.mark.parametrize(("name", "given", "language"), BRIEFLY, ids=lambda said: str(said))
def test_nothing_is_lost_cut_off_or_overprinted(name: str, given: str, language: str) -> None:
    pdf, words = printed(name, given, language), words_for(language)
    assert not list(faults(PAPERS[name], pdf, GIVENS[given], words))


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_sound_and_says_what_it_is(name: str) -> None:
    pdf, paper = printed(name, "long texts", CHINESE), PAPERS[name]
    assert not list(unfit_to_keep(pdf, "zh-Hans-CN", is_stamped=paper.is_stamped, is_archived=paper.is_archived))


@pytest.mark.parametrize("name", [name for name, paper in PAPERS.items() if paper.codes])
def test_the_code_is_read_after_rough_treatment(name: str) -> None:
    assert not list(unread(printed(name, "long texts", CHINESE), PAPERS[name]))


@pytest.mark.parametrize("name", [name for name, paper in PAPERS.items() if paper.codes])
def test_every_code_leads_to_our_own_host(name: str) -> None:
    for page in reading.codes(printed(name, "long texts", CHINESE)):
        for text in page:
            assert "://" not in text or urlsplit(text).hostname == HOST


def hostile() -> Given:
    """A committee's texts as somebody who means harm would write them."""
    text = {"zh": HOSTILE, "en": HOSTILE}
    asked = [replace(question, title=text) for question in PLAIN.questions[:1]]
    optional = replace(OPTIONS.questions[0], options=(Option("a", text), Option("b", {"zh": "乙"})), number=2)
    return Given(
        title=text, prose=text, issuer={"zh": "<b>业委会</b>"}, questions=(*asked, optional), room="<i>301</i>"
    )


@pytest.mark.parametrize("name", PAPERS)
def test_a_committees_text_is_only_text(name: str, zh: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read or fetched for it: not even asked for beyond the papers' own assets."""
    asked = []
    fetch = typesetter.OwnAssets.fetch

    def noted(self: typesetter.OwnAssets, url: str, headers: object = None) -> Any:
        asked.append(url)
        return fetch(self, url, headers)

    def forbidden(*_: object) -> NoReturn:
        raise AssertionError("a paper reached for the network")

    monkeypatch.setattr(typesetter.OwnAssets, "fetch", noted)
    monkeypatch.setattr(socket.socket, "connect", forbidden)
    given, paper = hostile(), PAPERS[name]
    pdf = paper.make(given, zh)
    assert {url.partition(":")[0] for url in asked} <= {"css", "font", "sheet"}
    whole = "".join(pages_in_order(pdf))
    assert not [said for said in expected(paper, given, zh) if said[:40] not in whole]
    assert "root:" not in whole
    encloses = name in ("result notice", "counting record")
    assert encloses or "/EmbeddedFiles" not in reading.opened(pdf).Root.get("/Names", {})


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


def bomb(wide: int, high: int) -> bytes:
    """A PNG that says how large it is in a few bytes."""
    header = pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))


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
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture-unreadable", id="a program"),
    ],
)
def test_a_picture_that_cannot_be_printed_is_refused(picture: bytes, reason: str, zh: Words) -> None:
    with pytest.raises(Refusal, match=reason):
        poster_pdf(replace(POSTER, picture=picture), zh)


def test_a_poster_that_is_too_full_is_refused(zh: Words) -> None:
    with pytest.raises(Refusal, match="poster-too-full"):
        poster_pdf(replace(POSTER, title={"zh": "长" * 5_000}), zh)
