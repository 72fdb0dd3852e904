"""Sentences about single rows of a roll, by the key of the fault."""

from collections.abc import Mapping

from consult.wording.marking import N_

FAULTS: Mapping[str, str] = {
    "column-missing": N_(
        "This sheet has no column for the %(column)s. Add one and name it in the header row, then hand the file in again."
    ),
    "building-missing": N_("The building is blank. Write it in this row, even if it is that of the row above."),
    "room-missing": N_("The room is blank. Write the room number, or delete the row if it is no unit."),
    "place-too-long": N_("This is longer than %(limit)s characters. Write the number only, without the address."),
    "value-too-long": N_("This is longer than %(limit)s characters. Shorten it, or move the rest to another column."),
    "became-a-date": N_(
        "The spreadsheet turned a number into a date (%(given)s). Set the cell's format to text and write the number again."
    ),
    "became-scientific": N_(
        "The spreadsheet cut a long number short (%(given)s). Set the cell's format to text and write the number again."
    ),
    "area-not-a-number": N_("“%(given)s” is not an area. Write a number of square metres, such as 89.50."),
    "area-not-positive": N_(
        "An area cannot be %(given)s. Write the area from the property register, or leave the cell blank if it is not known."
    ),
    "area-impossible": N_("%(given)s m² is too large for one unit. Check the decimal point against the register."),
    "area-merged": N_("One area is merged over several rooms. Split the cell and write each room's own area."),
    "area-twice": N_(
        "The room is merged over several rows, but this row has an area of its own. Keep one area for the room, or split the room cell."
    ),
    "kind-unknown": N_(
        "“%(given)s” is not a kind of unit known here. Write 住宅, 商铺, 车位, 储藏, 开发商未售, 公房 or 单位."
    ),
    "area-source-unknown": N_("“%(given)s” is not a source of an area. Write 产证, 实测 or 合同, or leave it blank."),
    "owner-keys-mismatch": N_(
        "%(owners)s owners, but %(keys)s keys. Write one key for each owner in the same order, or one key for them all."
    ),
    "room-twice": N_(
        "This room stands already in %(where)s. Delete one of the two; co-owners go into one row, separated by 、."
    ),
    "area-rounded": N_("The area has more than two decimals (%(given)s); it is read as %(kept)s. Check it."),
    "area-unlikely": N_("%(given)s m² is unusual for this kind of unit. Check the decimal point."),
    "area-missing": N_("The area is blank. A vote that weighs area cannot be held until it is there."),
    "area-column-missing": N_(
        "This sheet has no column for the area. A vote that weighs area cannot be held until there is one."
    ),
    "owner-missing": N_("The owner is blank. The unit counts as one elector of its own."),
    "owner-column-missing": N_(
        "This sheet has no column for the owner, so each unit counts as one elector of its own. Add it if owners hold several units."
    ),
    "public-owner-is-a-person": N_(
        "“%(name)s” looks like a person. The owner of public housing is the body that lets it; a tenant votes only as its proxy."
    ),
    "key-zeros-lost": N_(
        "The key %(given)s may have lost a zero in front: %(perhaps)s? Check it against the document."
    ),
    "room-zeros-lost": N_("Room %(given)s may have lost a zero in front: other rooms are written like %(perhaps)s."),
    "phone-unlikely": N_("“%(given)s” does not look like a telephone number. Check its digits."),
    "owners-perhaps-several": N_("“%(given)s” is read as one owner. If these are several, separate the names with 、."),
    "row-not-read": N_("This row has no room and no area, so it is not read (“%(given)s”)."),
    "sheet-not-read": N_("This sheet has no row that names building and room, so it is not read."),
    "sheet-hidden": N_("This sheet is hidden, so it is not read. Show it if it belongs to the roll."),
    "column-twice": N_("Two columns could be this one. %(used)s is used; “%(aside)s” is kept aside."),
    "number-read-as-entrance": N_("“%(name)s” is read as the entrance, for the building has a column of its own."),
    "kind-from-sheet-name": N_("This sheet has no column for the kind. By its name its rows are read as %(kind)s."),
    "same-name-without-key": N_(
        "“%(name)s” owns units in %(n)s rows (%(rows)s), not all with an owner key. They count as different people; give them one key if they are one."
    ),
    "one-key-several-names": N_("The owner key %(given)s stands beside different names: %(names)s. Check them."),
    "several-developers": N_(
        "Unsold units stand under different developers (%(names)s), and each is one elector. Write the name in one way if it is one."
    ),
    "total-differs": N_(
        "The total says %(given)s, but the areas above add up to %(summed)s. Look for a row that is missing or twice."
    ),
}
