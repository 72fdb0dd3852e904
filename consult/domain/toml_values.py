"""Values of a consultation file, read one by one: each is of the right kind, or refused by its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from consult.domain.numbers_typed import read_number
from consult.domain.plain_words import PLAINLY, SIMPLE
from consult.domain.question import Text
from consult.domain.refusal import Refusal, reasons

reasons(
    plan_faults="faults: every Refusal found in a consultation's plan, to be said together",
    unknown_key="key, where: a key that a consultation file does not know",
    key_missing="key, where: a key that a consultation file needs",
    wrong_value="key, value, known: a value of the wrong kind or outside the known ones",
)

Known = TypeVar("Known", bound=StrEnum)


def refuse_unknown(table: Mapping[str, Any], known: frozenset[str], *, where: str) -> None:
    """Refuse a table with keys that its place in the file does not know."""
    faults = [Refusal("unknown-key", key=key, where=where) for key in table if key not in known]
    if faults:
        raise Refusal("plan-faults", faults=tuple(faults))


def wrong(key: str, value: object, known: Iterable[str] = ()) -> Refusal:
    """The refusal of a value that does not fit its key."""
    return Refusal("wrong-value", key=key, value=str(value)[:60], known=tuple(known))


def string(table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    """A text value; refuses `key-missing` where it is not there and has no default."""
    value = table.get(key, default)
    if value is None:
        raise Refusal("key-missing", key=key, where="")
    if not isinstance(value, str):
        raise wrong(key, value)
    return value


def one_of(known: type[Known], table: Mapping[str, Any], key: str, default: Known | None = None) -> Known:
    """One of a known few words."""
    return member(known, string(table, key, default), key)


def member(known: type[Known], value: object, key: str) -> Known:
    """A word as one of the known few."""
    if value not in list(known):
        raise wrong(key, value, known)
    return known(str(value))


def text(table: Mapping[str, Any], key: str, *, needed: bool = False) -> Text:
    """The committee's words in each language, of some also in plain words; words without a language are Chinese."""
    value = table.get(key)
    if value is None:
        if needed:
            raise Refusal("key-missing", key=f"{key}.zh", where="")
        return {}
    if isinstance(value, str):
        return {"zh": value.strip()} if value.strip() else {}
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise wrong(key, value)
    known = {*SIMPLE, *SIMPLE.values()} if key in PLAINLY else set(SIMPLE)
    for language in value:
        if language not in known:
            raise Refusal("unknown-key", key=f"{key}.{language}", where="")
    return {language: words.strip() for language, words in value.items() if words.strip()}


def whole(value: object, key: str) -> int:
    """A whole number written as one."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong(key, value)
    return value


def number(value: object, key: str) -> Decimal:
    """A number, written bare or as text: 0.5 or "0.5"."""
    # A bare TOML float is read in its shortest form, which is what stands in the file.
    found = None if isinstance(value, bool) or not isinstance(value, int | float | str) else read_number(str(value))
    if found is None:
        raise wrong(key, value)
    return found


def hundredths(value: object, key: str) -> int:
    """A number of two decimals at most, not below zero, in hundredths: yuan as 0.01 yuan, per cent as 0.01 %."""
    found = number(value, key) * 100
    if found != int(found) or found < 0:
        raise wrong(key, value)
    return int(found)
