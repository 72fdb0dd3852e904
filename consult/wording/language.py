"""One reader's language: translated sentences, and dates, areas and shares as that reader writes them.

Pages, papers and commands all speak through `Words`, so that a figure reads the same wherever it stands.
Areas are integers in 0.01 m²; percentages are exact fractions rounded half up for print only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).resolve().parents[2] / "translations"
CHINESE = "zh_Hans_CN"
ENGLISH = "en"
LOCALES = (CHINESE, ENGLISH)
SHANGHAI = ZoneInfo("Asia/Shanghai")

_WEEKDAYS = "一二三四五六日"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Words:
    """Everything needed to speak to one reader: a catalogue, a language and a time zone."""

    def __init__(self, locale: str, catalogue: NullTranslations, zone: tzinfo = SHANGHAI) -> None:
        self.locale = locale
        self.zone = zone
        self._catalogue = catalogue

    def spoken_as(self, speaker: type[Words]) -> Words:
        """The same reader, spoken to in words of another kind; always the same words, for what is kept by them."""
        # mypy takes a class for one of its instances here, and asks the class itself to be hashed.
        return _spoken_as(speaker, self.locale, self._catalogue, self.zone)  # type: ignore[arg-type]

    @property
    def is_chinese(self) -> bool:
        """Whether this reader reads Chinese."""
        return self.locale.startswith("zh")

    @property
    def html_lang(self) -> str:
        """The language tag for the `lang` attribute (BCP 47)."""
        return "zh-Hans-CN" if self.is_chinese else "en"

    def gettext(self, sentence: str, **details: Any) -> str:
        """Translate a sentence and fill its named places."""
        said = self._catalogue.ugettext(sentence)
        return said % details if details else said

    def ngettext(self, one: str, many: str, n: int, **details: Any) -> str:
        """Translate a sentence that depends on a number; the number fills `%(n)s`."""
        return self._catalogue.ungettext(one, many, n) % {"n": self.integer(n), **details}

    def pick(self, text: Mapping[str, str] | str | None) -> str:
        """Choose this reader's version of a committee's text, or the other one where it is missing."""
        if text is None or isinstance(text, str):
            return text or ""
        mine, other = ("zh", "en") if self.is_chinese else ("en", "zh")
        return text.get(mine) or text.get(other) or ""

    def integer(self, n: int) -> str:
        """Write a whole number; from 10 000 in groups of three, joined by a space that does not break."""
        return str(n) if abs(n) < 10_000 else f"{n:,}".replace(",", "\N{NO-BREAK SPACE}")

    def area(self, hundredths: int) -> str:
        """Write an area given in 0.01 m² with two decimals and its unit."""
        return f"{self.square_metres(hundredths)}\N{NO-BREAK SPACE}{self.area_unit}"

    @property
    def area_unit(self) -> str:
        """The square metre as this reader writes it."""
        return "平方米" if self.is_chinese else "m²"

    def square_metres(self, hundredths: int) -> str:
        """Write an area given in 0.01 m² with two decimals, without its unit."""
        sign, (whole, rest) = "-" * (hundredths < 0), divmod(abs(hundredths), 100)
        return f"{sign}{self.integer(whole)}.{rest:02d}"

    def percent(self, share: Fraction) -> str:
        """Write an exact share as a percentage with two decimals, rounded half up."""
        hundredths = (share * 10_000 + Fraction(1, 2)).__floor__()
        return f"{hundredths // 100}.{hundredths % 100:02d}%"

    def day(self, day: date) -> str:
        """Write a date with its weekday: 2026年12月30日（周三）, or Wed 30 December 2026."""
        if self.is_chinese:
            return f"{self.date(day)}（周{_WEEKDAYS[day.weekday()]}）"
        return f"{_DAYS[day.weekday()]} {self.date(day)}"

    def date(self, day: date) -> str:
        """Write a date: 2026年12月30日, or 30 December 2026."""
        if self.is_chinese:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def moment(self, at: datetime) -> str:
        """Write an aware moment in the reader's zone: 2026年12月30日（周三）18:00, or Wed 30 December 2026, 18:00."""
        local = at.astimezone(self.zone)
        if self.is_chinese:
            return f"{self.date(local)}（周{_WEEKDAYS[local.weekday()]}）{local:%H:%M}"
        return f"{_DAYS[local.weekday()]} {self.date(local)}, {local:%H:%M}"


@lru_cache(maxsize=64)
def _spoken_as(speaker: type[Words], locale: str, catalogue: NullTranslations, zone: tzinfo) -> Words:
    return speaker(locale, catalogue, zone)


@lru_cache(maxsize=16)
def words_for(locale: str, zone: tzinfo = SHANGHAI) -> Words:
    """The words of a locale (`zh_Hans_CN` or `en`); anything else reads Chinese, the first language."""
    known = locale if locale in LOCALES else CHINESE
    return Words(known, Translations.load(CATALOGUES, [known]), zone)
