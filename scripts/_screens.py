"""Pictures of the main screens and papers, made from the demo estate at one fixed moment, so that they can be compared.

Every picture is a small WebP file that the READMEs can show.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.orm import Session

from consult.actions.invite_staff import make_sign_in_link
from consult.cli.demo.load import Welcome, load_demo, welcome
from consult.cli.demo.story import SECRETARY
from consult.domain.consultation import State
from consult.queries.consultations import consultations_of
from tests.browser import household
from tests.browser.conftest import ARGUMENTS, browser_program
from tests.browser.installation import Installation, installed
from tests.browser.visits import read_in
from tests.browser.window import LAPTOP, PHONE, Window, window
from tests.databases import migrate
from tests.documents import reading

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PUBLIC_URL = "https://heyi.wutongli.example"
NOW = datetime(2026, 12, 9, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai."""
LARGEST = 120 * 1024
"""Bytes of one picture."""
TALLEST = 1500
"""CSS px of a screen: what lies further down is cut off."""


@dataclass(frozen=True)
class Stage:
    """The demo estate being served, a browser, and the keys to everything."""

    browser: Browser
    here: Installation
    estate_id: int
    welcome: Welcome
    codes: Mapping[State, str]

    @contextmanager
    def seen(self, shape: Mapping[str, object], language: str, text: str = "100") -> Iterator[Window]:
        """A window of somebody who reads this language at this text size."""
        with window(self.browser, self.here.address, {**shape, "device_scale_factor": 2}) as opened:
            read_in(opened.context, opened.address, language, text)
            opened.is_touched = False  # a finger leaves a blue shade on the picture
            yield opened


Picture = Callable[[Stage, str], bytes]


def phone(path: str, text: str = "100") -> Picture:
    """What anybody sees at a path on a phone."""

    def take(stage: Stage, language: str) -> bytes:
        with stage.seen(PHONE, language, text) as opened:
            opened.open(_path(stage, path))
            return _screen(opened)

    return take


def _path(stage: Stage, path: str) -> str:
    return path.format(**{state.value: code for state, code in stage.codes.items()})


def letter(stage: Stage, language: str) -> bytes:
    """What a household sees when it has scanned its letter."""
    with stage.seen(PHONE, language) as opened:
        opened.open(f"/h/{stage.welcome.letter}")
        return _screen(opened)


def ballot(text: str = "100") -> Picture:
    """The ballot with an answer marked."""

    def take(stage: Stage, language: str) -> bytes:
        with stage.seen(PHONE, language, text) as opened:
            household.sign_in_by_letter(opened, f"{stage.here.address}/h/{stage.welcome.letter}")
            household.mark(opened, {1: "agree"})
            return _screen(opened)

    return take


def receipt(stage: Stage, language: str) -> bytes:
    """The receipt; taking it casts the demo household's ballot."""
    with stage.seen(PHONE, language) as opened:
        household.sign_in_by_letter(opened, f"{stage.here.address}/h/{stage.welcome.letter}")
        household.vote(opened, {1: "agree"})
        return _screen(opened)


def console(path: str) -> Picture:
    """What the committee's secretary sees at a path on a laptop."""

    def take(stage: Stage, language: str) -> bytes:
        with stage.seen(LAPTOP, language) as opened:
            _come_in(stage, opened)
            opened.open(_path(stage, path))
            return _screen(opened)

    return take


def _come_in(stage: Stage, opened: Window) -> None:
    with Session(stage.here.engine) as session:
        secret = stage.here.settings.secret_key
        link = make_sign_in_link(session, stage.estate_id, SECRETARY.login, secret=secret, now=NOW)
    opened.open(f"/staff/{link}")
    opened.follow("main form button")


def paper(kind: str, state: State, *options: str, page: int = 0) -> Picture:
    """A page of a paper, printed by the command and rasterised."""

    def take(stage: Stage, language: str) -> bytes:
        chosen = ("--language", language, *options)
        with tempfile.TemporaryDirectory() as folder:
            said = stage.here.command("print", kind, stage.codes[state], "-o", folder, *chosen)
            pdf = Path(said.splitlines()[-1].strip()).read_bytes()
        sheet = list(reading.pictures(pdf, 110, grayscale=False))[page]
        framed = Image.new("RGB", (sheet.width + 2, sheet.height + 2), "#d8dad2")
        framed.paste(sheet.convert("RGB"), (1, 1))
        return _webp(framed)

    return take


def _screen(opened: Window) -> bytes:
    page = opened.page
    page.evaluate("document.activeElement && document.activeElement.blur(); scrollTo(0, 0)")
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": width, "height": min(TALLEST, height)}
    with Image.open(BytesIO(page.screenshot(full_page=True, clip=clip))) as shot:
        return _webp(shot.convert("RGB"))


def _webp(picture: Image.Image) -> bytes:
    """As good as fits into the limit."""
    for quality in (86, 78, 68, 55, 40, 28):
        written = BytesIO()
        picture.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST:
            break
    return written.getvalue()


PICTURES: Mapping[str, Picture] = {
    "question": phone("/c/{open}"),
    "letter-scanned": letter,
    "sign-in": phone("/sign-in?code={open}"),
    "ballot": ballot(),
    "ballot-large": ballot("200"),
    "receipt": receipt,
    "result": phone("/c/{closed}"),
    "book": phone("/c/{closed}/book"),
    "console-home": console("/console"),
    "console-watch": console("/console/c/{open}"),
    "console-draft": console("/console/c/{draft}/edit"),
    "console-paper": console("/console/c/{open}/paper"),
    "console-roll": console("/console/roll"),
    "paper-poster": paper("poster", State.OPEN),
    "paper-letter": paper("letters", State.OPEN, "--building", "3", "--reissue"),
    "paper-ballot": paper("ballots", State.OPEN, "--building", "3"),
    "paper-notice": paper("notice", State.OPEN),
    "paper-rule-sheet": paper("rule-sheet", State.OPEN),
    "paper-result": paper("result", State.CLOSED),
}
"""All pictures, in the order they can be taken: the demo household answers once, and new letters end its own."""

SHOWN = (
    "question",
    "ballot-large",
    "receipt",
    "result",
    "book",
    "console-watch",
    "console-draft",
    "console-paper",
    "console-roll",
    "paper-notice",
    "paper-rule-sheet",
    "paper-poster",
    "paper-ballot",
    "paper-result",
    "paper-letter",
)
"""The pictures that both READMEs show."""


@contextmanager
def staged() -> Iterator[Stage]:
    """Load the demo estate into a folder of its own and serve it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        url = f"sqlite:///{folder}/pictures.sqlite3"
        migrate(url)
        browser = driver.chromium.launch(executable_path=browser_program(), args=[*ARGUMENTS, "--lang=zh-CN"])
        with installed(url, Path(folder), NOW, PUBLIC_URL) as here:
            yield _stage(browser, here)
        browser.close()


def _stage(browser: Browser, here: Installation) -> Stage:
    secret = here.settings.secret_key
    with Session(here.engine) as session:
        estate_id = load_demo(session, secret=secret, now=NOW, progress=lambda _done, _total: None)
        views = consultations_of(session, estate_id)
        return Stage(
            browser,
            here,
            estate_id,
            welcome(session, estate_id, secret=secret, now=NOW),
            {view.state: view.code for view in views},
        )


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(PICTURES)), help="Take this picture; may be repeated.")
@click.option("--all", "is_all", is_flag=True, help="Take every picture, not only those that the READMEs show.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, help="Where the pictures go.")
@click.option("--language", "languages", multiple=True, type=click.Choice(["zh", "en"]), help="Both, unless given.")
def main(only: tuple[str, ...], is_all: bool, folder: Path, languages: tuple[str, ...]) -> None:
    """Take pictures of the main screens and papers from the demo estate."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in languages or ("zh", "en"):
        wanted = only or (tuple(PICTURES) if is_all else SHOWN)
        with staged() as stage:
            for name in (name for name in PICTURES if name in wanted):
                picture = PICTURES[name](stage, language)
                (folder / f"{name}-{language}.webp").write_bytes(picture)
                click.echo(f"{name}-{language}.webp  {len(picture) // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
