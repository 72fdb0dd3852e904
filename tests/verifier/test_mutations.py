"""Whatever is done to a package is found and named; a good one is never suspected (more: `scripts/prove`)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.domain.procedure import Procedure
from consult.domain.question import Option, Question, QuestionType
from consult.packaging.public_package import PublicPackage
from consult.queries.package import public_package
from consult.wording.language import SHANGHAI
from tests import people
from tests.verifier.elections import elections
from tests.verifier.packages import Forgery, package_of, zipped
from tests.verifier.trial import KINDS, faults, missed

SOME = Question(
    3,
    QuestionType.CHOOSE_SOME,
    {"zh": "位置", "en": "Sites"},
    options=tuple(Option(str(n), {"zh": f"{n}号"}) for n in range(1, 4)),
    most=2,
    can_refuse=True,
)
WORDS = Question(4, QuestionType.TEXT, {"zh": "意见", "en": "Words"})


@pytest.fixture
def real(session: Session) -> PublicPackage:
    """The package of a consultation that went through the product's own deeds."""
    answers: dict[people.Person, people.Answers] = {
        people.CHEN_AYI: {1: "agree", 2: "1", 3: ["1", "2"], 4: "请早点开工"},
        people.LIU_SAN: {1: "agree", 2: "none"},
        people.ZHAO_KE: {1: "oppose", 2: "abstain", 3: ["none"]},
        people.SHEN_MEI: {1: "abstain", 2: "1", 3: ["3"]},
    }
    opened = people.make_open_consultation(session, questions=(people.CONSENT, people.CHOICE, SOME, WORDS))
    for person, said in answers.items():
        people.vote(session, opened, person, said)
    people.vote(session, opened, people.SUN_AND_WU, {1: "void", 2: "2"}, on_paper=True)
    people.close_consultation(session, opened.estate.id, opened.id, by="", now=opened.closes_at)
    view = people.consultation_of_id(session, opened.estate.id, opened.id)
    return public_package(session, view, SHANGHAI)


def test_a_real_package_is_whole(real: PublicPackage, tmp_path: Path) -> None:
    assert not faults(zipped(real), tmp_path)


def test_sealing_again_changes_nothing_that_is_looked_at(real: PublicPackage, tmp_path: Path) -> None:
    # Otherwise the mutations below would be found for the wrong reason.
    forgery = Forgery.of(zipped(real))
    forgery.seal()
    assert not faults(forgery.zipped(), tmp_path)


def test_every_mutation_of_a_real_package_is_found(real: PublicPackage, tmp_path: Path) -> None:
    tried = dict(missed(zipped(real), tmp_path))
    assert len(tried) >= 200
    assert not [kind for kind, was_missed in tried.items() if was_missed]


def test_every_kind_of_mutation_finds_its_package(tmp_path: Path) -> None:
    left = set(KINDS)
    for number, election in enumerate(elections(600, seed=5)):
        for kind, was_missed in missed(zipped(package_of(election, random.Random(number))), tmp_path, sorted(left)):
            assert not was_missed, f"{kind} of package {number}"
            left.discard(kind)
        if not left:
            break
    assert not left


def test_good_packages_are_never_suspected(tmp_path: Path) -> None:
    for number, election in enumerate(elections(200, seed=2)):
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
