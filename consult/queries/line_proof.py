"""The proof that one line lies under the root that CLOSE fixed: a handful of hashes, without the rest of the book."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.ledger import LineType, Step, audit_path
from consult.domain.refusal import Refusal, reasons
from consult.models.book import entries_of
from consult.models.ledger import LedgerLine
from consult.queries.consultations import ConsultationView

reasons(line_unproved="seq: a line that does not lie under the root of CLOSE, because it is not there or came later")


@dataclass(frozen=True, slots=True)
class LineProof:
    """A line's leaf, how many lines the root is over, the root in hex, and the steps from the one to the other."""

    code: str
    seq: int
    leaf: bytes
    lines: int
    root: str
    path: Sequence[Step]

    def as_json(self) -> dict[str, Any]:
        """The proof for a program (docs/package.md, §9)."""
        steps = [{"left" if is_left else "right": node.hex()} for is_left, node in self.path]
        about = {"consultation": self.code, "seq": self.seq, "leaf": self.leaf.hex()}
        return {**about, "lines": self.lines, "root": self.root, "path": steps}


def line_proof(session: Session, view: ConsultationView, seq: int) -> LineProof:
    """The proof of a line before CLOSE; refuses `book-still-open` and `line-unproved`."""
    closing = next(entries_of(session, view.estate.id, view.id, [LineType.CLOSE]), None)
    if closing is None:
        raise Refusal("book-still-open", closes_at=view.closes_at)
    told = json.loads(closing[1])["payload"]
    if not 1 <= seq <= told["lines"]:
        raise Refusal("line-unproved", seq=seq)
    leaves = session.scalars(
        select(LedgerLine.leaf)
        .where(
            LedgerLine.estate_id == view.estate.id,
            LedgerLine.consultation_id == view.id,
            LedgerLine.seq <= told["lines"],
        )
        .order_by(LedgerLine.seq)
    ).all()
    return LineProof(view.code, seq, leaves[seq - 1], told["lines"], told["root"], audit_path(leaves, seq - 1))
