"""Checkpoints: where a book stood at a moment, as the board shows it, and reading one that somebody typed from there.

The board shows the number of a line and the first sixteen characters of the head after it, in four groups of four; its
QR code, and the small print, hold all sixty-four. While a secret poll runs the number is left out: it would tell how
many have answered, and the fingerprint alone finds its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from consult.domain.receipt import CONSULTATION_CODE_LENGTH, fold, is_code
from consult.domain.refusal import Refusal, reasons

reasons(
    checkpoint_mistyped="a checkpoint that is not a number and 16 or 64 characters of a fingerprint",
    no_checkpoint_now="code: a checkpoint for a book that is not open",
)

SHORT, FULL = 16, 64
"""Characters of a fingerprint: on the board, and all of them."""

_LARGEST = 10**12
_ADDRESS = re.compile(r".*/c/([^/\s]+)/book/(?:(\d{1,12})-)?([0-9a-f]+)/?(?:[?#].*)?\Z", re.IGNORECASE | re.DOTALL)
_LOOSE = re.compile(
    r"(?:(?:(?P<code>[0-9a-z]{6})\s+)?(?P<seq>\d{1,12})\s+)?"
    r"(?P<head>(?:[0-9a-f]{4}[\s-]*){15}[0-9a-f]{4}|(?:[0-9a-f]{4}[\s-]*){3}[0-9a-f]{4})\Z",
    re.IGNORECASE,
)
"""Sixteen or four groups of four, so that a number before them is never taken for one of them."""
_PUBLISHED = re.compile(r"([0-9A-Z]+) (\d{1,12}) \S+Z ([0-9a-f]{64})\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """A checkpoint as somebody gives it: the beginning of a head in hex; code and number where they were given."""

    head: str
    seq: int | None = None
    consultation: str | None = None

    def fits(self, seq: int, head: str) -> bool:
        """Whether this is the mark of a line, given its number and the whole head after it."""
        return (self.seq is None or self.seq == seq) and head.startswith(self.head)


def read_mark(typed: str) -> Mark:
    """The checkpoint meant by a QR's address, a line of checkpoints.txt, or what was typed; `checkpoint-mistyped`."""
    plain = typed.strip()
    found = _ADDRESS.match(plain) or _PUBLISHED.match(plain)
    code, seq, head = found.groups() if found else _typed(plain)
    head = re.sub(r"[\s-]", "", head).lower()
    consultation = fold(code) if code else None
    is_right = len(head) in (SHORT, FULL) and (seq is None or 0 < int(seq) < _LARGEST)
    if not is_right or (consultation and not is_code(consultation, CONSULTATION_CODE_LENGTH)):
        raise Refusal("checkpoint-mistyped")
    return Mark(head, int(seq) if seq else None, consultation)


def _typed(plain: str) -> tuple[str | None, str | None, str]:
    """Code, number and fingerprint out of loose words."""
    found = _LOOSE.match(re.sub(r"(?:第|号|no\.?|[,，:：·])", " ", plain, flags=re.IGNORECASE).strip())
    if found is None:
        raise Refusal("checkpoint-mistyped")
    return found["code"], found["seq"], found["head"]


def mark_text(seq: int | None, head: str) -> str:
    """A checkpoint as it stands in an address: `145-` and the whole head, or the head alone."""
    return head if seq is None else f"{seq}-{head}"


def payload(day: date, lines: int) -> dict[str, Any]:
    """What a CHECKPOINT line records: for which day of the estate it was posted, and how many lines stood before it."""
    return {"day": day.isoformat(), "lines": lines}
