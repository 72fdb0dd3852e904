"""Numbered sheets in the published book: by a mark that tells nobody's door, and that anyone can hold against OPEN."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.domain.serial import sheet_mark, sheet_salt
from consult.models.consultation import Consultation
from consult.packaging.public_package import write_package
from consult.queries.consultations import consultation_of_id
from consult.queries.package import public_package
from consult.verifier.verify import SHEETS, examine
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import AFTER, MIDWAY
from tests.verifier.packages import Forgery

pytestmark = pytest.mark.one_database


def packed(session: Session) -> tuple[bytes, list[str]]:
    """A vote with two sheets entered, one of them void; its package, and the serials that were used."""
    view = people.make_open_consultation(session)
    serials = [people.elector_of(session, view, who).paper_serial for who in (people.CHEN_AYI, people.ZHAO_KE)]
    for serial, said in zip(serials, ({"answers": {1: "agree"}}, {"invalid": "unsigned"}), strict=True):
        read = SheetRead(serial, view.estate.id, view.id, serial, **said)  # type: ignore[arg-type]
        enter_paper_ballot(session, read, by="钱敏", now=MIDWAY)
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    file = io.BytesIO()
    write_package(public_package(session, consultation_of_id(session, view.estate.id, view.id), SHANGHAI), file)
    return file.getvalue(), serials


def faults(folder: Path, package: bytes) -> str:
    """What the verifier finds wrong with it."""
    (folder / "package.zip").write_bytes(package)
    return " ".join(english for _chinese, english in examine(folder / "package.zip").faults)


def test_no_serial_stands_in_the_package_and_it_is_whole(session: Session, tmp_path: Path) -> None:
    package, serials = packed(session)
    assert faults(tmp_path, package) == ""
    apart = Forgery.of(package)
    marks = [entry["payload"]["serial"] for entry in apart.entries if "serial" in entry["payload"]]
    assert len(marks) == 2
    said = json.dumps(apart.entries) + apart.files[SHEETS].decode()
    assert not any(f'"{serial}"' in said for serial in serials)
    key = session.query(Consultation).one().sheet_key
    assert marks == [sheet_mark(key, serial) for serial in serials], "whoever holds the key can trace them"
    assert sheet_salt(key, serials[0]) != sheet_salt(key, serials[1])


def _swapped(f: Forgery) -> None:
    first, second, *rest = [line.split(" ") for line in f.files[SHEETS].decode().splitlines()]
    lines = [[first[0], second[1]], [second[0], first[1]], *rest]
    f.files[SHEETS] = "".join(" ".join(line) + "\n" for line in lines).encode()


def _one_less(f: Forgery) -> None:
    f.files[SHEETS] = f.files[SHEETS].split(b"\n", 1)[1]


def _gone(f: Forgery) -> None:
    del f.files[SHEETS]


def _torn(f: Forgery) -> None:
    f.files[SHEETS] = f.files[SHEETS][:-1]


def _another_household(f: Forgery) -> None:
    used = {entry["payload"].get("serial") for entry in f.entries}
    marks = [line.split(" ")[1] for line in f.files[SHEETS].decode().splitlines()]
    paper = next(entry for entry in f.entries if entry["type"] == "PAPER")
    paper["payload"]["serial"] = next(mark for mark in marks if mark not in used)


def _not_salted(f: Forgery) -> None:
    del f.entries[0]["payload"]["serials"]["salted"]


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        pytest.param(_swapped, "not those issued at OPEN", id="two households exchanged"),
        pytest.param(_one_less, "not those issued at OPEN", id="one sheet less"),
        pytest.param(_gone, "do not fit", id="no list"),
        pytest.param(_torn, "is cut off", id="a torn list"),
        pytest.param(_another_household, "not the sheet that was issued", id="a sheet of another household"),
        pytest.param(_not_salted, "do not fit", id="OPEN speaks of serials in clear"),
    ],
)
def test_what_was_changed_is_found(
    session: Session, tmp_path: Path, forge: Callable[[Forgery], None], said: str
) -> None:
    forgery = Forgery.of(packed(session)[0])
    forge(forgery)
    forgery.seal()
    assert said in faults(tmp_path, forgery.zipped())
