"""What is known of an estate can be changed piece by piece, and what was announced stays as it was counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.change_estate import EstateChange, change_estate
from consult.domain.consultation import State
from consult.domain.procedure_guards import ADOPTED
from consult.domain.refusal import Refusal
from consult.models.place import CLOSES_ALONE, Estate
from consult.queries.consultations import consultation_of_id
from tests import people


def kept(session: Session) -> Estate:
    return session.scalars(select(Estate)).one()


@pytest.mark.parametrize(
    ("change", "column", "expected"),
    [
        pytest.param(EstateChange(name={"en": "Lane"}), "name", {"zh": "里弄新村", "en": "Lane"}, id="one language"),
        pytest.param(EstateChange(name={"en": ""}), "name", {"zh": "里弄新村"}, id="a language taken away"),
        pytest.param(EstateChange(term=" 第三届 "), "term", "第三届", id="a new term"),
        pytest.param(EstateChange(term=""), "term", "", id="no term any more"),
        pytest.param(
            EstateChange(procedure={"parking": True}, closes_alone=False),
            "settings",
            {"procedure": {"parking": True}, CLOSES_ALONE: False, ADOPTED: dict(people.ADOPTION)},
            id="parking, and two to close",
        ),
    ],
)
def test_what_is_named_changes(session: Session, change: EstateChange, column: str, expected: Any) -> None:
    people.make_estate(session)
    change_estate(session, " LILONG ", change)
    assert getattr(kept(session), column) == expected


def test_what_is_not_named_stays(session: Session) -> None:
    people.make_estate(session, settings={"procedure": {"storage": True, "proxy_cap": 2}})
    before = kept(session)
    contact, committee = dict(before.contact), dict(before.committee)
    change = EstateChange(reach={"witness": {"zh": "居委会"}}, procedure={"storage": False})
    change_estate(session, "lilong", change)
    after = kept(session)
    assert after.contact == contact | {"witness": {"zh": "居委会"}}
    held = {CLOSES_ALONE: True, ADOPTED: dict(people.ADOPTION)}
    assert after.settings == {"procedure": {"storage": False, "proxy_cap": 2}, **held}
    assert after.committee == committee
    change_estate(session, "lilong", EstateChange(phone=" ", reach={"witness": {"zh": ""}}))
    assert kept(session).contact == {"office": contact["office"]}


@pytest.mark.parametrize(
    ("code", "change", "reason"),
    [
        pytest.param("nowhere", EstateChange(term="二"), "unknown-estate", id="an unknown estate"),
        pytest.param("lilong", EstateChange(name={"zh": " ", "en": ""}), "estate-name-missing", id="no name left"),
        pytest.param("lilong", EstateChange(committee={"zh": "", "en": ""}), "estate-name-missing", id="no committee"),
    ],
)
def test_a_change_that_cannot_be_is_refused(session: Session, code: str, change: EstateChange, reason: str) -> None:
    people.make_estate(session)
    before = dict(kept(session).name)
    with pytest.raises(Refusal) as refused:
        change_estate(session, code, change)
    assert refused.value.reason == reason
    assert kept(session).name == before


def test_silence_is_said_piece_by_piece(session: Session) -> None:
    people.make_estate(session)

    def after(deemed: dict[str, Any]) -> Any:
        change_estate(session, "lilong", EstateChange(procedure={"deemed": deemed}))
        return kept(session).settings["procedure"]["deemed"]

    assert after({"clause": {"zh": " 视为弃权。"}}) == {"mode": "off", "clause": {"zh": "视为弃权。"}}
    assert after({"mode": "abstain"}) == {"mode": "abstain", "clause": {"zh": "视为弃权。"}}
    assert after({"clause": {"en": "abstains"}}) == {
        "mode": "abstain",
        "clause": {"zh": "视为弃权。", "en": "abstains"},
    }
    assert after({"clause": {"zh": ""}}) == {"mode": "abstain", "clause": {"en": "abstains"}}
    with pytest.raises(Refusal, match="deeming-without-clause"):
        after({"clause": {"en": " "}})
    assert after({"mode": "off", "clause": {"en": ""}}) == {"mode": "off", "clause": {}}


@pytest.mark.parametrize(("cap", "is_possible"), [(0, False), (1, True), (20, True), (21, False)])
def test_a_cap_on_proxies(session: Session, cap: int, is_possible: bool) -> None:
    people.make_estate(session)
    change = EstateChange(procedure={"proxy_cap": cap})
    if is_possible:
        change_estate(session, "lilong", change)
        assert kept(session).settings["procedure"] == {"proxy_cap": cap}
    else:
        with pytest.raises(Refusal, match="cap-outside"):
            change_estate(session, "lilong", change)


def test_parking_counts_from_the_next_announcement_on(session: Session) -> None:
    first = people.make_announced_consultation(session)
    second = people.make_draft(session, first.estate.id)
    change_estate(session, "lilong", EstateChange(procedure={"parking": True}))
    announce_consultation(session, second.estate.id, second.id, by="钱敏", now=people.OPENS_AT - timedelta(days=20))
    frozen, later = (consultation_of_id(session, view.estate.id, view.id) for view in (first, second))
    assert (frozen.electorate.area, later.electorate.area) == (people.AREA, people.AREA + 1_350)
    assert later.state is State.ANNOUNCED
