"""The letter's QR: a page with one button, which robots may open as often as they like."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.issue_letters import IssuedLetter, issue_letters
from consult.config import Settings
from consult.models.account import Visit
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.web import access
from tests import people
from tests.looking_client import LookingClient
from tests.troubles import postgresql_says
from tests.web.forms import main_form, submit, text_of


def visits(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Visit)) or 0


@pytest.mark.parametrize("path", ["/h/", "/H/"])
def test_opening_it_changes_nothing(client: LookingClient, session: Session, chen: IssuedLetter, path: str) -> None:
    for _ in range(3):
        page = client.get(path + chen.token)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store"
    assert visits(session) == 0
    session.rollback()
    assert session.scalars(select(ElectorRow.served_at).where(ElectorRow.served_at.is_not(None))).all() == []


def test_says_whose_letter_it_is_and_has_one_button(client: LookingClient, chen: IssuedLetter) -> None:
    page = client.get(f"/h/{chen.token}")
    assert "1号101室" in text_of(page)
    assert len(main_form(page).xpath(".//button")) == 1


def test_the_button_signs_in_and_the_token_leaves_the_address(
    client: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    answer = submit(client, client.get(f"/h/{chen.token}"))
    assert (answer.status_code, answer.location) == (303, f"/c/{consultation.code}/ballot")
    assert visits(session) == 1
    assert "1号101室" in text_of(client.get(answer.location))


def test_who_was_cut_off_while_coming_in_presses_the_same_button_again(
    client: LookingClient, chen: IssuedLetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off() -> None:
        raise postgresql_says("57P01")

    page = client.get(f"/h/{chen.token}")
    with monkeypatch.context() as broken:
        broken.setattr(access, "current_household", cut_off)
        assert submit(client, page).status_code == 503
    assert submit(client, page).status_code == 303


def test_in_small_letters_and_with_look_alikes_it_is_the_same_letter(client: LookingClient, chen: IssuedLetter) -> None:
    assert client.get(f"/h/{chen.token.lower().replace('0', 'o').replace('1', 'l')}").status_code == 200


def test_a_replaced_letter_opens_nothing_and_says_what_to_do(
    client: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter, settings: Settings
) -> None:
    page = client.get(f"/h/{chen.token}")
    issue_letters(
        session,
        consultation.estate.id,
        consultation.id,
        [chen.elector_id],
        secret=settings.secret_key,
        by=people.SECRETARY.name,
        now=people.MIDWAY,
    )
    for answer in (client.get(f"/h/{chen.token}"), submit(client, page)):
        assert answer.status_code == 404
        assert "这封信已经不能用了" in text_of(answer)
        assert "楼组长" in text_of(answer)


@pytest.mark.parametrize("token", ["x", "0" * 26, "U" * 26, "%00", "a" * 500])
def test_wrong_characters_are_answered_like_an_unknown_letter(client: LookingClient, token: str) -> None:
    assert client.get(f"/h/{token}").status_code == 404


def test_after_the_ballot_it_shows_only_that_it_is_recorded(
    client: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    receipt = people.vote(session, consultation, people.CHEN_AYI, {1: "agree"})
    page = client.get(f"/h/{chen.token}")
    seen = text_of(page)
    assert "您家的票已经登记" in seen
    assert f"第 {receipt.seq} 号" in seen
    assert "不是您家投的" in seen
    assert receipt.code not in seen
    assert "登录并作答" not in seen


def test_it_says_who_entered_a_ballot_for_the_household(
    client: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    people.vote(session, consultation, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY, on_paper=True)
    assert "钱敏录入（用纸质票）" in text_of(client.get(f"/h/{chen.token}"))
