"""A second verifier, written from the document alone, says of every package what `verify.py` says."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.packaging.public_package import PublicPackage
from scripts.prove.secret_estates import estates, publish
from tests.verifier.elections import mixed
from tests.verifier.mutations_of_secret_polls import mutated_in_secret
from tests.verifier.packages import package_of, zipped
from tests.verifier.real_packages import a_survey, a_vote
from tests.verifier.second_trial import fault, overlooked
from tests.verifier.trial import KINDS


def test_good_packages_are_never_suspected(tmp_path: Path) -> None:
    for number, election in enumerate(mixed(60, seed=12)):
        assert not fault(zipped(package_of(election, random.Random(number))), tmp_path), f"package {number} of seed 12"


@pytest.mark.one_database
@pytest.mark.parametrize("make", [a_vote, a_survey], ids=["a vote", "a survey"])
def test_a_real_package_is_whole(make: Callable[[Session], PublicPackage], session: Session, tmp_path: Path) -> None:
    assert not fault(zipped(make(session)), tmp_path)


@pytest.mark.one_database
def test_mutations_of_a_real_package_are_found(session: Session, tmp_path: Path) -> None:
    tried = dict(overlooked(zipped(a_vote(session)), tmp_path, KINDS[::4]))
    assert len(tried) >= 50
    assert not [kind for kind, was_missed in tried.items() if was_missed]


@pytest.mark.one_database
def test_mutations_of_made_packages_are_found(tmp_path: Path) -> None:
    left = set(KINDS[1::4])
    for number, election in enumerate(mixed(600, seed=5)):
        tried = overlooked(zipped(package_of(election, random.Random(number))), tmp_path, sorted(left))
        for kind, was_missed in tried:
            assert not was_missed, f"{kind} of package {number}"
            left.discard(kind)
        if not left:
            break
    assert not left


def test_secret_polls(tmp_path: Path) -> None:
    for number, estate in enumerate(estates(8, seed=5, largest=90)):
        package = zipped(publish(estate, random.Random(number)).package)
        assert not fault(package, tmp_path), f"secret poll {number} of seed 5"
        if number < 3:
            assert not [kind for kind, changed in mutated_in_secret(package) if not fault(changed, tmp_path)]
