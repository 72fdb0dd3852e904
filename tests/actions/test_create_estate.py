"""An estate is entered once, under a code that fits into an address."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.create_estate import NewEstate, create_estate
from consult.domain.refusal import Refusal
from consult.models.place import Estate


def test_an_estate_is_kept_as_given(session: Session) -> None:
    new = NewEstate(
        code="Wutong",
        name={"zh": "梧桐里"},
        committee={"zh": "业委会"},
        term="第三届",
        contact={"phone": "1"},
        settings={"is_demo": True},
        procedure={"parking": True},
    )
    kept = session.get_one(Estate, create_estate(session, new))
    assert (kept.code, kept.name, kept.committee) == ("wutong", {"zh": "梧桐里"}, {"zh": "业委会"})
    assert (kept.term, kept.contact, kept.settings) == (
        "第三届",
        {"phone": "1"},
        {"is_demo": True, "procedure": {"parking": True}},
    )


def test_a_committee_is_named_after_its_estate(session: Session) -> None:
    kept = session.get_one(Estate, create_estate(session, NewEstate("w", {"zh": "梧桐里", "en": "Wutong"})))
    assert kept.committee == {"zh": "梧桐里业主委员会", "en": "Owners’ committee of Wutong"}


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (NewEstate("taken", {"zh": "乙"}), "estate-code-taken"),
        (NewEstate(" TAKEN", {"zh": "乙"}), "estate-code-taken"),
        (NewEstate("乙", {"zh": "乙"}), "estate-code-unfit"),
        (NewEstate("b", {"zh": " "}), "estate-name-missing"),
        (NewEstate("b", {}), "estate-name-missing"),
        (NewEstate("b", {"zh": "乙"}, procedure={"deemed": {"mode": "abstain"}}), "deeming-without-clause"),
    ],
)
def test_an_unfit_estate_is_refused_and_not_kept(session: Session, new: NewEstate, reason: str) -> None:
    create_estate(session, NewEstate("taken", {"zh": "甲"}))
    with pytest.raises(Refusal) as refused:
        create_estate(session, new)
    assert refused.value.reason == reason
    assert session.scalars(select(Estate.code)).all() == ["taken"]
