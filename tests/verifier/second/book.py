"""The book read from the first line to the last (the document, 3)."""

from collections.abc import Callable

from tests.verifier.second import beside, decisions, secret, sheets, votes
from tests.verifier.second.chain import Line
from tests.verifier.second.faulty import need
from tests.verifier.second.state import State

READ: dict[str, Callable[[State, Line], None]] = {
    "BALLOT": votes.ballot,
    "PARTICIPATED": secret.participated,
    "PAPER": votes.ballot,
    "PAPER_CONFIRM": sheets.confirm,
    "DUPLICATE": votes.duplicate,
    "RESOLVE": decisions.resolve,
    "CONTEST": decisions.contest,
    "ANNUL": decisions.annul,
    "CORRECT": decisions.correct,
    "INVALID": votes.invalid,
    "OPINION": votes.opinion,
    "RECONCILE": sheets.reconcile,
    "SERVED": beside.served,
    "BATCH": beside.batch,
    "CHECKPOINT": beside.checkpoint,
    "LOSS": beside.loss,
    "CLOSE": beside.close,
    "TALLY": beside.seal,
    "REPUBLISH": beside.seal,
    "AUDIT_LIST": beside.sample,
    "AUDIT_SEED": beside.sample,
    "AUDIT_RESULT": beside.sample,
}
AUDITS = {"AUDIT_LIST", "AUDIT_SEED", "AUDIT_RESULT"}
AFTER = {"TALLY", "LOSS", "CONTEST", "RESOLVE", "ANNUL", "CORRECT", "REPUBLISH", *AUDITS}
ONLY_AFTER = {"TALLY", "REPUBLISH", *AUDITS}


def read_events(book: State) -> State:
    """Read every line behind OPEN; a fault where the document does not let it stand."""
    for line in book.lines[1:]:
        in_secret(book, line)
        where = f"Line {line.seq}"
        need(line.type != "OPEN", f"{where}: OPEN again.")
        need(book.close is None or line.type in AFTER, f"{where}: {line.type} behind CLOSE.")
        need(book.close is not None or line.type not in ONLY_AFTER, f"{where}: {line.type} before CLOSE.")
        need(line.type != "REPUBLISH" or book.sealing, f"{where}: REPUBLISH before TALLY.")
        follows(book, line)
        READ[line.type](book, line)
    need(book.due is None, "Nothing follows a replaced ballot.")
    need(book.close is not None, "CLOSE is missing: the book may have been cut off.")
    need(book.sealing is not None, "TALLY is missing.")
    need(not book.stale, "A change behind the last sealed result was not counted.")
    if not book.is_secret:
        # In a secret poll nobody can tell which ballot is meant.
        decisions.no_upheld_holds(book)
    return book


def in_secret(book: State, line: Line) -> None:
    """A secret poll has lines of its own kinds, and no vote by name has one of them."""
    where = f"Line {line.seq}"
    if not book.is_secret:
        named = line.type != "PARTICIPATED" and "sealed" not in line.payload
        need(named and (line.type != "DUPLICATE" or "channel" in line.payload), f"{where} is of a secret poll.")
        return
    need(line.type in secret.LINES, f"{where}: {line.type} in a secret poll.")
    need(line.type != "DUPLICATE" or "channel" not in line.payload, f"{where} tells more than a secret poll may.")
    need(line.type != "RESOLVE" or "contest" in line.payload, f"{where}: nothing can be settled in a secret poll.")
    need(not {"instead", "invalid"} & set(line.payload), f"{where}: no ballot can be taken out of a secret poll.")


def follows(book: State, line: Line) -> None:
    """Directly behind a replaced ballot stands the new one."""
    if book.due is None:
        return
    seq, elector = book.due
    fits = line.type == "BALLOT" and line.payload["elector"] == elector and line.payload["channel"] == "web"
    need(seq == line.seq and fits, f"Line {line.seq}: the new ballot is missing.")
    book.due = None
