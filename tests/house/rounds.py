"""Visitors who open every address there is, and a way to see whether anything that is kept has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from consult.actions.accept_invitation import NewAccount, accept_invitation
from consult.actions.assign_buildings import add_leader
from consult.actions.begin_printing import begin_printing
from consult.actions.enrol_device import Phone, enrol_device, make_enrolment
from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.actions.invite_staff import invite_staff
from consult.actions.issue_letters import issue_letters
from consult.actions.keep_printed_part import keep_printed_part
from consult.actions.make_api_token import TokenAsked, make_api_token
from consult.actions.note_token_use import note_token_use
from consult.actions.set_up_code_app import begin_code_app
from consult.actions.sign_in_household import sign_in_by_letter
from consult.actions.start_printing import Ordered, start_printing
from consult.domain.api_token import Scope
from consult.domain.checkpoint import mark_text
from consult.domain.doorstep.fields import as_base64url
from consult.domain.printing import Batch, WrittenPart
from consult.models.account import Staff
from consult.models.base import Base
from consult.models.heads_apart import heads_now
from consult.models.photo import keep_photo
from consult.models.sealed_entry import new_key_pair
from consult.queries.batches import Chosen, batch_parts
from consult.queries.consultations import ConsultationView
from consult.web.access import declaration
from tests import a_picture, people, some_ideas
from tests.actions.test_enter_proxy_ballot import WITH_PROXIES
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.second_factor import give_second_factor

NOW = people.MIDWAY
VISITORS = (
    "nobody",
    "a household",
    "a household that has answered",
    "a tenant",
    "the committee",
    "a phone",
    "a program",
)
FIRST_SERIAL = "00018"
"""The numbered sheet of the first door."""


@dataclass(frozen=True)
class World:
    """One estate with a draft, a closed and two open consultations, one of which asks tenants too; and its keys."""

    codes: tuple[str, ...]
    letter: str
    invitation: str
    receipt: str
    marks: Mapping[str, str]
    """Code → where its book stands, as the board's code says it."""
    printing: int
    photo: str
    keys: Mapping[str, tuple[str, str]]
    """Visitor → the audience and the key of a visit; of a phone, the header it sends."""

    def addresses(self, app: Flask, rule: Rule) -> Iterator[str]:
        """Every address of a route in this world; a new kind of place in an address must be taught here."""
        for code in self.codes if "code" in rule.arguments else ("",):
            values = {name: self._value(rule, name, code) for name in rule.arguments}
            yield app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False)

    def _value(self, rule: Rule, name: str, code: str) -> str:
        known = {
            "batch": "delivery-sheets",
            "code": code,
            "deed": "close",
            "entry": "1",
            "form": "csv",
            "filename": "img/mark.svg",
            "kind": "notice",
            "mark": self.marks.get(code, "1-" + "ab" * 32),
            "number": "1",
            "printing": str(self.printing),
            "reason": "closed",
            "receipt": self.receipt,
            "report": "1",
            "seq": "1",
            "serial": FIRST_SERIAL,
            "sha256": self.photo,
            "template": "lift",
            "typed": self.receipt,
            "version": "0",
            "token": self.invitation if rule.rule.startswith("/staff") else self.letter,
        }
        return known[name]


def make_world(session: Session, estate_id: int | None = None, *, login: str = "qianmin") -> World:
    """Bring the world to life at `NOW`, through the product's own deeds; in a fresh estate unless one is given."""
    estate_id = people.make_estate(session) if estate_id is None else estate_id
    draft = people.make_draft(session, estate_id, picture=a_picture.NAMED)
    closed = people.make_closed_consultation(session, estate_id)
    # One has its paper entered twice, and a sheet that waits for somebody else than the committee's own secretary.
    opened = people.make_open_consultation(session, estate_id, procedure={"paper_twice": True}, picture=a_picture.NAMED)
    waiting_sheet = SheetRead("a sheet", estate_id, opened.id, FIRST_SERIAL, {1: "agree"})
    enter_paper_ballot(session, waiting_sheet, by=people.SCRUTINEER.name, now=NOW)
    some_ideas.put_in_place(session, opened, people.ZHAO_KE, a_picture.kept())
    # One vote offers everything that others may leave out: agents, and a tally for tenants.
    with_tenants = people.make_open_consultation(session, estate_id, channels=WITH_PROXIES, procedure={"tenants": True})
    people.say_as_tenant(session, with_tenants, people.LIU_SAN, {1: "oppose"}, home=people.LIU_SAN.place)
    [rented] = issue_letters(
        session,
        estate_id,
        with_tenants.id,
        [people.elector_of(session, with_tenants, people.LIU_SAN).id],
        secret=SECRET,
        by=people.SECRETARY.name,
        now=NOW,
    )
    receipt = people.vote(session, opened, people.ZHAO_KE, {1: "agree"})
    electors = [people.elector_of(session, opened, who).id for who in (people.ZHAO_KE, people.CHEN_AYI)]
    letters = issue_letters(session, estate_id, opened.id, electors, secret=SECRET, by=people.SECRETARY.name, now=NOW)
    invitation = invite_staff(session, estate_id, "committee", secret=SECRET, now=NOW)
    account = NewAccount(people.SECRETARY.name, login, "a long walk to the market")
    secretary = accept_invitation(session, invitation, account, secret=SECRET, now=NOW)
    account_made = session.scalars(select(Staff).where(Staff.login == account.login)).one()
    give_second_factor(session, account_made)
    session.commit()
    # Another app is being set up in place of it.
    begin_code_app(session, (estate_id, account_made.id), secret=SECRET, now=NOW)
    answered, waiting = (
        next(letter.token for letter in letters if letter.place == who.place)
        for who in (people.ZHAO_KE, people.CHEN_AYI)
    )
    return World(
        codes=(opened.code, with_tenants.code, closed.code, draft.code),
        letter=waiting,
        invitation=invite_staff(session, estate_id, "scrutineer", secret=SECRET, now=NOW),
        receipt=receipt.code,
        marks={code: mark_text(kept.seq, kept.head) for code, kept in heads_now(session).items()},
        printing=_printed(session, opened),
        photo=_photographed(session, estate_id),
        keys={
            "a household": ("household", sign_in_by_letter(session, waiting, secret=SECRET, now=NOW).key),
            "a household that has answered": (
                "household",
                sign_in_by_letter(session, answered, secret=SECRET, now=NOW).key,
            ),
            # The letter of somebody who lets several homes: one of them has given an opinion, the others have not.
            "a tenant": ("household", sign_in_by_letter(session, rented.token, secret=SECRET, now=NOW).key),
            "the committee": ("staff", secretary),
            "a phone": ("header", _enrolled(session, estate_id)),
            "a program": ("header", _programmed(session, estate_id, account_made.id)),
        },
    )


def _enrolled(session: Session, estate_id: int) -> str:
    """A leader's phone; answers what it says of itself in a header."""
    leader = add_leader(session, estate_id, people.LEADER.name, ("1",), now=NOW)
    token = make_enrolment(session, estate_id, leader, by=people.SECRETARY.name, secret=SECRET, now=NOW)
    phone = Phone(hashlib.sha256(f"phone of {estate_id}".encode()).digest(), new_key_pair().public, "旧华为")
    enrol_device(session, token, phone, address="192.0.2.7", secret=SECRET, now=NOW)
    return f"Bearer {as_base64url(phone.secret)}"


def _programmed(session: Session, estate_id: int, staff_id: int) -> str:
    """A program that may do everything and has just asked; answers what it says of itself in a header."""
    asked = TokenAsked("统计", Scope, "90")
    made = make_api_token(session, estate_id, staff_id, asked, by=people.SECRETARY.name, secret=SECRET, now=NOW)
    note_token_use(session, estate_id, made.id, now=NOW)
    return f"Bearer {made.token}"


def _photographed(session: Session, estate_id: int) -> str:
    """A picture that the estate keeps; answers its hash."""
    keep_photo(session, estate_id, photo := a_picture.kept(), by=people.SECRETARY.name, now=NOW)
    session.commit()
    return photo.sha256


def _printed(session: Session, view: ConsultationView) -> int:
    """A batch of letters on its way: the first file is made, the second is not."""
    parts = batch_parts(session, view, Batch.LETTERS, Chosen(), largest=4)
    order = Ordered(view.estate.id, view.id, Batch.LETTERS, "zh", view.text_hash, parts)
    printing = start_printing(session, order, by=people.SECRETARY.name, now=NOW)
    begin_printing(session, view.estate.id, printing)
    written = WrittenPart(number=1, pages=4, size=400_000, sha256="5e" * 32)
    keep_printed_part(session, view.estate.id, printing, written, now=NOW)
    return printing


def come_in(client: LookingClient, world: World, visitor: str) -> None:
    """Hand the browser the key that this visitor holds, and no other."""
    audience, key = world.keys.get(visitor, ("", ""))
    client.environ_base.pop("HTTP_AUTHORIZATION", None)
    if audience == "header":
        client.environ_base["HTTP_AUTHORIZATION"] = key
    with client.session_transaction() as cookie:
        cookie.clear()
        if audience not in ("", "header"):
            cookie[audience] = [key, int((NOW - timedelta(seconds=5)).timestamp())]


def fingerprint(engine: Engine) -> dict[str, str]:
    """Table → digest of its rows, so that any change of anything kept shows, and where."""
    with engine.connect() as connection:
        return {
            table.name: hashlib.sha256(
                "\n".join(sorted(repr(tuple(row)) for row in connection.execute(select(table)))).encode()
            ).hexdigest()
            for table in Base.metadata.sorted_tables
        }


def routes(app: Flask, method: str) -> list[Rule]:
    """The routes that answer a method, in the order of their addresses."""
    return sorted(
        (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())), key=lambda rule: rule.rule
    )


def listed(app: Flask) -> str:
    """Every route and whom it lets in, one a line, for people to read."""
    lines = {
        f"{method:<5} {rule.rule:<50} {declaration(app, rule.endpoint)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    return "\n".join(sorted(lines, key=lambda line: (line.split()[1], line))) + "\n"
