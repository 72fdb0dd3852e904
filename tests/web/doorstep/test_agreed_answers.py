"""The committee's agreed answers and plain words on a leader's phone: the same as on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from consult.domain.agreed_answer import AgreedAnswer
from consult.domain.plain_words import with_plain
from tests.doorstep.rounds import begin_round
from tests.looking_client import LookingClient
from tests.people import CONSENT, MIDWAY

AGREED = (
    AgreedAnswer(
        {"zh": "充电会不会起火？", "en": "Could it burn?"}, {"zh": "离楼6米。\n单独断电。", "en": "Six metres."}
    ),
    AgreedAnswer({"zh": "要钱吗？"}, {"zh": "不要。"}),
)


@pytest.fixture(autouse=True)
def _midway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)


def test_the_card_on_the_phone_begins_with_them(client: LookingClient, session: Session) -> None:
    walk = begin_round(session, agreed=AGREED)
    [one] = client.get("/doorstep/api/round", headers=walk.phone.headers).json["consultations"]
    asked = one["explain"]["zh"]["asked"]
    assert asked[:2] == [
        {"question": "充电会不会起火？", "answers": ["离楼6米。", "单独断电。"]},
        {"question": "要钱吗？", "answers": ["不要。"]},
    ]
    assert asked[2]["question"] == "谁可以答？"
    english = one["explain"]["en"]["asked"]
    assert english[0] == {"question": "Could it burn?", "answers": ["Six metres."]}
    assert english[1] == {"question": "要钱吗？", "answers": ["不要。"]}, "what was written in one language is not lost"


def test_a_question_brings_its_plain_words_in_the_language_they_were_written_in(
    client: LookingClient, session: Session
) -> None:
    told = replace(CONSENT, body=with_plain({"zh": "依据第二百七十八条"}, "就是装不装", ""))
    walk = begin_round(session, questions=(told,))
    [one] = client.get("/doorstep/api/round", headers=walk.phone.headers).json["consultations"]
    assert one["cards"]["zh"][0]["plain"] == "就是装不装"
    assert one["cards"]["en"][0]["plain"] == ""
