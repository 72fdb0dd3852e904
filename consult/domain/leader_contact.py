"""Whom a household of a building may call: name and number of its leader, as the leader wants them shown.

Nothing is shown that nobody asked for: the account's own name is not, nor a number from any list.
"""

from __future__ import annotations

import re
import unicodedata

from consult.domain.passwords import check_name
from consult.domain.refusal import Refusal, reasons

reasons(
    leader_phone_wrong="a leader's number to be shown that nobody could dial",
    leader_not_asked="a leader's contact entered by somebody else without word that the leader wants it shown",
)

_DIALLED = re.compile(r"\+?[0-9][0-9 -]{4,18}[0-9]")


def check_contact(name: str, phone: str) -> tuple[str, str]:
    """Name and number to show; two empty ones where nothing is. Refuses `name-missing` and `leader-phone-wrong`."""
    phone = " ".join(unicodedata.normalize("NFKC", phone).split())
    if not phone and not name.strip():
        return "", ""
    if not _DIALLED.fullmatch(phone):
        raise Refusal("leader-phone-wrong")
    return check_name(name), phone
