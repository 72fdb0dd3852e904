"""Numbered sheets, and paper that two read (the document, 3)."""

from collections import Counter

from tests.verifier.second.canonical import canonical, is_hex, is_salted, sealed, sha256, tree_root
from tests.verifier.second.chain import Line
from tests.verifier.second.faulty import Faulty, need
from tests.verifier.second.state import Sheet, State

FATES = ("returned", "double", "blank", "spoilt", "unconfirmed", "collected", "late")


def read_marks(raw: bytes | None, serials: dict[str, object] | None, roll: list[int]) -> dict[int, str] | None:
    """`sheets.txt`: each elector's mark, under the root that OPEN fixed."""
    if not serials or not serials.get("salted"):
        need(raw is None, "sheets.txt is there without salted serials.")
        return None
    need(raw is not None, "sheets.txt is missing.")
    try:
        rows = [text.split(" ") for text in (raw or b"").decode("ascii").split("\n")]
    except ValueError:
        raise Faulty("sheets.txt cannot be read.") from None
    need(rows.pop() == [""], "sheets.txt does not end with a whole line.")
    need(all(len(row) == 2 and is_salted(row[1]) for row in rows), "A line of sheets.txt cannot be read.")
    need([row[0] for row in rows] == [str(number) for number in roll], "sheets.txt names other electors than the roll.")
    marks = {int(elector): mark for elector, mark in rows}
    leaves = [
        sha256(b"\x00", canonical({"elector": elector, "serial": mark}))
        for elector, mark in sorted(marks.items(), key=lambda pair: pair[1])
    ]
    need(tree_root(leaves).hex() == serials["root"] and len(marks) == serials["sheets"], "sheets.txt is not OPEN's.")
    return marks


def own_serial(book: State, line: Line) -> None:
    """A serial in the book is its elector's."""
    said, where = line.payload, f"Line {line.seq}"
    if book.marks is not None and said.get("serial") is not None:
        need(book.marks.get(said["elector"]) == said["serial"], f"{where}: this sheet is not its elector's.")
    need(said.get("photo") is None or is_hex(said["photo"]), f"{where}: a strange photo.")


def claim_serial(book: State, line: Line) -> None:
    """A sheet has its effect once."""
    own_serial(book, line)
    serial = line.payload.get("serial")
    if serial is not None and book.marks is not None:
        need(serial not in book.used, f"Line {line.seq}: this sheet has had its effect.")
        book.used.add(serial)


def read_first(book: State, line: Line) -> None:
    """PAPER under `paper_twice`: the first reading."""
    said, where = line.payload, f"Line {line.seq}"
    need(book.procedure["paper_twice"], f"{where}: a sealed reading where one is enough.")
    need(said["elector"] in book.roll, f"{where}: an elector who is not on the roll.")
    in_time = line.at < book.opened["closes_at"] or book.procedure["late_paper"]
    need(in_time, f"{where} came after the end.")
    same = [(one.line.payload["elector"], one.line.payload["serial"]) for one in book.sheets.values()]
    need((said["elector"], said["serial"]) not in same, f"{where}: this sheet was read before.")
    own_serial(book, line)
    book.sheets[line.seq] = Sheet(line, {line.seq: said["keyed"]}, {said["typist"]})
    book.touched.add(said["elector"])


def confirm(book: State, line: Line) -> None:
    """PAPER_CONFIRM: another person's reading."""
    said, where = line.payload, f"Line {line.seq}"
    sheet = book.sheets.get(said["paper"])
    if sheet is None:
        raise Faulty(f"{where}: of no sheet.")
    need(sheet.line.payload["elector"] == said["elector"], f"{where}: the sheet is of another elector.")
    need(not sheet.agreed, f"{where}: this sheet is settled.")
    need(said["typist"] not in sheet.typists, f"{where}: the same person again.")
    need(("agrees" in said) != ("keyed" in said), f"{where}: agrees or not?")
    sheet.typists.add(said["typist"])
    if "keyed" in said:
        sheet.readings[line.seq] = said["keyed"]
    else:
        need(said["agrees"] in sheet.readings, f"{where} agrees with no reading.")
        sheet.agreed = sheet.readings[said["agrees"]]


def effect(book: State, line: Line) -> None:
    """The one line that a settled sheet has for its effect."""
    said, where = line.payload, f"Line {line.seq}"
    sheet = book.sheets.get(said["paper"])
    if sheet is None or not sheet.agreed or sheet.effect:
        raise Faulty(f"{where}: this sheet is not settled, or has had its effect.")
    paper = sheet.line.payload
    need(paper["elector"] == said["elector"], f"{where}: the sheet is of another elector.")
    need(said.get("serial", paper["serial"]) == paper["serial"], f"{where}: another serial than the sheet's.")
    need(paper["photo"] is None or said.get("photo", paper["photo"]) == paper["photo"], f"{where}: another photo.")
    if line.type == "DUPLICATE":
        need(said["answers"] == sheet.agreed, f"{where}: another seal than the reading's.")
    else:
        read = {"invalid": said["reason"]} if line.type == "INVALID" else said["answers"]
        need(sealed(said.get("opening"), read) == sheet.agreed, f"{where} is not what two people read.")
    sheet.effect = line


def reconcile(book: State, line: Line) -> None:
    """RECONCILE: the sheets must balance."""
    said, where = {"collected": 0, **line.payload}, f"Line {line.seq}"
    for name in ("listed", "unused", "issued", "in_hand", "missing", *FATES):
        need(type(said[name]) is int and said[name] >= 0, f"{where}: {name} is below nothing.")
    fates = sum(said[name] for name in FATES if name not in ("collected", "late")) + said["late"]
    need(said["issued"] == said["listed"] - said["unused"], f"{where}: issued does not fit.")
    need(said["missing"] == said["issued"] - said["in_hand"] - said["collected"] * 0, f"{where}: missing does not fit.")
    need(said["issued"] == fates + said["collected"] + said["missing"] + said["difference"], f"{where}: no balance.")
    serials = book.opened.get("serials")
    need(not serials or said["listed"] == serials["sheets"], f"{where}: listed is not OPEN's.")
    need(
        (said["explanation"] is not None) == bool(said["difference"] or said["unconfirmed"] or said["collected"]),
        f"{where}: an explanation is missing, or needless.",
    )
    need(said["explanation"] is None or is_salted(said["explanation"]), f"{where}: a strange explanation.")
    if book.procedure["paper_twice"]:
        need(fits(book, said), f"{where}: other figures than the book's.")
    book.reconciled = line


def fits(book: State, said: dict[str, int]) -> bool:
    """Whether the figures are those of the sheets in the book so far."""
    found = fates_so_far(book)
    return all(said[name] == found[name] for name in ("returned", "double", "blank", "spoilt", "unconfirmed"))


def fates_so_far(book: State) -> Counter[str]:
    """What has become of each sheet in the book."""
    return Counter(fate(one) for one in book.sheets.values())


def fate(sheet: Sheet) -> str:
    """What has become of one sheet."""
    if sheet.effect is None:
        return "unconfirmed"
    if sheet.effect.type == "INVALID":
        return "blank" if sheet.effect.payload["reason"] == "blank" else "spoilt"
    return "double" if sheet.effect.type == "DUPLICATE" else "returned"
