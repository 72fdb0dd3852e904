"""What the counting core refuses that no other page's test shows, said on the page in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.queries.consultations import consultation_of_code
from tests import people
from tests.looking_client import LookingClient
from tests.web.console.test_proxy import GOOD, WITH_PROXIES
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, send

LANGUAGES = pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])


@LANGUAGES
def test_a_rule_that_weighs_area_on_a_roll_without(
    client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    now = people.OPENS_AT - timedelta(days=20)
    monkeypatch.setattr("consult.clock.now", lambda: now)
    estate = people.make_estate(session, (*people.UNITS[:-1], replace(people.UNITS[0], room="999", area=None)))
    view = people.make_draft(session, estate)
    come_in_as_staff(client, session, make_staff(session, estate), now=now)
    client.set_cookie("consult_language", language)
    answer = send(client, f"/console/c/{view.code}", to=f"/console/c/{view.code}/announce")
    assert answer.status_code == 400
    assert ("缺少面积" if language.startswith("zh") else "have no floor area") in text_of(answer)
    session.rollback()
    assert consultation_of_code(session, view.code).state is State.DRAFT


@LANGUAGES
def test_a_proxy_in_a_circle(secretary: LookingClient, session: Session, estate: int, language: str) -> None:
    view = people.make_open_consultation(session, estate, channels=WITH_PROXIES)
    page = f"/console/c/{view.code}/proxy"
    assert send(secretary, page, GOOD).status_code == 303
    secretary.set_cookie("consult_language", language)
    answer = send(secretary, page, GOOD | {"principal": "1-102", "agent": "1-101"})
    assert answer.status_code == 400
    assert '<a href="#agent">' in answer.text
    assert ("不能转委托" if language.startswith("zh") else "An agent must vote in person") in text_of(answer)
