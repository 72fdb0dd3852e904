"""`consult estate` and `consult staff`: the first steps without a demo."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.accept_invitation import NewAccount, accept_invitation
from consult.actions.sign_in_staff import sign_in_staff_by_link
from consult.domain.procedure import USUAL
from consult.domain.visit import Audience
from consult.models.place import Estate
from consult.queries.consultations import estate_of_code
from consult.queries.visits import staff_visit
from tests.begun_visit import begin_visit
from tests.cli.conftest import Run
from tests.databases import PUBLIC_URL, SECRET
from tests.web.visitors import make_staff


@pytest.fixture
def entered(installed: Run) -> Run:
    ran = installed(
        "estate", "create", "Guihua", "--name", "桂花苑", "--name-en", "Osmanthus Court", "--phone", "021-5550 1"
    )
    assert ran.status == 0
    return installed


def test_an_estate_is_entered_with_its_committee(entered: Run, kept: Session) -> None:
    estate = estate_of_code(kept, "guihua")
    assert estate.name == {"zh": "桂花苑", "en": "Osmanthus Court"}
    assert estate.committee == {"zh": "桂花苑业主委员会", "en": "Owners’ committee of Osmanthus Court"}
    assert estate.contact == {"phone": "021-5550 1"}
    assert entered("estate", "list").out == "guihua  Osmanthus Court\n"
    assert entered("estate", "list", "--json").json == [{"code": "guihua", "name": dict(estate.name)}]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["guihua", "--name", "别处"], "There is an estate with the code “guihua” already."),
        (["桂花", "--name", "桂花苑"], "“桂花” is not a code for an estate"),
        (["other", "--name", "  "], "The estate has no name yet."),
        (["other"], "--name is missing."),
    ],
    ids=["the code again", "a Chinese code", "a blank name", "no name"],
)
def test_an_unfit_estate_is_refused(entered: Run, arguments: list[str], said: str) -> None:
    assert entered("estate", "create", *arguments).refused().startswith(said)
    assert len(entered("estate", "list", "--json").json) == 1


def test_an_estate_is_entered_whole(installed: Run, kept: Session) -> None:
    reach = ["--return-place", "东门信箱", "--return-place-en", "Box at the east gate", "--witness", "居委会"]
    ran = installed("estate", "create", "lan", "--name", "兰苑", "--counts-parking", "--no-counts-storage", *reach)
    assert ran.status == 0
    made = kept.scalars(select(Estate)).one()
    assert made.settings == {"procedure": {"parking": True, "storage": False}}
    places = {"zh": "东门信箱", "en": "Box at the east gate"}
    assert made.contact == {"return_place": places, "witness": {"zh": "居委会"}}


def test_an_estate_is_changed_piece_by_piece(entered: Run, kept: Session) -> None:
    change = ["--posting-place", "门厅", "--objection-en", "in writing", "--term", "第三届", "--counts-storage"]
    assert entered("estate", "set", "Guihua", *change).out == "Estate “Guihua” is changed.\n"
    assert entered("estate", "set", "guihua", "--phone", "").status == 0
    made = kept.scalars(select(Estate)).one()
    assert made.contact == {"posting_place": {"zh": "门厅"}, "objection": {"en": "in writing"}}
    assert (made.term, made.settings) == ("第三届", {"procedure": {"storage": True}})
    assert made.name == {"zh": "桂花苑", "en": "Osmanthus Court"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["guihua"], "Nothing to change was named for the estate “guihua”."),
        (["nowhere", "--term", "第一届"], "There is no estate with the code “nowhere”."),
        (["guihua", "--name", "", "--name-en", ""], "The estate has no name yet."),
    ],
    ids=["nothing named", "an unknown estate", "no name left"],
)
def test_an_unfit_change_is_refused(entered: Run, arguments: list[str], said: str) -> None:
    assert entered("estate", "set", *arguments).refused().startswith(said)


def test_the_rules_of_procedure_are_set_and_shown(entered: Run) -> None:
    said = ["--blank-abstains", "--late-paper", "--deemed", "majority", "--deemed-clause-zh", "计入多数意见。"]
    assert entered("estate", "set", "guihua", *said, "--proxy-cap", "5", "--term", "第三届").status == 0
    assert entered("estate", "set", "guihua", "--no-late-paper", "--deemed", "abstain").status == 0
    shown = entered("estate", "show", "guihua", "--json").json
    assert (shown["code"], shown["term"], shown["contact"]) == ("guihua", "第三届", {"phone": "021-5550 1"})
    assert shown["procedure"] == USUAL | {
        "blank_abstains": True,
        "deemed": {"mode": "abstain", "clause": {"zh": "计入多数意见。"}},
        "proxy_cap": 5,
    }
    lines = entered("estate", "show").out.splitlines()
    assert lines[:2] == ["guihua  Osmanthus Court", "Owners’ committee of Osmanthus Court"]
    assert "Telephone: 021-5550 1" in lines
    assert "  A question left blank is an abstention: Yes" in lines
    assert "  What silence means: It counts as taking part" in lines
    assert "  The clause about silence: 计入多数意见。" in lines
    assert "  Electors that one agent may represent: 5" in lines


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--deemed", "majority"], "To give silence a meaning, copy the clause"),
        (["--deemed", "guess"], "--deemed: choose one of off, abstain, majority."),
        (["--proxy-cap", "21"], "--proxy-cap: a whole number from 1 to 20."),
        (["--proxy-cap", "three"], "--proxy-cap: a whole number from 1 to 20."),
    ],
    ids=["silence without a clause", "an unknown meaning", "a collector of proxies", "a cap in words"],
)
def test_an_unfit_procedure_is_refused(entered: Run, arguments: list[str], said: str) -> None:
    assert entered("estate", "set", "guihua", *arguments).refused().startswith(said)
    assert entered("estate", "show", "--json").json["procedure"]["proxy_cap"] == 3


def test_help_lists_all_that_can_be_set(installed: Run) -> None:
    shown = installed("estate", "set", "--help").out
    for name in ("return-place", "posting-place", "objection", "witness", "privacy", "housing-office", "phone"):
        assert f"--{name} " in shown
    assert "--counts-parking / --no-counts-parking" in shown


def test_an_invitation_makes_an_account_once(entered: Run, kept: Session) -> None:
    link = entered("staff", "invite", "--role", "committee", "--json").json["link"]
    assert link.startswith(f"{PUBLIC_URL}/staff/")
    now = datetime.now(UTC)
    account = NewAccount("钱敏", "qian", "a long enough phrase")
    accept_invitation(kept, link.rpartition("/")[2], account, secret=SECRET, now=now)
    again = entered("staff", "sign-in", "qian")
    assert again.status == 0
    assert again.out.startswith(f"{PUBLIC_URL}/staff/")
    assert "one person only" in again.err


def test_somebody_locked_out_is_let_in_anew(entered: Run, kept: Session) -> None:
    staff = make_staff(kept, kept.scalars(select(Estate.id)).one(), login="qian")
    key = begin_visit(kept, Audience.STAFF, estate_id=staff.estate_id, subject_id=staff.id, now=datetime.now(UTC))
    kept.commit()
    [shown] = entered("staff", "list", "--json").json
    assert (shown["login"], shown["role"], shown["has_second_factor"]) == ("qian", "committee", True)
    link = entered("staff", "reset-second-factor", "qian", "--json").json["link"]
    assert entered("staff", "list").out.split() == ["qian", "钱敏", "owners'", "committee"]
    assert staff_visit(kept, key, datetime.now(UTC)) is None
    token = link.rpartition("/")[2]
    again = sign_in_staff_by_link(kept, token, secret=SECRET, now=datetime.now(UTC))
    assert staff_visit(kept, again, datetime.now(UTC)) is not None, "nothing more is asked"


def test_the_servers_keeper_vouches(entered: Run, kept: Session) -> None:
    staff = make_staff(kept, kept.scalars(select(Estate.id)).one(), login="sun", name="孙立")
    staff.invited_by = "钱敏"
    kept.commit()
    assert "孙立 is a person of their own" in entered("staff", "vouch", "Sun").out
    [shown] = entered("staff", "list", "--json").json
    assert (shown["invited_by"], shown["vouched_by"]) == ("钱敏", "consult staff vouch")
    assert "Nobody in this estate" in entered("staff", "vouch", "nobody").refused()


def test_an_account_is_switched_off(entered: Run, kept: Session) -> None:
    estate = kept.scalars(select(Estate.id)).one()
    for role in ("committee", "auditor"):
        make_staff(kept, estate, role, login=role, name=role)
    kept.commit()
    assert entered("staff", "switch-off", "auditor").status == 0
    assert [one["is_active"] for one in entered("staff", "list", "--json").json] == [True, False]
    assert "only account" in entered("staff", "switch-off", "committee").refused()
    assert "Nobody in this estate" in entered("staff", "switch-off", "nobody").refused()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["invite", "--role", "king"], "“king” is not a role."),
        (["invite"], "--role is missing."),
        (["invite", "--role", "committee", "--estate", "nowhere"], "There is no estate with the code “nowhere”."),
        (["sign-in", "nobody"], "Nobody in this estate signs in as “nobody”."),
        (["reset-second-factor", "nobody"], "Nobody in this estate signs in as “nobody”."),
    ],
    ids=["an unknown role", "no role", "an unknown estate", "an unknown person", "nobody to let in"],
)
def test_an_impossible_link_is_refused(entered: Run, arguments: list[str], said: str) -> None:
    assert entered("staff", *arguments).refused().startswith(said)


def test_without_an_estate_nobody_is_invited(installed: Run) -> None:
    assert "which estate" in installed("staff", "invite", "--role", "committee").refused()
