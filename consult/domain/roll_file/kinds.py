"""What a unit is used for and what kind of owner holds it, from the words rolls use."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from consult.domain.electorate import OwnerKind, UnitKind
from consult.domain.roll_file.faults import Flaw, flaw

_UNIT_WORDS: tuple[tuple[UnitKind, str], ...] = (
    (UnitKind.PARKING, "车位 车库 停车 泊位 parking garage"),
    (UnitKind.STORAGE, "储藏 储物 贮藏 仓储 storage"),
    (
        UnitKind.SHOP,
        "商铺 店铺 商业 商用 门面 沿街 办公 商办 非居住 非住宅 会所 shop office retail",
    ),
    (
        UnitKind.DWELLING,
        "住宅 居住 公寓 别墅 住房 成套 dwelling residential house flat apartment",
    ),
)
# Public housing that has been sold (售后公房) belongs to its buyer, so it must be seen before 公房.
_OWNER_WORDS: tuple[tuple[OwnerKind, str], ...] = (
    (OwnerKind.PERSON, "售后 已售 个人 私房 私有 person"),
    (OwnerKind.DEVELOPER, "开发商 建设单位 开发单位 未售 未交付 developer unsold"),
    (OwnerKind.PUBLIC_HOUSING, "公房 公有 公租 直管 系统房 public"),
    (
        OwnerKind.ORGANISATION,
        "单位 法人 企业 公司 机构 organisation organization company",
    ),
)
_ORGANISATION_ENDS = (
    "公司",
    "管理所",
    "事务所",
    "管理处",
    "银行",
    "学校",
    "医院",
    "集团",
    "委员会",
    "合作社",
    "研究院",
    "研究所",
    "中心",
    "分行",
    "支行",
)

_LONGEST = 40
_Kind = TypeVar("_Kind", UnitKind, OwnerKind)
Kinds = tuple[UnitKind, OwnerKind | None, Flaw | None]


@lru_cache(maxsize=1024)
def read_kind(text: str) -> Kinds:
    """Unit kind and owner kind (None: the column does not say); blank is a dwelling."""
    if not text:
        return UnitKind.DWELLING, None, None
    if len(text) > _LONGEST:
        return UnitKind.DWELLING, None, flaw("kind-unknown", given=text[:_LONGEST] + "…")
    low = text.casefold()
    unit, owner = unit_kind_in(low), _found(low, _OWNER_WORDS)
    if unit is None and owner is None:
        return UnitKind.DWELLING, None, flaw("kind-unknown", given=text)
    return unit or UnitKind.DWELLING, owner, None


def unit_kind_in(text: str) -> UnitKind | None:
    """The kind of unit that a text names, such as a sheet called 车位."""
    return _found(text.casefold(), _UNIT_WORDS)


def is_organisation_name(name: str) -> bool:
    """Whether a name is a company's or an institution's, by its ending."""
    return len(name) > 4 and name.endswith(_ORGANISATION_ENDS)


def _found(text: str, table: tuple[tuple[_Kind, str], ...]) -> _Kind | None:
    return next(
        (kind for kind, words in table if any(word in text for word in words.split())),
        None,
    )
