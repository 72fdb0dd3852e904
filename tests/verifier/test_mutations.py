"""Whatever is done to a package is found and named; a good one is never suspected (more: `scripts/prove`)."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.domain.ledger import LineType
from consult.domain.procedure import Procedure
from consult.packaging.public_package import PublicPackage
from tests.verifier.elections import elections, mixed
from tests.verifier.packages import Forgery, package_of, zipped
from tests.verifier.real_packages import a_survey, a_vote
from tests.verifier.trial import KINDS, faults, missed


@pytest.fixture(params=[a_vote, a_survey], ids=["a vote", "a survey"])
def real(request: pytest.FixtureRequest, session: Session) -> bytes:
    """The package of a consultation that went through the product's own deeds."""
    make: Callable[[Session], PublicPackage] = request.param
    return zipped(make(session))


def test_a_real_package_is_whole(real: bytes, tmp_path: Path) -> None:
    assert not faults(real, tmp_path)


def test_a_real_vote_has_every_kind_of_line(session: Session) -> None:
    written = {json.loads(entry)["type"] for entry in a_vote(session).entries}
    # Sheets that two people read, their reconciliation, and secret polls have packages of their own.
    elsewhere = {LineType.PAPER_CONFIRM, LineType.RECONCILE, LineType.PARTICIPATED}
    assert written == set(LineType) - elsewhere - {LineType.CHECKPOINT, LineType.LOSS}


@pytest.mark.one_database  # tests/histories: packages are the same to the byte on both
def test_sealing_again_changes_nothing_that_is_looked_at(real: bytes, tmp_path: Path) -> None:
    # Otherwise the mutations below would be found for the wrong reason.
    forgery = Forgery.of(real)
    forgery.seal()
    assert not faults(forgery.zipped(), tmp_path)


@pytest.mark.one_database  # tests/histories: packages are the same to the byte on both
def test_every_mutation_of_a_real_package_is_found(real: bytes, tmp_path: Path) -> None:
    tried = dict(missed(real, tmp_path))
    assert len(tried) >= 200
    assert not [kind for kind, was_missed in tried.items() if was_missed]


@pytest.mark.one_database  # tests/histories: packages are the same to the byte on both
def test_another_version_of_the_rule_is_named(session: Session, tmp_path: Path) -> None:
    forgery = Forgery.of(zipped(a_survey(session)))
    forgery.rule["version"] = forgery.result["rule"]["version"] = 2
    forgery.seal()
    assert faults(forgery.zipped(), tmp_path) == ["The rule is not the one of OPEN · version: 2 here, 1 at OPEN."]


def test_every_kind_of_mutation_finds_its_package(tmp_path: Path) -> None:
    left = set(KINDS)
    for number, election in enumerate(mixed(600, seed=5)):
        for kind, was_missed in missed(zipped(package_of(election, random.Random(number))), tmp_path, sorted(left)):
            assert not was_missed, f"{kind} of package {number}"
            left.discard(kind)
        if not left:
            break
    assert not left


def test_good_packages_are_never_suspected(tmp_path: Path) -> None:
    for number, election in enumerate(mixed(200, seed=2)):
        package = zipped(package_of(election, random.Random(number)))
        assert not faults(package, tmp_path), f"package {number} of seed 2"


NEWER_IN_RESULT = ("procedure", "invalid_weight", "tenants")


def _as_before(forgery: Forgery) -> None:
    """Make a package look as it did before OPEN carried a procedure."""
    forgery.entries[0]["payload"].pop("procedure")
    for key in NEWER_IN_RESULT:
        forgery.result.pop(key)
    for question in forgery.result["questions"]:
        for key in ("blank", "followed", "deemed_refused", "with_deemed"):
            question.pop(key)
        question["deemed"] = None
    forgery.seal()


def test_packages_from_before_there_was_a_procedure(tmp_path: Path) -> None:
    usual = [election for election in elections(60, seed=6) if election.procedure == Procedure()]
    assert len(usual) > 10
    for number, election in enumerate(usual):
        forgery = Forgery.of(zipped(package_of(election, random.Random(number))))
        _as_before(forgery)
        assert not faults(forgery.zipped(), tmp_path), f"package {number}"


def test_a_procedure_cannot_be_forgotten(tmp_path: Path) -> None:
    unusual = (one for one in elections(60, seed=6) if one.procedure.blank_abstains and len(one.lines) > 9)
    forgery = Forgery.of(zipped(package_of(next(unusual), random.Random(0))))
    _as_before(forgery)
    assert faults(forgery.zipped(), tmp_path)
