"""`consult package`: the file anyone can recount, the same bytes every time, and only once the vote is closed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.domain.question import Question, QuestionType
from consult.queries.consultations import ConsultationView
from consult.verifier import verify
from tests import people
from tests.cli.conftest import Run

WORDS = Question(3, QuestionType.TEXT, {"zh": "意见", "en": "Words"})
SAID = "电瓶车停在楼道里太危险"


@pytest.fixture
def closed(kept: Session) -> ConsultationView:
    return people.make_closed_consultation(
        kept,
        questions=(people.CONSENT, people.CHOICE, WORDS),
        ballots={people.CHEN_AYI: {1: "agree", 2: "1", 3: SAID}, people.ZHAO_KE: {1: "oppose", 2: "none"}},
    )


def test_the_package_is_whole_and_always_the_same(installed: Run, closed: ConsultationView, tmp_path: Path) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "new" / "other.zip"
    for file in (one, other):
        assert installed("package", closed.code.lower(), "-o", str(file)).out == f"{file}\n"
    assert one.read_bytes() == other.read_bytes()
    assert not verify.examine(one).faults
    assert not list(tmp_path.rglob("*.part"))


def test_it_holds_no_names_no_rooms_and_no_written_answer(
    installed: Run, closed: ConsultationView, tmp_path: Path
) -> None:
    installed("package", closed.code, "-o", str(tmp_path / "p.zip"))
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        names = archive.namelist()
        assert names == [*verify.FILES, verify.SHEETS]
        said = b"\n".join(archive.read(name) for name in names).decode()
        about_people = archive.read("roll_public.csv").decode() + archive.read("ledger.jsonl").decode()
    owners = {owner.name for unit in people.UNITS for owner in unit.owners}
    assert not [name for name in owners if name in said]
    assert SAID not in said
    assert not [unit.room for unit in people.UNITS if f'"{unit.room}"' in about_people]


def test_fingerprints_can_be_checked_by_hand(installed: Run, closed: ConsultationView, tmp_path: Path) -> None:
    installed("package", closed.code, "-o", str(tmp_path / "p.zip"))
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        lines = [json.loads(line) for line in archive.read("ledger.jsonl").splitlines()]
        digests = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    assert digests["question.json"] == lines[0]["payload"]["text"] == closed.text_hash
    assert digests["result.json"] == lines[-1]["payload"]["result"]


def test_an_open_vote_has_no_package(installed: Run, kept: Session, tmp_path: Path) -> None:
    view = people.make_open_consultation(kept)
    assert installed("package", view.code, "-o", str(tmp_path / "p.zip")).refused()
    assert not list(tmp_path.glob("p.zip*"))


def test_an_unknown_code_is_refused(installed: Run) -> None:
    assert "ABC123" in installed("package", "ABC123").refused()


def test_where_nothing_can_be_written(installed: Run, closed: ConsultationView, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert installed("package", closed.code, "-o", str(tmp_path / "file" / "p.zip")).refused()


def test_a_building_that_looks_like_a_formula(installed: Run, kept: Session, tmp_path: Path) -> None:
    units = [people.owned(people.CHEN_AYI, "=1+1", "101", 5_000), people.owned(people.ZHAO_KE, "'2", "1", 6_000)]
    view = people.make_closed_consultation(kept, people.make_estate(kept, units), ballots={})
    installed("package", view.code, "-o", str(tmp_path / "p.zip"))
    assert not verify.examine(tmp_path / "p.zip").faults
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert ",'=1+1\n" in archive.read("roll_public.csv").decode()


@pytest.mark.parametrize("homes", [pytest.param(4, id="four, one below"), pytest.param(5, id="exactly five")])
def test_tenants_opinions_are_in_it_without_their_homes(
    installed: Run, kept: Session, tmp_path: Path, homes: int
) -> None:
    view = people.make_open_consultation(
        kept, questions=(people.CONSENT, people.CHOICE, WORDS), procedure={"tenants": True}
    )
    people.vote(kept, view, people.CHEN_AYI, {1: "agree"})
    for elector in people.electors(kept, view)[:homes]:
        people.say_as_tenant(kept, view, elector, {1: "oppose", 3: SAID})
    close_consultation(kept, view.estate.id, view.id, by=people.SECRETARY.name, now=people.AFTER)
    installed("package", view.code, "-o", str(tmp_path / "p.zip"))
    assert not verify.examine(tmp_path / "p.zip").faults
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        lines = [json.loads(line) for line in archive.read("ledger.jsonl").splitlines()]
        tenants = json.loads(archive.read("result.json"))["tenants"]
    opinions = [line["payload"] for line in lines if line["type"] == "OPINION"]
    assert [payload.keys() for payload in opinions] == [{"answers", "nonce"}] * homes
    assert SAID not in json.dumps(opinions, ensure_ascii=False)
    assert (tenants["returned"], len(tenants["questions"])) == (homes, 3 if homes == 5 else 0)
