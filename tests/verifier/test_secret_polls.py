"""Packages of secret polls: good ones are not suspected, whatever is done to one is found, and words say the limits."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.queries.package import public_package
from consult.verifier import verify
from consult.wording.language import SHANGHAI
from scripts.prove.secret_estates import estates, publish
from tests import secret_polls
from tests.verifier.mutations_of_secret_polls import IN_SECRET, mutated_in_secret
from tests.verifier.packages import Forgery, zipped
from tests.verifier.trial import is_missed


def examined(package: bytes, folder: Path) -> verify.Report:
    file = folder / "package.zip"
    file.write_bytes(package)
    return verify.examine(file)


@pytest.fixture
def real(session: Session) -> bytes:
    """The package of a poll that went through the product's own deeds."""
    return zipped(public_package(session, secret_polls.make_closed(session, secret_polls.MIXED), SHANGHAI))


def test_a_real_package_is_whole_and_says_what_cannot_be_recounted(real: bytes, tmp_path: Path) -> None:
    report = examined(real, tmp_path)
    assert not report.faults
    said = verify.say(report)
    assert "nobody can count it again by name" in said
    assert "任何人都不能逐户重新计票" in said
    assert "Question 1: answered by 21 of 21; agree: 17; oppose: 3; abstain: 1" in said
    assert said.count("so that nobody's answer can be guessed") == 2


def test_a_contest_that_was_upheld_is_told(session: Session, tmp_path: Path) -> None:
    view = secret_polls.make_closed(session, secret_polls.MIXED)
    elector = secret_polls.elector(session, view)
    made = Contesting(view.estate.id, view.id, elector.id, 2, "不是我们")
    seq = contest_ballot(session, made, now=view.closes_at, zone=SHANGHAI)
    decided = Deciding(seq, "upheld", "问过全家，说法属实")
    decide_contest(session, view.estate.id, view.id, decided, by="钱敏", now=view.closes_at)
    report = examined(zipped(public_package(session, view, SHANGHAI)), tmp_path)
    assert not report.faults
    assert "Contests that were upheld: 1" in verify.say(report)


def test_equal_packages_are_equal_bytes(session: Session) -> None:
    view = secret_polls.make_closed(session, secret_polls.MIXED)
    assert zipped(public_package(session, view, SHANGHAI)) == zipped(public_package(session, view, SHANGHAI))


def test_no_package_holds_a_ballot_words_or_an_opening_of_what_is_kept_back(session: Session, real: bytes) -> None:
    forgery = Forgery.of(real)
    assert "灯坏了".encode() not in real
    assert [question.get("opening") is None for question in forgery.result["questions"]] == [False, True, True]


def test_sealing_again_changes_nothing_that_is_looked_at(real: bytes, tmp_path: Path) -> None:
    forgery = Forgery.of(real)
    forgery.seal()
    assert not examined(forgery.zipped(), tmp_path).faults


def test_good_packages_are_not_suspected(tmp_path: Path) -> None:
    for number, estate in enumerate(estates(40, seed=7, largest=120)):
        report = examined(zipped(publish(estate, random.Random(number)).package), tmp_path)
        assert not report.faults, number


def test_every_kind_of_mutation_is_found(tmp_path: Path) -> None:
    left = set(IN_SECRET)
    for number, estate in enumerate(estates(60, seed=8, largest=120)):
        for kind, changed in mutated_in_secret(zipped(publish(estate, random.Random(number)).package)):
            if kind in left or number < 3:
                assert not is_missed(changed, tmp_path), f"{kind} of package {number}"
                left.discard(kind)
        if not left:
            break
    assert not left
