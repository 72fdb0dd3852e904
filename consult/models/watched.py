"""Changes of who may do what and of where a vote stands, told to the security log once they are durable.

Whichever door they came through; of what is printed and imported, that it was.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from consult.models.account import Staff, StaffLink
from consult.models.consultation import Consultation
from consult.models.doorstep import Device, DeviceEnrolment, LeaderBuilding
from consult.models.printing import Printing
from consult.models.roll import Roll
from consult.models.second_factor import CodeApp, Passkey, RecoveryCode

WATCHED = (
    Staff,
    StaffLink,
    Device,
    DeviceEnrolment,
    LeaderBuilding,
    CodeApp,
    Passkey,
    RecoveryCode,
    Consultation,
    Roll,
    Printing,
)

TOLD = ("role", "is_active", "state", "used_at", "revoked_at", "password_hash")
"""Whose change is told, and of `role`, `is_active` and `state` what they are now; never what else a row holds."""

_SHOWN = ("role", "is_active", "state", "kind")
_NOTED = "consult_security"
_LOG = logging.getLogger("consult.security")


def watch() -> None:
    """Begin to watch; calling it again changes nothing."""
    for name, listener in (("after_flush", _note), ("after_commit", _tell), ("after_rollback", _forget)):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def _note(session: Session, _context: Any) -> None:
    kinds = (("made", session.new), ("changed", session.dirty), ("removed", session.deleted))
    for done, rows in kinds:
        for row in rows:
            if isinstance(row, WATCHED) and (facts := _facts(row, done)):
                session.info.setdefault(_NOTED, []).append((f"{row.__tablename__} {done}", facts))


def _facts(row: Any, done: str) -> dict[str, Any]:
    changed = sorted(_changed(row)) if done == "changed" else []
    if done == "changed" and not changed:
        return {}
    shown = {name: getattr(row, name) for name in _SHOWN if hasattr(row, name)}
    return {"estate": row.estate_id, "id": row.id, **shown, **({"what": ",".join(changed)} if changed else {})}


def _changed(row: Any) -> Iterator[str]:
    state = inspect(row)
    yield from (name for name in TOLD if name in state.attrs and state.attrs[name].history.has_changes())


def _tell(session: Session) -> None:
    # What a part of a transaction changed is durable only when the whole is.
    if session.in_nested_transaction():
        return
    for said, facts in session.info.pop(_NOTED, []):
        _LOG.info(said, extra={"facts": facts})


def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_NOTED, None)
