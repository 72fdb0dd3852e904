"""Taking a roll file in, as the committee does: whole or not at all, and what is said to be there is there."""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from traceback import format_exception

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.import_roll import import_roll
from consult.domain.refusal import Refusal
from consult.domain.roll_file.reading import read_roll
from consult.models.roll import Roll, RollUnit
from consult.spreadsheets.reading import read_spreadsheet
from tests.matters import OPENS_AT
from tests.rolls.bad_files import BadFile

_HIDDEN = re.compile(r'name="(fingerprint|name)" value="([^"]*)"')
Standing = tuple[int, int]
"""How many versions of the roll there are, and how many rows in all of them."""


@dataclass
class Loading:
    """An estate that files are taken in for, and what became of them."""

    session: Session
    estate_id: int
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def standing(self) -> Standing:
        """What is kept now."""
        self.session.rollback()
        versions = self.session.scalar(select(func.count()).select_from(Roll).where(Roll.estate_id == self.estate_id))
        mine = RollUnit.estate_id == self.estate_id
        rows = self.session.scalar(select(func.count()).select_from(RollUnit).where(mine))
        self.session.rollback()
        return versions or 0, rows or 0

    def take(self, file: BadFile, load: Callable[[BadFile], tuple[str, int]]) -> None:
        """Try to take one file in: nothing changes, or one version more with exactly as many rows as were said."""
        before = self.standing()
        try:
            end, said = load(file)
        except Exception as fault:
            self.faults.append(f"{file.wrong}, {file.name}: {''.join(format_exception(fault)[-2:])}")
            self.session.rollback()
            return
        after = self.standing()
        wanted = (before[0] + 1, before[1] + said) if said else before
        self.ends["loaded" if said else end] += 1
        if after != wanted:
            self.faults.append(f"{file.wrong}, {file.name}: {end}, said {said}; {before} became {after}")
        if said and file.must_be_refused:
            self.faults.append(f"{file.wrong}, {file.name}: {said} units were imported")
        if said:
            self._is_whole(file, said)

    def _is_whole(self, file: BadFile, said: int) -> None:
        """Every home of the newest version stands there once, with a name of its own."""
        newest = select(Roll.id).where(Roll.estate_id == self.estate_id).order_by(Roll.version.desc()).limit(1)
        mine = (RollUnit.estate_id == self.estate_id, RollUnit.roll_id == newest.scalar_subquery())
        places = self.session.execute(select(RollUnit.building, RollUnit.entrance, RollUnit.room).where(*mine)).all()
        if len(set(places)) != said or any(not building or not room for building, _, room in places):
            self.faults.append(f"{file.wrong}, {file.name}: {len(set(places))} homes of {said}")
        self.session.rollback()

    def by_deed(self, file: BadFile) -> tuple[str, int]:
        """Through the same reading and the same deed as the console's upload."""
        try:
            reading = read_roll(read_spreadsheet(file.content, file.name), file.name)
            digest = hashlib.sha256(file.content).hexdigest()
            done = import_roll(
                self.session, self.estate_id, reading, by="钱敏", now=OPENS_AT, file_name=file.name, file_sha256=digest
            )
        except Refusal as refusal:
            return refusal.reason, 0
        return "loaded", done.units


def by_console(client: FlaskClient) -> Callable[[BadFile], tuple[str, int]]:
    """Through the console's own pages: the file is checked, and what could be checked is imported."""

    def load(file: BadFile) -> tuple[str, int]:
        sent = {"file": (io.BytesIO(file.content), file.name)}
        checked = client.post("/console/roll/check", data=sent, buffered=True)
        checked.request.input_stream.close()
        _refuse_fault(checked.status_code)
        hidden = dict(_HIDDEN.findall(checked.text))
        if checked.status_code != 200 or "fingerprint" not in hidden:
            return f"page {checked.status_code}", 0
        done = client.post("/console/roll/import", data=hidden, buffered=True)
        _refuse_fault(done.status_code)
        if done.status_code != 303:
            return f"page {done.status_code}", 0
        page = client.get("/console/roll", buffered=True).text
        said = re.search(r"(?:Imported: |行，)([0-9,]+)", page)
        return "loaded", int(said[1].replace(",", "")) if said else -1

    return load


def _refuse_fault(status: int) -> None:
    if status >= 500 or status in (401, 403):
        raise AssertionError(f"status {status}")
