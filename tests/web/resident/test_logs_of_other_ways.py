"""No log line holds a number, six digits, a WeChat account or a secret of a provider's, in a good mood or a bad one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.actions.issue_letters import issue_letters
from consult.queries.consultations import ConsultationView
from consult.sign_in_ways.outbox import OUTBOX
from tests import people
from tests.databases import SECRET
from tests.fake_providers import APP_SECRET, KEY, Provider, a_provider
from tests.looking_client import LookingClient
from tests.on_the_roll import CHENS, open_with_phones
from tests.web.forms import submit
from tests.web.resident import test_logs
from tests.web.resident.offering import choose
from tests.web.resident.test_wechat import CODE, OPENID, back_of

pytestmark = pytest.mark.one_database

kept = test_logs.kept


@pytest.fixture
def provider(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    with a_provider() as server:
        choose(app, server)
        yield server


def by_message(client: LookingClient, view: ConsultationView, provider: Provider) -> str:
    """Asked for, typed wrongly and rightly; the digits."""
    asked = submit(client, client.get(f"/sign-in/message?code={view.code}"), building="1", room="101")
    OUTBOX.wait()
    digits = str(provider.last["code"])
    page = client.get(asked.location)
    submit(client, page, digits=digits[::-1] if digits != digits[::-1] else "12")
    submit(client, page, digits=digits)
    return digits


def by_wechat(client: LookingClient, view: ConsultationView, provider: Provider, to: str = "") -> None:
    provider.openids[CODE] = OPENID
    submit(client, client.get(back_of(client.get(f"/wechat/go?code={view.code}{to}"))))


@pytest.mark.parametrize("mood", ["", "broken", "rubbish"])
def test_no_line_tells(
    client: LookingClient,
    session: Session,
    provider: Provider,
    kept: test_logs.Kept,
    mood: str,
) -> None:
    view = open_with_phones(session)
    chen = people.elector_of(session, view, people.CHEN_AYI).id
    [letter] = issue_letters(session, view.estate.id, view.id, [chen], secret=SECRET, by="钱敏", now=people.MIDWAY)
    digits = by_message(client, view, provider)
    submit(client, client.get(f"/h/{letter.token}"))
    provider.mood = mood
    by_wechat(client, view, provider, to="&to=remember")
    by_wechat(client, view, provider)
    submit(client, client.get(f"/sign-in/message?code={view.code}"), building="1", room="101")
    OUTBOX.wait()
    written = "\n".join(kept.lines)
    secrets = {
        "the number": CHENS[-11:],
        "the account": OPENID,
        "WeChat's code": CODE,
        "the provider's key": KEY,
        "the account's secret": APP_SECRET,
        "the key of the installation": SECRET,
        "the owner": people.CHEN_AYI.name,
    }
    assert [what for what, secret in secrets.items() if secret in written] == []
    # Six digits may stand in any number: as what was typed or sent they would stand in quotes or behind a word.
    assert not any(f"{sign}{digits}" in written for sign in ('"', "'", "=", ": ", "code "))
    ways = [line["way"] for line in kept.json if line["event"] == "household came in"]
    assert ways == (["message", "letter"] if mood else ["message", "letter", "wechat"])
    events = {str(line["event"]) for line in kept.json}
    assert ("account remembered" in events) == (not mood)
    assert any(event.startswith("message failed: ") for event in events) == bool(mood)
