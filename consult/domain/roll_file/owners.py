"""Owners, their keys and their telephone numbers, several in one cell."""

from __future__ import annotations

import re
from functools import lru_cache

from consult.domain.electorate import Owner
from consult.domain.roll_file.cells import plain
from consult.domain.roll_file.faults import Flaw, flaw
from consult.domain.roll_file.sheets import Cell

# A comma before "Ltd" belongs to the company's name.
_SEPARATORS = re.compile(r"[、;/\n]|,(?!\s*(?:ltd|inc|llc)\b)", re.IGNORECASE)
_WIDE = r"[^\x00-\x7f]"
_LETTER_SPACED = re.compile(rf"(?<={_WIDE}) (?={_WIDE}(?: |$))|(?<=^{_WIDE}) (?={_WIDE})")
_TWO_NAMES = re.compile(rf"{_WIDE}{{2,}} {_WIDE}{{2,}}")
_NOBODY = frozenset({"无", "-", "--", "—", "不详", "未知", "暂无", "空", "n/a", "none", "?"})
LONGEST_NAME = 80
_PHONE_NOISE = re.compile(r"[\s()+-]")
_MOBILE = re.compile(r"(86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3})?[2-9]\d{6,7}")

Owners = tuple[Owner, ...]


def listed(cell: Cell) -> str:
    """A cell that may name several, one on each line, as text on one line."""
    if type(cell) is str and "\n" in cell:
        return plain(cell.replace("\n", "、"))
    return plain(cell)


def split(text: str) -> list[str]:
    """The parts of a cell that names several, in the order written."""
    if text.isalnum():
        return [text]
    return [part for piece in _SEPARATORS.split(text) if (part := piece.strip())]


def read_owners(names_text: str, keys_text: str) -> tuple[Owners, Flaw | None]:
    """Owners with their keys: one key for each, or one key that all of them share."""
    if names_text.isalnum() and (not keys_text or keys_text.isalnum()):
        return _one_owner(names_text, keys_text)
    names = [_LETTER_SPACED.sub("", name) if " " in name else name for name in split(names_text)]
    names = [name for name in names if name.casefold() not in _NOBODY]
    keys = split(keys_text)
    if any(len(part) > LONGEST_NAME for part in (*names, *keys)):
        return (), flaw("value-too-long", limit=str(LONGEST_NAME))
    if len(keys) <= 1:
        keys = (keys or [""]) * len(names)
    if len(keys) != len(names):
        return tuple(map(Owner, names)), _mismatch(names, keys)
    return tuple(dict.fromkeys(map(Owner, names, keys))), _perhaps_several(names)


def _one_owner(name: str, key: str) -> tuple[Owners, Flaw | None]:
    """By far the commonest row: one name and one key or none."""
    if len(name) > LONGEST_NAME or len(key) > LONGEST_NAME:
        return (), flaw("value-too-long", limit=str(LONGEST_NAME))
    return () if name.casefold() in _NOBODY else (Owner(name, key),), None


def _mismatch(names: list[str], keys: list[str]) -> Flaw:
    return flaw("owner-keys-mismatch", owners=str(len(names)), keys=str(len(keys)))


def _perhaps_several(names: list[str]) -> Flaw | None:
    """张 三 is one name set wide; 张三 李四 may be two, and which it is, is not guessed."""
    wide = next((name for name in names if " " in name and _TWO_NAMES.fullmatch(name)), None)
    return None if wide is None else flaw("owners-perhaps-several", given=wide)


@lru_cache(maxsize=1024)
def _is_phone(text: str) -> bool:
    digits = _PHONE_NOISE.sub("", text)
    return bool(_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits))


def read_phones(text: str) -> tuple[tuple[str, ...], Flaw | None]:
    """Telephone numbers as written, and a word when one has too few or too many digits to be one."""
    if not text:
        return (), None
    if text.isalnum() and _is_phone(text):
        return (text,), None
    phones = tuple(dict.fromkeys(split(text)))
    odd = next((phone for phone in phones if not _is_phone(phone)), None)
    return phones, None if odd is None else flaw("phone-unlikely", given=odd[:40])
