"""Lines that are no votes: the end, the seals, the batches, the sample (the document, 3)."""

import re
from fractions import Fraction
from math import ceil, comb

from tests.verifier.second.canonical import is_count, is_hex, tree_root
from tests.verifier.second.chain import Line
from tests.verifier.second.faulty import need
from tests.verifier.second.sheets import fits
from tests.verifier.second.state import State

DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHARE = re.compile(r"[1-9][0-9]*(/[1-9][0-9]*)?")


def batch(book: State, line: Line) -> None:
    """BATCH: sealed entries registered."""
    named, where = line.payload["fingerprints"], f"Line {line.seq}"
    need(isinstance(named, list) and named and all(is_hex(one) for one in named), f"{where}: strange fingerprints.")
    need(named == sorted(set(named)), f"{where}: fingerprints do not rise.")
    need(not set(named) & set(book.batches), f"{where}: a fingerprint was registered before.")
    need(line.at < book.opened["closes_at"], f"{where} came after the end.")
    book.batches.update(dict.fromkeys(named, line.seq))


def checkpoint(book: State, line: Line) -> None:
    """CHECKPOINT: once a day."""
    said, where = line.payload, f"Line {line.seq}"
    need(isinstance(said["day"], str) and DAY.fullmatch(said["day"]), f"{where}: of which day?")
    need(said["lines"] == line.seq - 1, f"{where}: another number of lines.")
    need(said["day"] >= book.day, f"{where}: of an earlier day.")
    book.day = said["day"]


def loss(book: State, line: Line) -> None:
    """LOSS: put back from a backup that was too old."""
    said, where = line.payload, f"Line {line.seq}"
    need(said["kept"] == line.seq - 1, f"{where}: another number of lines kept.")
    need(said["lines"] > said["kept"], f"{where}: nothing was lost.")
    need(isinstance(said["reason"], str) and 1 <= len(said["reason"]) <= 500, f"{where}: without a reason.")


def served(book: State, line: Line) -> None:
    """SERVED: to whom the ballot was brought."""
    named, where = line.payload["electors"], f"Line {line.seq}"
    need(book.procedure["deemed"]["mode"] != "off", f"{where}: silence means nothing here.")
    need(book.served is None, f"{where}: SERVED again.")
    need(isinstance(named, list) and all(is_count(one) for one in named), f"{where}: strange numbers.")
    need(named == sorted(set(named)) and set(named) <= set(book.roll), f"{where}: not rising, or not on the roll.")
    book.served = named


def close(book: State, line: Line) -> None:
    """CLOSE: the end."""
    said, where = line.payload, f"Line {line.seq}"
    need(said["lines"] == line.seq - 1, f"{where}: CLOSE counts other lines.")
    need(said["ballots"] == book.votes, f"{where}: CLOSE counts other ballots.")
    root = tree_root([one.leaf for one in book.lines[: line.seq - 1]])
    need(said["root"] == root.hex(), f"{where}: another tree root.")
    need((book.served is not None) == (book.procedure["deemed"]["mode"] != "off"), "SERVED is missing.")
    unfinished = [one for one in book.sheets.values() if one.agreed and one.effect is None]
    need(not unfinished, f"{where}: a settled sheet had no effect.")
    if book.opened["kind"] == "binding" and book.procedure["paper_twice"] and book.opened.get("serials"):
        need(book.reconciled is not None, f"{where}: paper was not reconciled.")
        need(book.reconciled and fits(book, book.reconciled.payload), f"{where}: the paper does not balance any more.")
    need("sealed" in said or not book.is_secret, f"{where} seals nothing.")
    book.close = line


def seal(book: State, line: Line) -> None:
    """TALLY once, REPUBLISH behind a change."""
    where = f"Line {line.seq}"
    if line.type == "TALLY":
        need(book.sealing is None, f"{where}: TALLY again.")
    else:
        need(book.sealing is not None and book.stale, f"{where}: counted anew for nothing.")
    book.sealing, book.stale = line, False


def sample(book: State, line: Line) -> None:
    """The three lines of the sample of paper."""
    where = f"Line {line.seq}"
    need(line.type not in book.audit, f"{where}: {line.type} again.")
    {"AUDIT_LIST": listed, "AUDIT_SEED": seed, "AUDIT_RESULT": compared}[line.type](book, line, where)
    book.audit[line.type] = line


def listed(book: State, line: Line, where: str) -> None:
    """AUDIT_LIST: how many sheets had an effect, and how many are drawn."""
    said = line.payload
    shares = said["share"], said["confidence"]
    need(all(isinstance(one, str) and SHARE.fullmatch(one) for one in shares), f"{where}: strange shares.")
    share, confidence = map(Fraction, shares)
    need(0 < share <= 1 and 0 < confidence < 1, f"{where}: strange shares.")
    need(is_count(said["listed"]) and said["listed"] == effects(book), f"{where}: another number of sheets.")
    need(said["size"] == sample_size(said["listed"], share, confidence), f"{where}: a sample of another size.")


def effects(book: State) -> int:
    """How many sheets had an effect in the book; an elector has one sheet."""
    ended = book.close.seq if book.close else 0
    return len({one.payload["elector"] for one in book.lines[1:ended] if took_effect(one)})


def took_effect(line: Line) -> bool:
    """Whether a sheet was counted by this line, set aside, or a second ballot."""
    return line.type == "INVALID" or (line.payload.get("channel") == "paper" and "keyed" not in line.payload)


def sample_size(whole: int, share: Fraction, confidence: Fraction) -> int:
    """The smallest sample that misses so many altered sheets seldom enough."""
    altered = ceil(whole * share)
    low, high = 0, whole
    while low < high:
        middle = (low + high) // 2
        if Fraction(comb(whole - altered, middle), comb(whole, middle)) <= 1 - confidence:
            high = middle
        else:
            low = middle + 1
    return low


def seed(book: State, line: Line, where: str) -> None:
    """AUDIT_SEED: the digits thrown."""
    said = line.payload
    need("AUDIT_LIST" in book.audit and said["list"] == book.audit["AUDIT_LIST"].seq, f"{where}: of no list.")
    need(
        isinstance(said["digits"], str) and re.fullmatch(r"[0-9]{10,100}", said["digits"]), f"{where}: strange digits."
    )
    need(said["typed"] != said["confirmed"], f"{where}: typed and confirmed by one person.")


def compared(book: State, line: Line, where: str) -> None:
    """AUDIT_RESULT: what comparing found."""
    said = line.payload
    need("AUDIT_SEED" in book.audit and said["seed"] == book.audit["AUDIT_SEED"].seq, f"{where}: of no draw.")
    need(said["compared"] == book.audit["AUDIT_LIST"].payload["size"], f"{where}: another number compared.")
    need(said["compared"] == said["agree"] + said["differ"], f"{where}: agree and differ do not fit.")
