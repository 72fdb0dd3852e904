"""A building leader and a phone: what they press at a door, counted press by press."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.assign_buildings import add_leader
from consult.actions.enrol_device import make_enrolment
from consult.documents.qr import svg
from consult.domain.question import Question
from consult.models.doorstep import DoorstepEntry
from consult.queries.consultations import ConsultationView
from tests import people
from tests.browser.installation import Installation
from tests.doorstep.rounds import CHANNELS, LEADER

PIN = "135790"
_CAMERA = """(picture) => { navigator.mediaDevices.getUserMedia = async () => {
  const image = new Image(); image.src = picture; await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: 640, height: 480});
  const pen = canvas.getContext("2d");
  setInterval(() => {
    pen.fillStyle = "#fff"; pen.fillRect(0, 0, 640, 480); pen.drawImage(image, 200, 120, 240, 240);
  }, 50);
  return canvas.captureStream(20);
}; }"""


@dataclass
class Beat:
    """An open consultation, and the leader who walks building 1 (and more, if said)."""

    here: Installation
    view: ConsultationView
    leader_id: int

    def token(self) -> str:
        """A fresh one-time code of the console."""
        with Session(self.here.engine) as session:
            made = make_enrolment(
                session,
                self.view.estate.id,
                self.leader_id,
                by=people.SECRETARY.name,
                secret=self.here.settings.secret_key,
                now=self.here.hands(),
            )
            session.commit()
            return made


def begin_beat(here: Installation, *buildings: str, questions: tuple[Question, ...] = (people.CONSENT,)) -> Beat:
    """Open a consultation in an estate of its own and let a leader walk these buildings (1, where none is named)."""
    with Session(here.engine) as session:
        view = people.make_open_consultation(session, channels=CHANNELS, questions=questions)
        leader = add_leader(session, view.estate.id, LEADER, buildings or ("1",), now=here.hands())
        session.commit()
        return Beat(here, view, leader)


@dataclass
class Phone:
    """The leader's phone; `taps` counts presses, not letters typed."""

    context: BrowserContext
    page: Page
    beat: Beat
    taps: int = 0
    troubles: list[str] = field(default_factory=list)
    address: str = ""
    """Where the phone finds the server; the installation's own address, unless something lies between."""

    @property
    def app(self) -> str:
        """The app's address."""
        return f"{self.address or self.beat.here.address}/doorstep/"

    def tap(self, selector: str) -> None:
        """Press something that is there."""
        self.page.locator(selector).first.tap()
        self.taps += 1

    def do(self, name: str) -> None:
        """Press a button by its name in the app."""
        self.tap(f"[data-do='{name}']")

    def go_to_door(self, room: str) -> None:
        """Press a room of the grid."""
        self.tap(f"[data-room='{room}']")

    def begin(self) -> None:
        """From the scanned code to the rooms."""
        self.page.goto(f"{self.app}#e={self.beat.token()}")
        self.tap("button[type=submit]")
        self.type_pin()
        self.page.locator("text=请再输一遍").wait_for()
        self.type_pin()
        self.page.locator(".room").first.wait_for()

    def wait_until_kept(self) -> None:
        """Until the app opens without a network."""
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")

    def type_pin(self, pin: str = PIN) -> None:
        """Type the PIN with a thumb."""
        for digit in pin:
            self.do(f"digit-{digit}")

    def unlock(self) -> None:
        """Open the rooms."""
        self.type_pin()
        self.page.locator(".room").first.wait_for()

    def restart(self) -> None:
        """The page is killed as a phone kills it, and opened anew."""
        self.page.close(run_before_unload=False)
        self.page = self.context.new_page()
        self.page.goto(self.app)
        self.page.locator("#pin").wait_for()

    def unsent(self) -> int:
        """The number that is always in sight."""
        return int(self.page.locator(".door_head__unsent").inner_text().replace("：", ":").rpartition(":")[2])

    def send_all(self) -> None:
        """Ask for everything to be sent at once, and wait for it."""
        self.do("unsent")
        self.do("send-now")
        self.wait_until_sent()
        self.do("rooms")

    def wait_until_sent(self, patience: float = 30_000) -> None:
        """Until everything has been acknowledged."""
        self.page.wait_for_function(
            "() => /[：:] ?0$/.test(document.querySelector('.door_head__unsent').textContent)", timeout=patience
        )

    def show_to_camera(self, serial: str) -> None:
        """Let the phone's camera see a ballot with this serial's code."""
        picture = base64.b64encode(svg(serial).encode()).decode()
        self.page.evaluate(_CAMERA, f"data:image/svg+xml;base64,{picture}")


def arrived(beat: Beat) -> dict[str, int]:
    """What the estate has been told so far, by what came of it."""
    with Session(beat.here.engine) as session:
        rows = session.execute(select(DoorstepEntry.status, func.count()).group_by(DoorstepEntry.status))
        return {row[0]: row[1] for row in rows}
