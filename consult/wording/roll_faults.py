"""What is wrong in a row of the roll, in the reader's language, and what to do about it."""

from __future__ import annotations

from consult.domain.electorate import UnitKind
from consult.domain.roll_file.faults import Fault, Flaw, Severity
from consult.domain.roll_file.header import Column
from consult.domain.roll_file.sheets import column_letter
from consult.wording.language import Words
from consult.wording.roll_terms import column_name, kind_name
from consult.wording.sentences.roll_faults import FAULTS


def fault_sentence(words: Words, fault: Fault) -> str:
    """What is wrong and what to do, without the place."""
    details = dict(fault.details)
    if "column" in details:
        details["column"] = column_name(words, Column(details["column"]))
    if "kind" in details:
        details["kind"] = kind_name(words, UnitKind(details["kind"]))
    if fault.key == "room-twice":
        elsewhere = details["sheet"] if details["sheet"] != fault.sheet else ""
        details["where"] = fault_place(words, Fault(elsewhere, int(details["row"]), None, fault.key))
    return words.gettext(FAULTS[fault.key], **details)


def flaw_sentence(words: Words, what: Flaw) -> str:
    """What is wrong with one value that was typed, and what to do."""
    return fault_sentence(words, Fault("", 0, None, what.key, what.details))


def fault_place(words: Words, fault: Fault) -> str:
    """Where it is: sheet, row and column as the spreadsheet shows them."""
    column = "" if fault.column is None else column_letter(fault.column)
    if not fault.sheet:
        return (
            words.gettext("row %(row)s, column %(column)s", row=fault.row, column=column)
            if column
            else words.gettext("row %(row)s", row=fault.row)
        )
    if not column:
        return words.gettext("sheet “%(sheet)s”, row %(row)s", sheet=fault.sheet, row=fault.row)
    return words.gettext(
        "sheet “%(sheet)s”, row %(row)s, column %(column)s", sheet=fault.sheet, row=fault.row, column=column
    )


def fault_line(words: Words, fault: Fault) -> str:
    """Place and sentence, for a list."""
    return words.gettext("%(place)s: %(said)s", place=fault_place(words, fault), said=fault_sentence(words, fault))


def severity_name(words: Words, severity: Severity) -> str:
    """How grave a fault is, in a word or two."""
    return words.gettext("must be mended") if severity is Severity.ERROR else words.gettext("to be looked at")
