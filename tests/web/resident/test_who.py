"""Who is answering? Also for those whose letter covers no home at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.domain.electorate import UnitKind
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_household, send

GARAGE_ONLY = people.Person("吕安", "6001", "车库", "B1-08")


def test_who_owns_a_parking_space_only_has_no_tenants_and_still_votes(
    client: LookingClient, session: Session, at: Callable[[datetime], None]
) -> None:
    space = people.owned(GARAGE_ONLY, "车库", "B1-08", 1_350, kind=UnitKind.PARKING)
    estate = people.make_estate(session, [*people.UNITS, space])
    view = people.make_open_consultation(session, estate, procedure={"tenants": True, "parking": True})
    owner = people.elector_of(session, view, GARAGE_ONLY)
    come_in_as_household(client, session, owner, now=people.MIDWAY)
    choice = client.get(f"/c/{view.code}/who")
    assert choice.status_code == 200
    assert "我是业主" in text_of(choice)
    assert "我是租户" not in text_of(choice)
    assert client.get(f"/c/{view.code}/opinion").location == f"/c/{view.code}/ballot"
    assert send(client, f"/c/{view.code}/who", {"as": "owner"}).location == f"/c/{view.code}/ballot"
    assert client.get(f"/c/{view.code}/ballot").status_code == 200


@pytest.mark.parametrize("said", [{}, {"as": "landlord"}], ids=["nothing", "something else"])
def test_nobody_is_taken_for_the_owner_who_did_not_say_so(
    client: LookingClient, session: Session, at: Callable[[datetime], None], said: dict[str, str]
) -> None:
    view = people.make_open_consultation(session, procedure={"tenants": True})
    come_in_as_household(client, session, people.elector_of(session, view, people.SHEN_MEI), now=people.MIDWAY)
    assert send(client, f"/c/{view.code}/who", said).location == f"/c/{view.code}/who"
    session.rollback()
    assert people.elector_of(session, view, people.SHEN_MEI).served_at is None
