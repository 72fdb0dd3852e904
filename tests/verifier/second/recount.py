"""`python -m tests.verifier.second.recount PACKAGE`: the package checked and recounted.

Exit status 0 when it is what the document says, 2 otherwise, with one sentence.
"""

import sys
from pathlib import Path
from typing import Any

from tests.verifier.second import secret
from tests.verifier.second.archive import read_package
from tests.verifier.second.book import read_events
from tests.verifier.second.canonical import canonical, read_canonical, sha256
from tests.verifier.second.chain import Line, read_book
from tests.verifier.second.faulty import Faulty, need
from tests.verifier.second.opening import check_following, check_opening, check_questions
from tests.verifier.second.result import Recount
from tests.verifier.second.roll import read_roll
from tests.verifier.second.sheets import read_marks
from tests.verifier.second.state import State

NOT_IN_THE_BOOK = {"issued", "served", "late"}
OLDER_LACKS = {"procedure", "invalid", "invalid_weight", "tenants"}
OLDER_QUESTION_LACKS = {"blank", "deemed", "followed", "deemed_refused", "with_deemed"}


def check(path: Path) -> None:
    """A fault unless the package is what the document says; also where it is of another shape altogether."""
    try:
        examine(path)
    except (TypeError, KeyError, IndexError, AttributeError, ValueError) as strange:
        raise Faulty(f"The package holds something that the document does not know: {strange}.") from None


def examine(path: Path) -> None:
    """Everything, one after the other."""
    files = read_package(path)
    said = {name: read_canonical(files[name], name) for name in ("question.json", "rule.json", "result.json")}
    lines = read_book(files["ledger.jsonl"])
    opened = check_opening(lines, files, said["rule.json"])
    check_questions(said["question.json"], files.get("picture.jpg"))
    check_following(said["question.json"]["questions"], opened)
    roll = read_roll(files["roll_public.csv"], opened["electorate"])
    marks = read_marks(files.get("sheets.txt"), opened.get("serials"), list(roll))
    book = read_events(State(lines, roll, said["question.json"]["questions"], said["rule.json"], marks))
    check_checkpoints(files["checkpoints.txt"], lines)
    check_result(book, said["question.json"], said["result.json"], files["result.json"])


def check_checkpoints(raw: bytes, lines: list[Line]) -> None:
    """`checkpoints.txt`: where the book stood."""
    try:
        rows = [text.split(" ") for text in raw.decode("ascii").split("\n")]
    except ValueError:
        raise Faulty("checkpoints.txt cannot be read.") from None
    need(rows.pop() == [""], "checkpoints.txt does not end with a whole line.")
    noted = []
    for row in rows:
        need(len(row) == 4, "A line of checkpoints.txt cannot be read.")
        code, seq, at, head = row
        need(code == lines[0].code, "A checkpoint is of another consultation.")
        need(seq.isascii() and seq.isdigit() and str(int(seq[:15])) == seq, "A line of checkpoints.txt cannot be read.")
        need(1 <= int(seq) <= len(lines), f"Checkpoint {seq} is of no line.")
        line = lines[int(seq) - 1]
        need((line.at, line.head.hex()) == (at, head), f"Checkpoint {seq} does not fit the book.")
        noted.append(line.seq)
    need(noted == sorted(set(noted)), "checkpoints.txt is not by rising number.")
    due = {1, len(lines), *(line.seq for line in lines if line.type in ("CLOSE", "CHECKPOINT"))}
    need(due <= set(noted), "A checkpoint is missing.")


def check_result(book: State, text: dict[str, Any], result: dict[str, Any], raw: bytes) -> None:
    """The result is the sealed one, and what counting gives."""
    assert book.sealing
    assert book.close
    need(book.sealing.payload["result"] == sha256(raw).hex(), "The result is not the one that the book seals.")
    need(isinstance(result, dict) and result.get("format") in (1, 2), "The result has an unknown format.")
    counted = Recount(book, result["format"])
    check_whole(book, counted, text, result)
    told = result.get("questions")
    need(isinstance(told, list) and len(told) == len(book.questions), "The result has other questions.")
    for question, one in zip(book.questions, told, strict=True):
        due = secret.question(book, question, one, told, counted.told) if book.is_secret else counted.question(question)
        check_question(book, due, one)


def check_whole(book: State, counted: Recount, text: dict[str, Any], result: dict[str, Any]) -> None:
    """Everything but the questions."""
    due = counted.whole()
    due["consultation"] = told_consultation(book, text)
    if result["format"] == 1:
        due.pop("neither")
    if "amended" not in result:
        need(not any(due.pop("amended").values()), "The result does not tell what was amended.")
    if "procedure" not in book.opened:
        due = {name: value for name, value in due.items() if name in result or name not in OLDER_LACKS}
    said = {**result, "consultation": dict(result.get("consultation") or {})}
    for name in ("number", "estate"):
        said["consultation"].pop(name, None)
    for name, value in due.items():
        need(name in said and canonical(said[name]) == canonical(value), f"The result says something else: {name}.")
    need("procedure" in book.opened or "procedure" not in result, "The result names a procedure that OPEN does not.")
    strange = set(result) - set(due) - NOT_IN_THE_BOOK - {"questions", "sheets"}
    need(not strange - OLDER_LACKS - {"amended"}, f"The result says more than can be recounted: {sorted(strange)}.")


def told_consultation(book: State, text: dict[str, Any]) -> dict[str, Any]:
    """What the result says about the consultation, as the book has it."""
    assert book.close
    opened = book.opened
    return {
        "code": book.lines[0].code,
        "title": text["title"],
        "text": opened["text"],
        "kind": opened["kind"],
        "basis": opened["basis"],
        "closes_at": opened["closes_at"],
        "opened_at": book.lines[0].at,
        "closed_at": book.close.at,
    }


def check_question(book: State, due: dict[str, Any], said: Any) -> None:
    """One question of the result."""
    where = f"Question {due['number']}"
    need(isinstance(said, dict), f"{where} cannot be read.")
    if "procedure" not in book.opened:
        due = {name: value for name, value in due.items() if name in said or name not in OLDER_QUESTION_LACKS}
    for name, value in due.items():
        need(name in said and canonical(said[name]) == canonical(value), f"{where} says something else: {name}.")
    need(set(said) <= set(due), f"{where} says more than can be recounted: {sorted(set(said) - set(due))}.")


def main(arguments: list[str]) -> int:
    """Say it; 0 or 2."""
    try:
        check(Path(arguments[0]))
    except Faulty as fault:
        print(fault)
        return 2
    print("The package is what the document says.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
