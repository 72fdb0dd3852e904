"""What `consult doctor` looks at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, how it is, and what to do ('' when it is fine)."""

    what: str
    found: str
    mend: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.mend

    def as_json(self) -> dict[str, object]:
        """The finding for a program."""
        return {"what": self.what, "found": self.found, "ok": self.is_fine, "do": self.mend or None}
