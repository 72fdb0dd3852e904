"""One estate's working lists for tests."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from typing import Any

from consult.documents.delivery_sheet import DeliveryLine, DeliverySheet
from consult.documents.explain_card import ExplainCard
from consult.documents.walking_list import WalkingDoor
from consult.domain.consultation import Channel
from consult.domain.deemed import Service
from consult.domain.service import Attempt, Method
from tests.documents.sheets import (
    ANNOUNCEMENT,
    CLOSES_AT,
    COMMITTEE,
    ESTATE,
    IMPRINT,
    LETTER,
    OPENS_AT,
    POSTER,
    TITLE,
)

DELIVERY = DeliverySheet(ESTATE, TITLE, COMMITTEE, CLOSES_AT, IMPRINT)
CARD = ExplainCard(
    estate=ESTATE,
    title=TITLE,
    issuer=COMMITTEE,
    intro=LETTER.lead,
    questions=ANNOUNCEMENT.questions,
    who=POSTER.who,
    closes_at=CLOSES_AT,
    sign_in=LETTER.sign_in,
    channels=tuple(Channel),
    imprint=IMPRINT,
    rule_sentences=ANNOUNCEMENT.rule_sentences,
    return_place=LETTER.return_place,
    phone=LETTER.phone,
    proxies_each=3,
)
RARE = "㛃𠮷䶮"
LONG = "绿荫深处梧桐掩映之临园小区第一百二十三号高层住宅附属商业楼宇甲座"


def tokens_of(pdf: bytes) -> list[str]:
    """The text as poppler reads it, cut at white space."""
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode().split()


def tried(method: Method, day: int, recipient: str = "", relation: str = "") -> Attempt:
    """An attempt so many days after opening."""
    return Attempt(method, OPENS_AT + timedelta(days=day), recipient, relation)


def room_of(number: int) -> str:
    """The room of the n-th door of an entrance with four doors a floor."""
    floor, door = divmod(number - 1, 4)
    return f"{floor + 1}0{door + 1}"


def line(number: int, building: str = "12", **more: Any) -> DeliveryLine:
    """A line of the delivery sheet: not served unless told otherwise."""
    place = (building, "2", room_of(number))
    said: dict[str, Any] = {"place": place, "units": (place,), "service": Service.NONE, "attempts": ()}
    said |= {"has_returned": False, "area": 8_000 + number}
    return DeliveryLine(serial=f"{number:05d}", **(said | more))


def door(number: int, building: str = "12", **more: Any) -> WalkingDoor:
    """A door of the walking list."""
    place, serial = (building, "2", room_of(number)), f"{number:05d}"
    address = f"https://heyi.linyuan.example/p/K7M2QX/{serial}"
    said: dict[str, Any] = {"place": place, "units": (place,), "attempts": ()}
    return WalkingDoor(serial=serial, address=address, **(said | more))
