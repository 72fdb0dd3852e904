"""What one person read on a sheet of paper, what came of it, and the seal that keeps it from everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.domain.keying import Standing
from consult.domain.ledger import canonical, private_fingerprint
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.models.submission import Receipt, opening_of


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What one person read on a sheet: its answers, or the reason for which it does not count (`invalid`).

    `id` is made by the sender, so that a retry is known as one; `text` is the version of the questions that was
    answered, '' where that is not known.
    """

    id: str
    estate_id: int
    consultation_id: int
    serial: str
    answers: Mapping[int, object] = field(default_factory=dict)
    invalid: str = ""
    photo: Photo | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """What came of a reading. `standing` is None where one person's entry suffices.

    `outcome` is '' while the sheet counts nothing, else `counted` (then with its receipt), `double` (then with the
    refusal that names the counted ballot) or `invalid`; `seq` is the line that says so.
    """

    standing: Standing | None
    seq: int
    outcome: str = ""
    receipt: Receipt | None = None
    refusal: Refusal | None = None


def sealed_reason(reason: str, salt: bytes) -> str:
    """The fingerprint that fixes why a sheet does not count, without telling it."""
    return f"sha256:{private_fingerprint(bytes.fromhex(opening_of(salt)), canonical({'invalid': reason}))}"
