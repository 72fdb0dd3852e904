"""The book's page, and a checkpoint from the board held against it."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.post_checkpoint import Posted, post_checkpoint
from consult.domain.ledger import LineType
from consult.domain.receipt import receipt_code
from consult.models.book import lines
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session)


@pytest.fixture
def posted(session: Session, view: ConsultationView) -> Posted:
    day = people.MIDWAY.date()
    return post_checkpoint(session, view.estate.id, view.id, day=day, once_a_day=True, now=people.MIDWAY)


def test_it_shows_what_was_posted(client: LookingClient, view: ConsultationView, posted: Posted) -> None:
    seen = text_of(client.get(f"/c/{view.code}/book"))
    assert " ".join(posted.head[at : at + 4] for at in range(0, 16, 4)) in seen
    assert "与公告栏核对" in seen


def test_the_code_on_the_digest_leads_to_a_match(client: LookingClient, view: ConsultationView, posted: Posted) -> None:
    for path in (f"/C/{view.code}/BOOK/2-{posted.head.upper()}", f"/c/{view.code}/book/2-{posted.head}"):
        answer = client.get(path)
        assert (answer.status_code, "与登记簿相符" in text_of(answer)) == (200, True)


@pytest.mark.parametrize(
    ("typed", "status", "expected"),
    [
        ("2 {head}", 200, "第 2 号正是这个指纹"),
        ("{head}", 200, "第 2 号正是这个指纹"),
        ("1 {head}", 409, "第 1 号现在是另一个指纹"),
        ("7 {head}", 409, "登记簿现在不到第 7 号"),
        ("abababababababab", 409, "没有一行是这个指纹"),
        ("ZZZZZZ 2 {head}", 404, "这是征询 ZZZZZZ 的指纹"),
        ("2 abab", 400, "这不是核对点"),
        ("", 400, "这不是核对点"),
    ],
)
def test_what_is_typed_from_the_board(
    client: LookingClient, view: ConsultationView, posted: Posted, typed: str, status: int, expected: str
) -> None:
    answer = client.get(f"/c/{view.code}/book/mark", query_string={"typed": typed.format(head=posted.head[:16])})
    assert answer.status_code == status
    assert expected in text_of(answer)
    assert client.get(f"/c/{view.code}/book/2-zz").status_code == 400
    assert client.get(f"/c/{view.code}/book/mark").status_code == 200


def test_one_line_is_proved_by_a_few_hashes(client: LookingClient, session: Session, view: ConsultationView) -> None:
    receipt = people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    address = f"/c/{view.code}/book/proof/{receipt.seq}.json"
    assert client.get(address).status_code == 400, "an open book has no root yet"
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=view.closes_at)
    proof = client.get(address).get_json()
    node = bytes.fromhex(proof["leaf"])
    assert receipt_code(node) == receipt.code
    for step in proof["path"]:
        [(side, other)] = step.items()
        pair = (bytes.fromhex(other), node) if side == "left" else (node, bytes.fromhex(other))
        node = sha256(b"\x01" + pair[0] + pair[1]).digest()
    [closing] = [line for line in lines(session, view.estate.id, view.id) if line.type is LineType.CLOSE]
    assert json.loads(closing.entry)["payload"]["root"] == proof["root"] == node.hex()
    session.commit()
    assert f"/book/proof/{receipt.seq}.json" in client.get(f"/r/{receipt.code}").text
    for seq in (0, closing.seq, 99):
        assert client.get(f"/c/{view.code}/book/proof/{seq}.json").status_code == 404
