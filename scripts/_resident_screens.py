"""Pictures of every screen that residents meet (docs/screens.md), and the ballot as a screen reader is told it.

The main ones come from the demo estate; states that the demo never gets into are reached as the browser tests reach
them, in the cast's estate. All at one fixed moment, on a phone of 360 px, so that they can be compared.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.visit import Audience
from consult.queries.consultations import ConsultationView
from scripts._screens import Stage, staged
from tests import a_picture, people, some_ideas
from tests.begun_visit import begin_visit
from tests.browser import household, test_every_state
from tests.browser.conftest import ARGUMENTS, browser_program
from tests.browser.installation import Installation, installed
from tests.browser.scene import Scene, make_scene
from tests.browser.visits import come_in, put, read_in
from tests.browser.window import PHONE, Window, window
from tests.databases import migrate
from tests.web.resident import test_other_questions

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "screens"
LARGEST = 60 * 1024
"""Bytes of one picture."""
TALLEST = 2000
"""CSS px: what lies further down is cut off."""

POSTED = people.CLOSES_AT + timedelta(hours=1)
"""A result hangs on the board."""
MOMENTS = {"ideas": some_ideas.BEFORE + timedelta(hours=1), "objection": POSTED + timedelta(minutes=5)}
OnDemo = Callable[[Stage, Window], None]


def at(path: str) -> OnDemo:
    """A page of the demo estate; `{open}` and `{closed}` stand for codes."""
    return lambda stage, here: here.open(path.format(**{s.value: code for s, code in stage.codes.items()})) and None


def letter(stage: Stage, here: Window) -> None:
    """The page behind the letter's code."""
    here.open(f"/h/{stage.welcome.letter}")


def ballot(stage: Stage, here: Window) -> None:
    """Signed in by the letter, with an answer marked."""
    household.sign_in_by_letter(here, f"{here.address}/h/{stage.welcome.letter}")
    household.mark(here, {1: "agree"})


def check(stage: Stage, here: Window) -> None:
    """The answers in words."""
    ballot(stage, here)
    household.check(here)


def not_sent(stage: Stage, here: Window) -> None:
    """The line breaks between checking and sending."""
    check(stage, here)
    here.context.set_offline(True)
    here.press(household.SEND)
    here.page.locator("[data-not-sent]").wait_for()


def own(page: str) -> OnDemo:
    """A page of the vote, signed in by the letter."""

    def reach(stage: Stage, here: Window) -> None:
        here.open(f"/h/{stage.welcome.letter}")
        here.follow("main form button")
        here.open(f"/c/{stage.codes[State.OPEN]}{page}")

    return reach


def receipt(stage: Stage, here: Window) -> None:
    """Casts the demo household's ballot; what comes after it finds it recorded."""
    check(stage, here)
    household.send(here)


CONTEST = "main form:has(input[value='contest'])"


def letter_answered(stage: Stage, here: Window) -> None:
    """The letter once the household has answered."""
    letter(stage, here)
    if not here.page.locator(CONTEST).count():
        receipt(stage, here)
        letter(stage, here)


def slip(stage: Stage, here: Window) -> None:
    """The check page of the demo household's own slip."""
    letter_answered(stage, here)
    here.follow(f"{CONTEST} button")
    here.open(f"/c/{stage.codes[State.OPEN]}/receipt")
    here.open(f"/r/{household.slip_code(here)}")


def recounted(stage: Stage, here: Window) -> None:
    """The book counted again in this browser."""
    here.open(f"/c/{stage.codes[State.CLOSED]}/book")
    here.press("[data-recount] button")
    here.page.wait_for_selector("[data-recount][data-status]")
    here.page.locator("[data-recount]").scroll_into_view_if_needed()


DEMO: Mapping[str, OnDemo] = {
    "front": at("/"),
    "question": at("/c/{open}"),
    "letter": letter,
    "sign-in": at("/sign-in?code={open}"),
    "ballot": ballot,
    "ballot-200": ballot,
    "ballot-contrast": ballot,
    "check": check,
    "not-sent": not_sent,
    "about-us": own("/about-us"),
    "receipt": receipt,
    "letter-answered": letter_answered,
    "slip": slip,
    "slip-form": at("/r"),
    "result": at("/c/{closed}"),
    "book": at("/c/{closed}/book"),
    "recount": recounted,
    "rule-sheet": at("/c/{open}/rules"),
    "privacy": at("/privacy"),
    "help": at("/help"),
}
"""In the order in which they can be taken: the demo household answers once."""


def of_scene(name: str) -> tuple[object, test_every_state.Reach]:
    """A state of the browser tests: who meets it, and how."""
    state = test_every_state.STATES[name]
    return state.who, state.reach


def thanked(here: Window, made: Scene) -> None:
    """A tenant's opinion is given."""
    test_every_state.opinion_sent(here, made)
    here.open(f"/c/{made.codes['tenants']}/opinion/receipt")


CHEN = people.CHEN_AYI
SCENE: Mapping[str, tuple[object, test_every_state.Reach]] = {
    "announced": of_scene("announced, to be read"),
    "ideas": ("ideas", test_every_state.at("/c/{ideas}/ideas")),
    "all-kinds": ("garden", test_every_state.at("/c/{garden}/ballot")),
    "who": of_scene("who is answering?"),
    "tenant": of_scene("tenant: the form"),
    "tenant-check": of_scene("tenant: answers to check"),
    "tenant-thanks": ("a tenant", thanked),
    "contest": (people.ZHAO_KE, test_every_state.at("/c/{open}/contest")),
    "two-ballots": of_scene("two ballots: the receipt"),
    "counting": of_scene("ended, not counted"),
    "objection": ("objector", test_every_state.at("/c/{posted}/objection")),
    "nothing-chosen": of_scene("ballot: nothing chosen"),
    "too-many": of_scene("ballot: too many chosen"),
    "form-stale": of_scene("ballot: the form's token is gone"),
    "signed-out": of_scene("ballot: signed in no more"),
    "answered-already": of_scene("ballot: answered already"),
    "wrong-code": of_scene("sign-in: a wrong code"),
    "wait": of_scene("sign-in: too many wrong codes"),
    "letter-unknown": of_scene("a letter never issued"),
    "letter-early": of_scene("a letter before the beginning"),
    "slip-mistyped": of_scene("a slip code mistyped"),
    "slip-unknown": of_scene("a slip code in no book"),
    "code-unknown": of_scene("front: a code nobody has"),
    "missing": of_scene("an address that is not there"),
}


@contextmanager
def scene() -> Iterator[tuple[Installation, Browser, Scene]]:
    """The cast's estate in every state, with ideas, a garden and somebody who objects."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        url = f"sqlite:///{folder}/screens.sqlite3"
        migrate(url)
        browser = driver.chromium.launch(executable_path=browser_program(), args=[*ARGUMENTS, "--lang=zh-CN"])
        with installed(url, Path(folder), people.MIDWAY) as here, Session(here.engine) as session:
            made = make_scene(session, here.app)
            _more(session, made)
            yield here, browser, made
        browser.close()


def _more(session: Session, made: Scene) -> None:
    """Three consultations that the browser tests do without, and who is signed in to each."""
    estate_id = people.make_estate(session, code="lilong-2")
    asking = some_ideas.make_asking_consultation(session, estate_id)
    for person, said in ((people.LIU_SAN, "车棚边上再装一盏灯，晚上太暗。"), (CHEN, "充电桩能不能离窗户远一点？")):
        kept = some_ideas.send(session, asking, person, said)
        some_ideas.let_through(session, asking, kept.id)
    garden = people.make_open_consultation(
        session, estate_id, rule="advisory", questions=test_other_questions.QUESTIONS, picture=a_picture.NAMED
    )
    posted = people.make_closed_consultation(session, estate_id)
    moments = {"ideas": (asking, some_ideas.BEFORE), "garden": (garden, people.MIDWAY), "objector": (posted, POSTED)}
    made.keys.update({name: _signed_in(session, *of) for name, of in moments.items()})
    made.codes.update(ideas=asking.code, garden=garden.code, posted=posted.code)


def _signed_in(session: Session, view: ConsultationView, now: datetime) -> tuple[str, str]:
    """The visit of a household of the cast to this consultation."""
    key = begin_visit(
        session,
        Audience.HOUSEHOLD,
        estate_id=view.estate.id,
        subject_id=people.elector_of(session, view, CHEN).id,
        consultation_id=view.id,
        now=now,
    )
    return Audience.HOUSEHOLD.value, key


def _webp(page: Page) -> bytes:
    """The page as it is, as good as fits into the limit."""
    page.evaluate("document.activeElement && document.activeElement.blur(); scrollTo(0, 0)")
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": width, "height": min(TALLEST, height)}
    with Image.open(BytesIO(page.screenshot(full_page=True, clip=clip))) as shot:
        picture = shot.convert("RGB").resize((540, round(540 * shot.height / shot.width)))
    for quality in (72, 60, 48, 36, 24):
        written = BytesIO()
        picture.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST:
            break
    return written.getvalue()


def from_demo(wanted: Container[str]) -> Iterator[tuple[str, bytes]]:
    """Name and picture of the screens that the demo estate shows."""
    with staged() as stage:
        for name in (name for name in DEMO if name in wanted):
            with stage.seen(PHONE, "zh", "200" if name.endswith("-200") else "100") as here:
                if name.endswith("-contrast"):
                    put(here.context, here.address, "consult_contrast", "high")
                DEMO[name](stage, here)
                yield name, _webp(here.page)


def from_scene(wanted: Container[str]) -> Iterator[tuple[str, bytes]]:
    """Name and picture of the states that only the browser tests reach."""
    with scene() as (served, browser, made):
        for name in (name for name in SCENE if name in wanted):
            who, reach = SCENE[name]
            served.hands.at = MOMENTS.get(name, people.MIDWAY)
            with window(browser, served.address, PHONE) as here:
                made.become(here, who, "zh")
                if name in MOMENTS:
                    audience, key = made.keys[who]
                    come_in(here.context, made.app, here.address, {audience: (key, MOMENTS[name])})
                    read_in(here.context, here.address, "zh")
                here.is_touched = False
                reach(here, made)
                yield name, _webp(here.page)


def heard() -> str:
    """The main part of the ballot, line by line as a screen reader is told it."""
    with staged() as stage, stage.seen(PHONE, "zh") as here:
        household.sign_in_by_letter(here, f"{here.address}/h/{stage.welcome.letter}")
        return here.page.locator("main").aria_snapshot()


@click.command()
@click.option("--only", multiple=True, type=click.Choice([*DEMO, *SCENE]), help="Take this picture; may be repeated.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, help="Where the pictures go.")
@click.option("--heard", "is_heard", is_flag=True, help="Print the ballot as a screen reader is told it, instead.")
def main(only: tuple[str, ...], folder: Path, is_heard: bool) -> None:
    """Take pictures of the screens that residents meet."""
    if is_heard:
        return click.echo(heard())
    folder.mkdir(parents=True, exist_ok=True)
    for take, known in ((from_demo, DEMO), (from_scene, SCENE)):
        wanted = set(only or known) & set(known)
        for name, picture in take(wanted) if wanted else ():
            (folder / f"{name}.webp").write_bytes(picture)
            click.echo(f"{name}.webp  {len(picture) // 1024} KB")
    return None


if __name__ == "__main__":
    sys.exit(main())
