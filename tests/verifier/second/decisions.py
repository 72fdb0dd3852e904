"""RESOLVE, CONTEST, ANNUL, CORRECT: what becomes of a recorded ballot (the document, 3)."""

from typing import Any

from tests.verifier.second.canonical import is_hex, is_salted, sealed
from tests.verifier.second.chain import Line
from tests.verifier.second.faulty import Faulty, need
from tests.verifier.second.questions import check_answers
from tests.verifier.second.state import Settled, State

BETWEEN = ("first-stands", "second-counts", "neither-counts")


def resolve(book: State, line: Line) -> None:
    """Either kind of decision."""
    if "contest" in line.payload:
        decide_contest(book, line)
    else:
        settle(book, line)


def settle(book: State, line: Line) -> None:
    """How a conflict between two ballots was settled."""
    said, where = line.payload, f"Line {line.seq}"
    need(book.close is None, f"{where} stands behind CLOSE.")
    need(said["decision"] in BETWEEN, f"{where}: an unknown decision.")
    between(book, line, said["decision"])
    need(is_hex(said.get("evidence", "0" * 64)), f"{where}: a strange photo.")
    held = book.holding(said["elector"])
    need(held not in book.upheld, f"{where} lets stand what an upheld contest took out.")
    book.stirred[said["elector"]] = line.seq


def between(book: State, line: Line, decision: str) -> None:
    """Between which two ballots, and what the second one says."""
    said, where, elector = line.payload, f"Line {line.seq}", line.payload["elector"]
    need(book.ballot.get(elector) == said.get("counted"), f"{where}: the first ballot is another.")
    need(said.get("duplicate") in book.doubles[elector], f"{where}: there is no such second ballot.")
    second = decision == "second-counts"
    need(("answers" in said) == second, f"{where}: answers are missing, or needless.")
    if second:
        sealed_now = book.lines[said["duplicate"] - 1].payload
        need(("opening" in said) == ("answers" in sealed_now), f"{where}: an opening is missing, or needless.")
        if "opening" in said:
            need(sealed(said["opening"], said["answers"]) == sealed_now["answers"], f"{where}: not what was sealed.")
        check_answers(book.questions, said["answers"], sealed_now["channel"] == "paper", where)
        book.told[said["duplicate"]] = said["answers"]
    else:
        need("opening" not in said, f"{where}: a needless opening.")
    book.settled[elector] = Settled(line.seq, decision, said["duplicate"])


def held_by(book: State, elector: int) -> set[int]:
    """The lines that a contest of this elector may name now."""
    held = {book.holding(elector)}
    if not held - {0}:
        sheets = [one for one in book.sheets.values() if one.line.payload["elector"] == elector]
        held |= {one.line.seq for one in sheets if not one.agreed}
    if elector not in book.excused:
        held.add(book.invalid.get(elector, 0))
    return held - {0}


def contest(book: State, line: Line) -> None:
    """CONTEST: a household says that what holds for it was not its own."""
    said, where, elector = line.payload, f"Line {line.seq}", line.payload["elector"]
    need(said["ballot"] in held_by(book, elector), f"{where}: what it names does not hold.")
    for seq, earlier in book.contests.items():
        if earlier.payload["ballot"] == said["ballot"]:
            again = book.decided.get(seq) == "withdrawn" or (seq in book.decided and book.stirred.get(elector, 0) > seq)
            need(again, f"{where}: this was contested before.")
    book.contests[line.seq] = line


def decide_contest(book: State, line: Line) -> None:
    """How a contest was decided, and what counts now."""
    said, where, elector = line.payload, f"Line {line.seq}", line.payload["elector"]
    asked = book.contests.get(said["contest"])
    if asked is None or said["contest"] in book.decided:
        raise Faulty(f"{where}: there is no such contest open.")
    need((asked.payload["elector"], asked.payload["ballot"]) == (elector, said["ballot"]), f"{where}: another contest.")
    need(said["decision"] in ("upheld", "dismissed", "withdrawn"), f"{where}: an unknown decision.")
    need(is_salted(said["reason"]), f"{where}: a reason in clear.")
    book.decided[said["contest"]] = said["decision"]
    upheld = said["decision"] == "upheld"
    of_invalid = book.lines[said["ballot"] - 1].type == "INVALID"
    need((said.get("invalid") is True) == (upheld and of_invalid), f"{where}: an invalid sheet, or not?")
    need(upheld or not {"instead", "counted", "duplicate", "answers", "opening"} & set(said), f"{where}: put in place?")
    if not upheld:
        return
    held = book.holding(elector) == said["ballot"]
    book.upheld[said["ballot"]] = line.seq
    if of_invalid:
        book.excused.add(elector)
        book.stale = True
    elif "instead" in said:
        put_instead(book, line, held)
    else:
        need("answers" not in said and "opening" not in said, f"{where}: needless answers.")


def left(book: State, elector: int) -> int:
    """The first of the elector's own ballots that no upheld contest named; 0 where none is left."""
    first = book.ballot.get(elector, 0)
    own = [seq for seq in book.doubles.get(elector, []) if book.lines[seq - 1].payload["channel"] == "web"]
    return next((seq for seq in (first, *own) if seq and seq not in book.upheld), 0)


def put_instead(book: State, line: Line, held: bool) -> None:
    """The ballot that counts now."""
    said, where, elector = line.payload, f"Line {line.seq}", line.payload["elector"]
    need(held, f"{where}: what it takes out did not hold.")
    now = left(book, elector)
    first = now == book.ballot.get(elector)
    need(now and said["instead"] == ("first-stands" if first else "second-counts"), f"{where}: another ballot is next.")
    need(first or said.get("duplicate") == now, f"{where}: another ballot is next.")
    between(book, line, said["instead"])
    book.stirred[elector] = line.seq
    book.note("annulled")
    book.stale = True


def annul(book: State, line: Line) -> None:
    """ANNUL: a ballot that counts no longer."""
    said, where, elector = line.payload, f"Line {line.seq}", line.payload["elector"]
    need(book.ballot.get(elector) == said["ballot"], f"{where}: this ballot does not count.")
    if said["cause"] == "contest":
        by = said.get("resolve")
        need(by is not None and book.upheld.get(said["ballot"]) == by, f"{where}: no contest of it was upheld.")
        book.note("annulled")
        book.stale = True
    else:
        need(said["cause"] == "replaced" and "resolve" not in said, f"{where}: an unknown cause.")
        need(book.procedure["replace"], f"{where}: nobody may answer anew.")
        need(book.close is None and line.at < book.opened["closes_at"], f"{where} came after the end.")
        book.note("replaced")
        book.due = (line.seq + 1, elector)
    del book.ballot[elector]
    book.settled.pop(elector, None)


def correct(book: State, line: Line) -> None:
    """CORRECT: other answers for a ballot that somebody entered."""
    said, where, elector = line.payload, f"Line {line.seq}", line.payload["elector"]
    need(elector in book.ballot and book.holding(elector) == said["ballot"], f"{where}: this ballot does not count.")
    channel = book.lines[said["ballot"] - 1].payload.get("channel", "web")
    need(channel != "web", f"{where}: what a household sent itself is corrected by nobody.")
    check_answers(book.questions, said["answers"], channel == "paper", where)
    need(said["proposed"] != said["confirmed"], f"{where}: proposed and confirmed by one person.")
    need(is_salted(said["reason"]) and is_hex(said["evidence"]), f"{where}: a strange reason.")
    book.corrected[said["ballot"]] = said["answers"]
    book.stirred[elector] = line.seq
    book.note("corrected")
    book.stale = True


def no_upheld_holds(book: State) -> None:
    """What an upheld contest named does not hold in the end."""
    for named in book.upheld:
        elector: Any = book.lines[named - 1].payload["elector"]
        need(book.holding(elector) != named, f"Line {named} still counts, although its contest was upheld.")
