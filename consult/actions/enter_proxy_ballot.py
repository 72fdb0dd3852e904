"""Deed: enter a proxy ballot: a written proxy (授权委托书) and the principal's own choice for each question in it.

The proxy and the ballot are one transaction, under the lock of the book: two sheets entered at once cannot both be
the last that an agent may bring. Of two ballots of a principal the first counted one stands, whoever brought it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.ledger import private_fingerprint
from consult.domain.photo import Photo
from consult.domain.proxy import Proxy, admit_proxy, name_key
from consult.domain.question import Text
from consult.domain.refusal import Refusal
from consult.models import ballot_rows
from consult.models.base import deed, new_id
from consult.models.casting import Casting, begin
from consult.models.electorate import ElectorRow
from consult.models.photo import keep_photo
from consult.models.proxy import ProxyMandate
from consult.models.submission import Marked, ProxySlip, Receipt, Submission
from consult.queries.consultations import consultation_of_id
from consult.queries.proxies import registered
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.places import place_name


@dataclass(frozen=True, slots=True)
class Entry:
    """A proxy as it is typed in. `id` is made by the sender, so that a retry is known as one.

    The agent is another elector (`agent_id`), or somebody else by name. `signed_on` and `valid_until` are days in the
    estate's zone, the last one included; `document` says where the paper is filed, `photo` shows it.
    """

    id: str
    estate_id: int
    consultation_id: int
    principal_id: int
    answers: Mapping[int, object]
    signed_on: date
    valid_until: date
    document: str
    agent_id: int | None = None
    agent_name: str = ""
    photo: Photo | None = None


def enter_proxy_ballot(session: Session, entry: Entry, *, by: str, now: datetime, zone: tzinfo) -> Receipt:
    """Record a proxy with its ballot and answer the receipt.

    Refuses what `cast_ballot` and `admit_proxy` do, `proxy-not-filed`, and `proxy-without-photo` where the rules of
    procedure have every sheet photographed.
    """
    if not entry.document.strip():
        raise Refusal("proxy-not-filed")
    done = _enter(session, entry, by, now, zone)
    if isinstance(done, Refusal):
        raise done
    return done


@deed
def _enter(session: Session, entry: Entry, by: str, now: datetime, zone: tzinfo) -> Receipt | Refusal:
    salt = secrets.token_bytes(16)
    agent = _agent(session, entry)
    photo = entry.photo.sha256 if entry.photo else ""
    slip = ProxySlip(agent.number if agent else None, private_fingerprint(salt, entry.document.strip()), photo)
    casting = begin(session, _submission(entry, slip, by), now)
    if earlier := casting.sent_before():
        return earlier
    if late := casting.refusal_of_the_hour():
        return late
    if casting.matter.paper_photo and entry.photo is None:
        raise Refusal("proxy-without-photo")
    marked = casting.read_answers()
    # A retry of a second ballot finds its own proxy registered already.
    if not casting.was_set_aside():
        _admit(session, casting, entry, agent, marked, zone)
        _register(casting, entry, agent, salt, by)
    return casting.record(marked)


def _agent(session: Session, entry: Entry) -> ElectorRow | None:
    """The agent, where it is an elector of this consultation; refuses `unknown-elector` and `proxy-agent-on-roll`."""
    if entry.agent_id is None:
        _refuse_namesake(session, entry)
        return None
    found = session.get(ElectorRow, (entry.estate_id, entry.agent_id))
    if found is None or found.consultation_id != entry.consultation_id:
        raise Refusal("unknown-elector")
    return found


def _refuse_namesake(session: Session, entry: Entry) -> None:
    """An owner named without their door would escape the cap, and the rule against chains of agents."""
    rows = session.scalars(
        select(ElectorRow).where(
            ElectorRow.estate_id == entry.estate_id,
            ElectorRow.consultation_id == entry.consultation_id,
            ElectorRow.id != entry.principal_id,
        )
    )
    wanted = name_key(entry.agent_name)
    found = next((row for row in rows if wanted in map(name_key, row.names)), None) if wanted else None
    if found is not None:
        raise Refusal("proxy-agent-on-roll", name=entry.agent_name, agent=_said(found))


def _submission(entry: Entry, slip: ProxySlip, by: str) -> Submission:
    return Submission(
        id=entry.id,
        estate_id=entry.estate_id,
        consultation_id=entry.consultation_id,
        elector_id=entry.principal_id,
        answers=entry.answers,
        channel=Channel.PROXY,
        entered_by=by,
        proxy=slip,
    )


def _admit(
    session: Session, casting: Casting, entry: Entry, agent: ElectorRow | None, marked: Marked, zone: tzinfo
) -> None:
    view = consultation_of_id(session, entry.estate_id, entry.consultation_id)
    principal = session.get_one(ElectorRow, (entry.estate_id, entry.principal_id))
    proxy = Proxy(
        principal=principal.number,
        agent=agent.number if agent else name_key(entry.agent_name),
        answers=marked.answers,
        signed_at=datetime.combine(entry.signed_on, time.min, zone),
        valid_until=datetime.combine(entry.valid_until, time.max, zone),
        own_names=frozenset(map(name_key, principal.names)),
        said=_said(agent) if agent else entry.agent_name,
    )
    admit_proxy(
        proxy,
        registered(session, entry.estate_id, entry.consultation_id),
        rule=view.rule,
        questions=view.questions,
        # A sheet handed in on time is judged by that time, however late it is typed in.
        now=min(casting.now, view.closes_at),
        cap=view.procedure.proxy_cap,
    )


def _said(agent: ElectorRow) -> Text:
    """The agent's door in each language."""
    door = (agent.building, agent.entrance, agent.room)
    return {language: place_name(words_for(locale), *door) for language, locale in (("zh", CHINESE), ("en", ENGLISH))}


def _register(casting: Casting, entry: Entry, agent: ElectorRow | None, salt: bytes, by: str) -> None:
    """Keep the proxy and its photo; the named constraint decides that a principal names one agent at a time."""
    if entry.photo is not None:
        keep_photo(casting.session, entry.estate_id, entry.photo, by=by, now=casting.now)
    row = {
        "estate_id": entry.estate_id,
        "id": new_id(),
        "consultation_id": entry.consultation_id,
        "principal_id": entry.principal_id,
        "standing": entry.principal_id,
        "agent_id": agent.id if agent else None,
        "agent_name": " ".join(entry.agent_name.split()),
        "signed_on": entry.signed_on,
        "valid_until": entry.valid_until,
        "document": entry.document.strip(),
        "photo": entry.photo.sha256 if entry.photo else "",
        "salt": salt.hex(),
        "entered_by": by,
        "entered_at": casting.now,
    }
    if not ballot_rows.insert_once(casting.connection, ProxyMandate, row):
        raise Refusal("proxy-twice")
