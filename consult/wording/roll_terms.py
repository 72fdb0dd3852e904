"""The words of a roll: its columns, kinds of units and ways of counting."""

from __future__ import annotations

from collections.abc import Mapping

from consult.domain.electorate import AreaSource, Basis, CountingSettings, OwnerKind, UnitKind
from consult.domain.roll_file.header import Column
from consult.wording.language import Words
from consult.wording.marking import N_

COLUMNS: Mapping[Column, Mapping[str, str]] = {
    Column.BUILDING: {"zh": "楼栋", "en": "building"},
    Column.ENTRANCE: {"zh": "单元", "en": "entrance"},
    Column.ROOM: {"zh": "室号", "en": "room"},
    Column.AREA: {"zh": "建筑面积", "en": "area"},
    Column.AREA_SOURCE: {"zh": "面积来源", "en": "area source"},
    Column.OWNER: {"zh": "业主", "en": "owner"},
    Column.OWNER_KEY: {"zh": "业主编号", "en": "owner key"},
    Column.KIND: {"zh": "性质", "en": "kind"},
    Column.PHONE: {"zh": "手机", "en": "phone"},
    Column.NOTE: {"zh": "备注", "en": "note"},
}

KINDS: Mapping[UnitKind, str] = {
    UnitKind.DWELLING: N_("dwellings"),
    UnitKind.SHOP: N_("shops"),
    UnitKind.PARKING: N_("parking spaces"),
    UnitKind.STORAGE: N_("storage rooms"),
}

ONE_UNIT: Mapping[UnitKind, str] = {
    UnitKind.DWELLING: N_("dwelling"),
    UnitKind.SHOP: N_("shop"),
    UnitKind.PARKING: N_("parking space"),
    UnitKind.STORAGE: N_("storage room"),
}

OWNER_KINDS: Mapping[OwnerKind, str] = {
    OwnerKind.PERSON: N_("a person, or several together"),
    OwnerKind.ORGANISATION: N_("a company or institution"),
    OwnerKind.DEVELOPER: N_("the developer (not sold, or not handed over)"),
    OwnerKind.PUBLIC_HOUSING: N_("the body that lets public housing"),
}

AREA_SOURCES: Mapping[AreaSource, str] = {
    AreaSource.REGISTER: N_("property register"),
    AreaSource.SURVEY: N_("survey"),
    AreaSource.CONTRACT: N_("sale contract"),
}


def column_name(words: Words, column: Column) -> str:
    """What a column of the roll is called in the template and in what is said of it."""
    return words.pick(COLUMNS[column])


def kind_name(words: Words, kind: UnitKind) -> str:
    """What units of a kind are called, several together."""
    return words.gettext(KINDS[kind])


def choice_name(words: Words, basis: Basis, settings: CountingSettings) -> str:
    """One way of counting, in a few words."""
    if basis is Basis.BY_HOUSEHOLD:
        return words.gettext("by household: each dwelling one ballot")
    match settings.counts_parking, settings.counts_storage:
        case True, True:
            return words.gettext("by owner, with parking and storage")
        case True, False:
            return words.gettext("by owner, with parking")
        case False, True:
            return words.gettext("by owner, with storage")
    return words.gettext("by owner, without parking and storage")
