"""Signing in with room and typed code, kindly and without telling strangers anything."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from consult.actions.issue_letters import IssuedLetter
from consult.queries.consultations import ConsultationView
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, submit, text_of


def typed(client: LookingClient, view: ConsultationView, **filled: str) -> TestResponse:
    """Fill in the form of a consultation."""
    return submit(client, client.get(f"/sign-in?code={view.code}"), **filled)


def test_room_and_code_open_the_ballot(
    client: LookingClient, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    answer = typed(client, consultation, building="1", room="101", code=chen.code)
    assert (answer.status_code, answer.location) == (303, f"/c/{consultation.code}/ballot")


@pytest.mark.parametrize("spell", [str.lower, lambda c: f"{c[:5]}-{c[5:]}", lambda c: " ".join(c).replace("0", "o")])
def test_the_code_is_read_as_it_was_meant(
    client: LookingClient, consultation: ConsultationView, chen: IssuedLetter, spell: object
) -> None:
    assert callable(spell)
    answer = typed(client, consultation, building="1", room="101室", code=spell(chen.code))
    assert answer.status_code == 303


def test_any_room_of_an_owner_leads_to_their_one_ballot(
    client: LookingClient, consultation: ConsultationView, letters: dict[tuple[str, str, str], IssuedLetter]
) -> None:
    liu = letters["1", "", "102"]
    typed(client, consultation, building="2", room="102", code=liu.code)
    seen = text_of(client.get(f"/c/{consultation.code}/ballot")).replace("\N{NO-BREAK SPACE}", " ")
    assert "一张票，300.00 平方米" in seen


def test_wrong_code_and_unknown_room_get_the_same_words(
    client: LookingClient, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    wrong = typed(client, consultation, building="1", room="101", code="0" * 10)
    unknown = typed(client, consultation, building="1", room="999", code=chen.code)
    assert wrong.status_code == unknown.status_code == 403
    assert text_of(wrong) == text_of(unknown)


def test_mistakes_keep_what_was_typed_and_name_the_field(client: LookingClient, consultation: ConsultationView) -> None:
    answer = typed(client, consultation, building="2", room="", code="123")
    assert answer.status_code == 400
    assert "请填写室号" in text_of(answer)
    kept = fields_of(main_form(answer))
    assert (kept["building"], kept["code"]) == ("2", "123")


def test_a_code_too_short_is_explained_before_it_costs_a_try(
    client: LookingClient, consultation: ConsultationView
) -> None:
    for _ in range(8):
        assert typed(client, consultation, building="1", room="101", code="123").status_code == 400


def test_the_sixth_wrong_try_waits(client: LookingClient, consultation: ConsultationView, chen: IssuedLetter) -> None:
    for _ in range(5):
        assert typed(client, consultation, building="1", room="101", code="0" * 10).status_code == 403
    answer = typed(client, consultation, building="1", room="101", code=chen.code)
    assert answer.status_code == 429
    assert client.get(f"/h/{chen.token}").status_code == 200, "the letter's QR stays open"


def test_without_a_consultation_it_asks_which(client: LookingClient, consultation: ConsultationView) -> None:
    answer = client.get("/sign-in")
    assert f"/sign-in?code={consultation.code}" in answer.get_data(as_text=True)
    assert client.get("/sign-in?code=ZZZZZZ").status_code == 404


def test_who_wanted_the_ballot_is_led_through_the_sign_in(
    client: LookingClient, consultation: ConsultationView
) -> None:
    answer = client.get(f"/c/{consultation.code}/ballot")
    assert answer.status_code == 303
    assert "用室号和登录码登录" in text_of(client.get(answer.location))


def test_signing_out_ends_the_visit(signed_in: LookingClient, consultation: ConsultationView) -> None:
    from tests.web.visitors import send

    assert send(signed_in, f"/c/{consultation.code}/ballot", to="/sign-out").status_code == 303
    assert signed_in.get(f"/c/{consultation.code}/ballot").status_code == 303
