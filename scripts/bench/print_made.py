"""Letters for the benchmark `print`: seeded households, and the sheet that all of them say."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from consult.documents.imprint import Imprint
from consult.documents.letter import Household, LetterSheet
from consult.domain.receipt import ALPHABET, HOUSEHOLD_CODE_LENGTH, TOKEN_LENGTH

HOST = "https://vote.example.org"
FLOORS, DOORS = 12, 4

SHEET = LetterSheet(
    estate={"zh": "梧桐里小区"},
    title={"zh": "非机动车棚改造与充电桩位置征询"},
    questions=[
        {"zh": "车棚顶用哪种材质？"},
        {"zh": "充电桩安装在哪几处？"},
        {"zh": "是否同意使用公共收益支付改造费用？"},
    ],
    closes_at=datetime(2026, 12, 6, 12, 0, tzinfo=UTC),
    sign_in=f"{HOST}/sign-in",
    issuer={"zh": "梧桐里小区第三届业主委员会"},
    issued_on=date(2026, 11, 20),
    imprint=Imprint("2026-3", "0c3b28f7a1e05d42", datetime(2026, 11, 20, 8, 0, tzinfo=UTC)),
    lead={"zh": "车棚已用了二十年，雨天漏水，充电要排队。请您说说怎么改。"},
    return_place={"zh": "小区东门岗亭"},
    phone="021-5555 0142",
)


def households(count: int, seed: int) -> list[Household]:
    """So many doors in walking order, each with a link, a code and an area of its own."""
    chance = random.Random(seed)
    return [_household(at, chance) for at in range(count)]


def _household(at: int, chance: random.Random) -> Household:
    building, place = divmod(at, FLOORS * DOORS)
    floor, door = divmod(place, DOORS)
    return Household(
        building=str(building + 1),
        entrance="",
        room=f"{floor + 1}{door + 1:02d}",
        link=f"{HOST}/h/{_code(TOKEN_LENGTH, chance)}",
        code=_code(HOUSEHOLD_CODE_LENGTH, chance),
        serial=f"LY-{at + 1:05d}",
        area=chance.randrange(4_000, 14_000),
    )


def _code(length: int, chance: random.Random) -> str:
    return "".join(chance.choices(ALPHABET, k=length))
