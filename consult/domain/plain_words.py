"""The committee's words once more, in plain words: beside each language a version of its own (“zh-simple”).

`simple` is the registered subtag of BCP 47 for plain language. A plain version is one more language of the same text:
it is fingerprinted, frozen and published with it, and what counts is the whole text beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain.question import Text

SIMPLE: Mapping[str, str] = MappingProxyType({"zh": "zh-simple", "en": "en-simple"})
"""Language → the key of its plain version."""

PLAINLY = frozenset({"intro", "body"})
"""What may be written in plain words too: what explains, never a title or an option, which are what is voted on."""


def with_plain(text: Text, chinese: str, english: str) -> Text:
    """A text with its plain versions, of the languages that were written."""
    return dict(text) | {SIMPLE[language]: said for language, said in (("zh", chinese), ("en", english)) if said}
