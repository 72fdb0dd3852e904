"""Issuing letters: codes are made, kept only as hashes, and replaced at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.issue_letters import issue_letters
from consult.domain.receipt import is_code
from consult.domain.refusal import Refusal
from consult.domain.visit import Audience
from consult.models.electorate import ElectorRow
from consult.models.kept_secret import is_code_of, token_hash
from consult.queries.letter_counts import electors_for_letters, letters_by_building
from consult.queries.letters import household_of_letter
from consult.queries.visits import household_visit
from tests import people
from tests.begun_visit import begin_visit
from tests.databases import SECRET

NOW = people.OPENS_AT


def issue(session: Session, view: object, electors: list[int] | None = None, **more: object) -> list:  # type: ignore[type-arg]
    return issue_letters(
        session,
        view.estate.id,  # type: ignore[attr-defined]
        view.id,  # type: ignore[attr-defined]
        electors,
        secret=SECRET,
        by="钱敏",
        now=NOW,
        **more,  # type: ignore[arg-type]
    )


def test_every_elector_gets_a_letter_in_walking_order(session: Session) -> None:
    view = people.make_announced_consultation(session)
    told: list[tuple[int, int]] = []
    letters = issue(session, view, progress=lambda done, of: told.append((done, of)))
    assert len(letters) == people.HEADS
    assert [letter.place for letter in letters[:2]] == [people.SHOPKEEPER.place, people.CHEN_AYI.place]
    assert [letter.building for letter in letters] == sorted(letter.building for letter in letters)
    assert told == [(n, people.HEADS) for n in range(1, people.HEADS + 1)]


def test_only_hashes_are_kept(session: Session) -> None:
    view = people.make_announced_consultation(session)
    for letter in issue(session, view)[:3]:
        row = session.scalars(select(ElectorRow).where(ElectorRow.id == letter.elector_id)).one()
        assert is_code(letter.code, 10)
        assert is_code(letter.token, 26)
        assert is_code_of(SECRET, row.code_hash, row.id, letter.code)
        assert row.token_hash == token_hash(SECRET, letter.token)
        assert row.issued_at == NOW
        assert row.served_at is None
        assert letter.code not in (row.code_hash or "")


def test_codes_and_tokens_differ(session: Session) -> None:
    letters = issue(session, people.make_announced_consultation(session))
    assert len({letter.code for letter in letters} | {letter.token for letter in letters}) == 2 * len(letters)


def test_a_newer_letter_kills_the_older_one_and_its_visits(session: Session) -> None:
    view = people.make_announced_consultation(session)
    first, other = issue(session, view)[:2]
    keys = [
        begin_visit(
            session,
            Audience.HOUSEHOLD,
            estate_id=view.estate.id,
            subject_id=letter.elector_id,
            consultation_id=view.id,
            now=NOW,
        )
        for letter in (first, other)
    ]
    (newer,) = issue(session, view, [first.elector_id])
    assert household_of_letter(session, first.token, secret=SECRET) is None
    found = household_of_letter(session, newer.token, secret=SECRET)
    assert found is not None
    assert found.elector_id == first.elector_id
    assert household_of_letter(session, other.token, secret=SECRET) is not None
    assert [household_visit(session, key, NOW) is None for key in keys] == [True, False]


def test_another_estates_elector_is_unknown_and_nothing_is_issued(session: Session) -> None:
    view = people.make_announced_consultation(session)
    other = people.make_announced_consultation(session, people.make_estate(session, code="other"))
    foreign = people.electors(session, other)[0].id
    mine = people.electors(session, view)[0].id
    with pytest.raises(Refusal, match="unknown-elector"):
        issue(session, view, [mine, foreign])
    assert letters_by_building(session, view.estate.id, view.id)[0].issued == 0


@pytest.mark.parametrize(
    ("make", "reason"),
    [(people.make_draft, "not-announced"), (people.make_closed_consultation, "already-closed")],
    ids=["a draft has no electors yet", "a closed one takes no ballots"],
)
def test_out_of_turn(session: Session, make: object, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        issue(session, make(session))  # type: ignore[operator]


def test_counts_by_building(session: Session) -> None:
    view = people.make_announced_consultation(session)
    chosen = electors_for_letters(session, view.estate.id, view.id, "2", only_without=True)
    issue(session, view, chosen)
    rows = letters_by_building(session, view.estate.id, view.id)
    assert [(row.building, row.left) for row in rows] == [("1", rows[0].electors), ("2", 0)]
    assert electors_for_letters(session, view.estate.id, view.id, "2", only_without=True) == []
    everyone = electors_for_letters(session, view.estate.id, view.id, "", only_without=False)
    assert len(everyone) == people.HEADS
