"""Laws as each language cites them: rules keep them in Chinese, and readers of English are told which law it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from consult.wording.marking import N_

_CITATION = re.compile(r"《(?P<law>[^》]+)》第(?P<number>[一二三四五六七八九十百零]+)条")
_LANGUAGES = (("zh", CHINESE), ("en", ENGLISH))
_DIGITS = "零一二三四五六七八九"

LAWS: Mapping[str, str] = MappingProxyType(
    {
        "中华人民共和国民法典": N_("Civil Code"),
        "上海市住宅物业管理规定": N_("Shanghai Residential Property Management Rules"),
        "中华人民共和国城市居民委员会组织法": N_("Organic Law of Urban Residents’ Committees"),
    }
)
"""The laws that the built-in rules rest on → their names."""


def citations_said(words: Words, basis: Sequence[str]) -> str:
    """The laws a rule rests on, in one breath; a committee's own citation stands as it was written."""
    return ("、" if words.is_chinese else "; ").join(citation_said(words, one) for one in basis)


def citation_said(words: Words, citation: str) -> str:
    """One citation: as it stands in Chinese; in English the law's name and the article in figures."""
    found = None if words.is_chinese else _CITATION.fullmatch(citation)
    if found is None or found["law"] not in LAWS:
        return citation
    name = LAWS[found["law"]]
    law = words.gettext(name)
    return words.gettext("%(law)s, Article %(number)s", law=law, number=str(han_number(found["number"])))


def han_number(written: str) -> int:
    """A number below a thousand as laws write it: 二百七十八 is 278, 十八 is 18."""
    whole, digit = 0, 0
    for character in written:
        if character in "十百":
            whole += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return whole + digit


def basis_text(basis: Sequence[str]) -> dict[str, str]:
    """The laws a rule rests on as papers take texts; nothing where it rests on none."""
    if not basis:
        return {}
    return {language: citations_said(words_for(locale), basis) for language, locale in _LANGUAGES}
