"""Files of a batch reach the folder they were asked for, or it is said where they lie; none takes another's place."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.cli import handing_out
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView
from consult.queries.letters import household_of_letter
from tests import people
from tests.cli.conftest import Run
from tests.databases import SECRET
from tests.documents import reading

pytestmark = pytest.mark.one_database


@pytest.fixture
def announced(kept: Session) -> ConsultationView:
    return people.make_announced_consultation(kept)


def let_in(session: Session, folder: Path) -> int:
    """How many letters in these files sign their household in."""
    found = [
        household_of_letter(session, link.rpartition("/")[2], secret=SECRET)
        for path in folder.glob("*.pdf")
        for page in reading.codes(path.read_bytes())
        for link in page
    ]
    return sum(visit is not None for visit in found)


def test_letters_of_other_rooms_never_take_the_place_of_earlier_ones(
    installed: Run, announced: ConsultationView, tmp_path: Path
) -> None:
    one, two, three = (f"{who.place[0]}-{who.place[2]}" for who in (people.CHEN_AYI, people.LIU_SAN, people.ZHAO_KE))
    order = ["print", "letters", announced.code, "--reissue", "-o", str(tmp_path)]
    first = Path(installed(*order, "--room", one, "--room", two).out.strip())
    second = Path(installed(*order, "--room", one, "--room", three).out.strip())
    third = Path(installed(*order, "--room", one, "--room", two).out.strip())
    assert first.name == f"{announced.code}-letters-zh-{one}+{two}.pdf"
    assert second.name == f"{announced.code}-letters-zh-{one}+{three}.pdf"
    assert third.name == f"{announced.code}-letters-zh-{one}+{two}-2.pdf"
    assert len({path.read_bytes() for path in (first, second, third)}) == 3


def test_a_full_folder_is_said_and_the_same_command_hands_out_the_rest(
    installed: Run, kept: Session, announced: ConsultationView, tmp_path: Path
) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    order = ["print", "letters", announced.code, "--reissue", "--by-building", "-o"]
    real, written = handing_out.write_paper, 0

    def full_after_one(*about: object, **more: object) -> Path:
        nonlocal written
        written += 1
        if written > 1:
            raise Refusal("disk-full")
        return real(*about, **more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handing_out, "write_paper", full_after_one)
        stopped = installed(*order, str(out))
    assert stopped.status == 2
    [first] = out.glob("*.pdf")
    assert stopped.out.strip() == str(first)
    lying = next((tmp_path / "instance" / "prints").glob("*/*.pdf"))
    assert str(lying.parent) in stopped.err
    again = installed(*order, str(other))
    assert again.status == 0
    assert "nothing is printed anew" in again.err
    assert not lying.exists()
    kept.rollback()
    assert let_in(kept, out) + let_in(kept, other) == people.HEADS
    # All is fetched now: asked once more, the letters are made anew.
    assert "printed anew" not in installed(*order, str(tmp_path / "third")).err
    kept.rollback()
    assert let_in(kept, tmp_path / "third") == people.HEADS
    assert let_in(kept, out) == 0
