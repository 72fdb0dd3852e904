"""What stands small at the foot of every paper: which consultation, which version of its text, made when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consult.wording.language import Words

Text = Mapping[str, str]
"""A committee's words by language: `{"zh": …, "en": …}`; one of the two may be missing."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The consultation's number, the hash of its text (any length; eight characters are printed), the time."""

    number: str
    text_hash: str
    made_at: datetime

    def line(self, words: Words) -> str:
        """The foot line in one language."""
        return words.gettext(
            "Consultation %(number)s · text %(hash)s · made %(time)s",
            number=self.number,
            hash=self.text_hash[:8],
            time=words.moment(self.made_at),
        )


def grouped(code: str, size: int = 4, joint: str = " ") -> str:
    """A long code in groups that an eye can hold: `7K3M 9Q2X`; what already separates its parts is dropped."""
    plain = re.sub(r"[\s-]", "", code)
    return joint.join(plain[at : at + size] for at in range(0, len(plain), size))


def bare_address(address: str) -> str:
    """An address as a poster shows it: without the scheme, which people do not type."""
    return re.sub(r"^https?://", "", address).rstrip("/")
