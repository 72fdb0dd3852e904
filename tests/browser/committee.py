"""What the committee's secretary does at the console, by pressing what stands on the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from consult import clock
from tests.browser.messy_roll import FILE_NAME, messy_roll
from tests.browser.window import Window
from tests.people import SECRETARY
from tests.second_factor import shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "车棚改造与充电桩征询"
LOGIN, PASSWORD = "qianmin", "a long walk to the market"


@dataclass
class Secretary:
    """The secretary at a laptop, and the code of the consultation once there is one."""

    window: Window
    code: str = ""
    app_secret: str = ""

    @property
    def home(self) -> str:
        """The consultation's page in the console."""
        return f"/console/c/{self.code}"

    def make_account(self, link: str) -> None:
        """Open the one-time link, choose a password, and set up an app."""
        page = self.window.page
        self.window.open(link)
        page.fill("#name", SECRETARY.name)
        page.fill("#login", LOGIN)
        page.fill("#password", PASSWORD)
        self.window.follow("main form button.button--main")
        self._set_up_app()

    def _set_up_app(self) -> None:
        """The second lock that comes first: scan, type a code, keep the codes for the drawer."""
        page = self.window.page
        page.wait_for_url("**/staff/me/second-factor")
        self.window.follow("main form[action$='/me/app'] button.button--main")
        page.locator("main summary").click()
        self.app_secret = self.window.text(".typed_secret").replace(" ", "")
        [scanned] = self.window.codes(".enrolment_code")
        assert f"secret={self.app_secret}" in scanned
        self._type_code()
        assert len(page.locator(".recovery_codes li").all()) == 10
        self.window.follow("main a.button--main")
        page.wait_for_url("**/console")

    def _type_code(self) -> None:
        self.window.page.fill("#code", shown(clock.now(), secret=self.app_secret))
        self.window.follow("main form button.button--main")

    def come_again(self) -> None:
        """Another day: the visit has ended; sign in with name, password and a code where one is led to."""
        page = self.window.page
        self.window.open("/console")
        assert "/staff/sign-in" in page.url
        page.fill("#login", LOGIN)
        page.fill("#password", PASSWORD)
        self.window.follow("main form button.button--main")
        self._type_code()
        page.wait_for_url("**/console")

    def hand_in_roll(self, content: bytes) -> str:
        """Hand a workbook in for checking; what the check says."""
        self.window.open("/console/roll")
        self.window.page.set_input_files("#file", {"name": FILE_NAME, "mimeType": XLSX, "buffer": content})
        self.window.follow("main form[action$='/roll/check'] button.button--main")
        return self.window.text()

    def import_roll(self) -> str:
        """Import what has just been checked; what the console says about it."""
        self.window.follow("form[action$='/roll/import'] button.button--main")
        return self.window.text("main [role=status]")

    def report(self) -> bytes:
        """The checked workbook, downloaded by its button."""
        with self.window.page.expect_download() as download:
            self.window.press("button[formaction$='/roll/report']")
        return Path(download.value.path()).read_bytes()

    def adopt_electronic_voting(self) -> None:
        """Write down the owners' resolution by which answers on the web count."""
        page = self.window.page
        self.window.open("/console/standing")
        page.fill("#number", "业主大会决议2026-1")
        page.fill("#on", "2026-10-18")
        self.window.follow("main form button.button--main")
        assert page.locator("main [role=status]").count() == 1

    def write_draft(self) -> None:
        """Fill in the form: a consent question, and a choice between two roofs with their cost."""
        page = self.window.page
        self.adopt_electronic_voting()
        self.window.open("/console/new")
        page.fill("#title_zh", TITLE)
        page.fill("#title_en", "Shed renewal and chargers")
        page.fill("#intro_zh", "车棚顶漏水多年，电动车充电没有固定地点。")
        page.fill("#notice_on", "2026-12-01")
        page.fill("#opens_at", "2026-12-16T09:00")
        page.fill("#closes_at", "2026-12-30T18:00")
        page.fill("#q1_title_zh", "是否同意增设充电桩？")
        page.fill("#q1_title_en", "Shall chargers be added?")
        self.window.follow("button[value='add-question']")
        page.select_option("#q2_type", "choose-one")
        self.window.follow("#question-2 button[value='refresh']")
        page.fill("#q2_title_zh", "车棚顶材质")
        page.fill("#q2_title_en", "Roof of the shed")
        for at, (label, cost) in enumerate((("彩钢板", "38000"), ("阳光板", "45000.00")), start=1):
            page.fill(f"#q2o{at}_label_zh", label)
            page.fill(f"#q2o{at}_cost", cost)
        self.window.follow("form button.button--main[value='save']")
        page.wait_for_url("**/console/c/*")
        self.code = page.url.partition("#")[0].rpartition("/")[2]

    def announce(self) -> None:
        """Announce, after reading what that cannot undo."""
        self._confirmed("announce")

    def close(self) -> None:
        """Close and count, after reading what that cannot undo."""
        self._confirmed("close")

    def _confirmed(self, deed: str) -> None:
        self.window.open(self.home)
        self.window.follow(f"main a[href$='/{deed}']")
        self.window.follow(f"main form[action$='/{deed}'] button")
        assert self.window.page.locator("main [role=status]").count() == 1

    def open(self) -> None:
        """Open for answers."""
        self.window.open(self.home)
        self.window.follow("main form[action$='/open'] button")
        assert self.window.page.locator("main [role=status]").count() == 1

    def poster(self) -> bytes:
        """The A4 poster in both languages, printed by the button on its preview."""
        return self._paper("poster-a4", "both")

    def result_notice(self) -> bytes:
        """The result notice in Chinese, printed by the button on its preview."""
        return self._paper("result", "zh")

    def _paper(self, kind: str, language: str) -> bytes:
        page = self.window.page
        self.window.open(self.home)
        self.window.follow(f"main .paper_list a[href*='/papers/{kind}/preview']")
        if page.locator(f"nav a[href$='language={language}']").count():
            self.window.follow(f"nav a[href$='language={language}']")
        with page.expect_download() as download:
            self.window.press(f"form[action$='/prints/paper/{kind}?language={language}'] button.button--main")
        return Path(download.value.path()).read_bytes()

    def letters(self) -> bytes:
        """Everybody's letters, made by the form's button."""
        page = self.window.page
        self.window.open(f"{self.home}/letters")
        page.check("input[name='whom'][value='all']")
        self.window.follow("main form button.button--main")
        self.window.follow("main form[method='post'] button.button--main")
        page.wait_for_selector("form[action*='/files/'] button", timeout=120_000)
        with page.expect_download() as download:
            self.window.press("form[action*='/files/'] button")
        return Path(download.value.path()).read_bytes()

    def enter_paper(self, serial: str, answers: dict[int, str], photo: bytes = b"") -> str:
        """Type in a sheet; what the console says."""
        page = self.window.page
        self.window.open(f"{self.home}/paper")
        page.fill("#serial", serial)
        for number, value in answers.items():
            page.check(f"input[name='q{number}'][value='{value}']")
        if photo:
            page.set_input_files("#photo", {"name": "sheet.png", "mimeType": "image/png", "buffer": photo})
        self.window.follow("main form button.button--main")
        return self.window.text()


def good_roll() -> bytes:
    """The workbook as it is handed in the second time."""
    return messy_roll()


def faulty_roll() -> bytes:
    """The workbook with room 101 of building 1 in it twice."""
    return messy_roll(doubled="101")
