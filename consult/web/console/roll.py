"""The roll: what is in force; a file is checked, its faults are shown in their places, then it is imported whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from consult.actions.import_roll import import_roll
from consult.domain.electorate import Unit
from consult.domain.refusal import Refusal, reasons
from consult.domain.roll_diff import RollDiff, roll_diff
from consult.domain.roll_file.reading import RollReading, read_roll
from consult.domain.roll_file.sheets import Sheet
from consult.domain.roll_summary import RollSummary, roll_summary
from consult.models.base import db
from consult.queries.procedure import counting_settings
from consult.spreadsheets.reading import read_spreadsheet
from consult.spreadsheets.report import roll_report
from consult.web.access import allow, staff
from consult.web.console.checked_rolls import fingerprint, forget, keep, kept
from consult.web.console.pages import READERS, console, now, refused_page, tell
from consult.web.console.roll_figures import roll_or_none, units_in_force
from consult.web.i18n import current_words, settings
from consult.wording.language import Words
from consult.wording.roll_faults import fault_place, fault_sentence, severity_name
from consult.wording.roll_terms import choice_name, kind_name

reasons(
    roll_file_not_chosen="a form for a roll that came without a file",
    roll_check_gone="a checked roll that has been swept, or was another estate's",
)

SHOWN_FAULTS = 200
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class CheckedRoll:
    """A roll file that has been read: its name and fingerprint, its sheets, and what was made of them."""

    name: str
    fingerprint: str
    content: bytes
    sheets: Sequence[Sheet]
    reading: RollReading


@console.get("/roll")
@allow.staff(*READERS)
def roll() -> str:
    """The roll in force with its figures, and the form to check another file."""
    return render_template("console/roll.html", errors=[], **_in_force())


def _in_force() -> dict[str, object]:
    found = roll_or_none(staff().estate_id)
    return {"figures": found, "summary": figure_rows(current_words(), found.summary) if found else None}


@console.post("/roll/check")
@allow.staff("committee")
def check_roll() -> AnyResponse:
    """Read the file and show what it holds; nothing is imported yet."""
    try:
        return make_response(_preview(_handed_in()))
    except Refusal as refusal:
        return refused_page("console/roll.html", refusal, field="file", **_in_force())


@console.post("/roll/import")
@allow.staff("committee", fresh=True)
def import_checked_roll() -> AnyResponse:
    """Import the checked file, all of it or nothing."""
    me, words = staff(), current_words()
    try:
        checked = _checked_before()
        done = import_roll(
            db.session(),
            me.estate_id,
            checked.reading,
            by=me.name,
            now=now(),
            file_name=checked.name,
            file_sha256=checked.fingerprint,
        )
    except Refusal as refusal:
        return refused_page("console/roll.html", refusal, field="file", **_in_force())
    forget(_folder(), me.estate_id, checked.fingerprint)
    tell(
        words.gettext(
            "Imported: %(units)s units from %(rows)s rows. This is version %(version)s of the roll.",
            units=words.integer(done.units),
            rows=words.integer(done.rows),
            version=done.version,
        )
    )
    return redirect(url_for("console.roll"), 303)


@console.post("/roll/report")
@allow.staff("committee")
def roll_report_file() -> AnyResponse:
    """The checked workbook with what is wrong beside each row."""
    try:
        checked = _checked_before()
    except Refusal as refusal:
        return refused_page("console/roll.html", refusal, field="file", **_in_force())
    written = roll_report(checked.content, checked.name, checked.sheets, checked.reading, current_words())
    response = Response(written, mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    name = f"{Path(checked.name).stem}-{current_words().gettext('checked')}.xlsx"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _folder() -> Path:
    return settings().instance / "checked_rolls"


def _handed_in() -> CheckedRoll:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refusal("roll-file-not-chosen")
    content = file.read()
    checked = _read(content, Path(file.filename.replace("\\", "/")).name[-LONGEST_NAME:])
    keep(_folder(), staff().estate_id, content, now())
    return checked


def _checked_before() -> CheckedRoll:
    content = kept(_folder(), staff().estate_id, request.form.get("fingerprint", ""))
    if content is None:
        raise Refusal("roll-check-gone")
    return _read(content, request.form.get("name", "")[-LONGEST_NAME:])


def _read(content: bytes, name: str) -> CheckedRoll:
    sheets = read_spreadsheet(content, name)
    return CheckedRoll(name, fingerprint(content), content, sheets, read_roll(sheets, name))


def _preview(checked: CheckedRoll) -> str:
    words, reading = current_words(), checked.reading
    before = units_in_force(staff().estate_id)
    summary = roll_summary(reading.units, counting_settings(db.session(), staff().estate_id), reading.rows)
    faults = sorted(reading.faults, key=lambda fault: not fault.blocks)
    return render_template(
        "console/roll_check.html",
        checked=checked,
        summary=figure_rows(words, summary),
        faults=[
            [fault_place(words, fault), severity_name(words, fault.severity), fault_sentence(words, fault)]
            for fault in faults[:SHOWN_FAULTS]
        ],
        hidden_faults=max(0, len(faults) - SHOWN_FAULTS),
        blocking=len(reading.blocking),
        unknown=list(dict.fromkeys(column.name for column in reading.unknown_columns)),
        changes=change_rows(words, roll_diff(before, reading.units)) if before else [],
        register=register_rows(words, reading.units),
    )


@dataclass(frozen=True, slots=True)
class RollRows:
    """A summary in words: facts, and a table of what each way of counting asks."""

    facts: list[tuple[str, str]]
    choices: list[list[str]]


def figure_rows(words: Words, summary: RollSummary) -> RollRows:
    """What a roll amounts to, for a list and a table."""
    kinds = "、" if words.is_chinese else ", "
    counted = (f"{kind_name(words, kind)} {words.integer(n)}" for kind, n in summary.units.items())
    facts = [
        (
            words.gettext("Units"),
            words.gettext(
                "%(n)s (%(kinds)s)",
                n=words.integer(sum(summary.units.values())),
                kinds=kinds.join(counted),
            ),
        ),
        (words.gettext("Total floor area"), words.area(summary.area)),
        (words.gettext("Units without an area"), words.integer(summary.units_without_area)),
    ]
    choices = [
        [
            choice_name(words, choice.basis, choice.settings),
            words.integer(choice.heads),
            words.square_metres(choice.area),
            *(f"{words.integer(n.heads)} / {words.square_metres(n.area)}" for n in choice.needed),
        ]
        for choice in (summary.chosen, *summary.others)
    ]
    return RollRows(facts, choices)


def change_rows(words: Words, diff: RollDiff) -> list[tuple[str, str]]:
    """What a new roll changes against the one in force."""
    touching = sum(change.touches_the_vote for change in diff.changed)
    return [
        (words.gettext("Units added"), words.integer(len(diff.added))),
        (words.gettext("Units removed"), words.integer(len(diff.removed))),
        (words.gettext("Units changed"), words.integer(len(diff.changed))),
        (words.gettext("of these, owners or area changed"), words.integer(touching)),
    ]


def register_rows(words: Words, units: Sequence[Unit]) -> list[list[str]]:
    """The file beside the register's figures, as far as the committee typed them."""
    typed_units, typed_area = (_figure(request.form.get(name, "")) for name in ("register_units", "register_area"))
    rows = []
    if typed_units is not None:
        rows.append(_beside(words.gettext("Units"), len(units) * 100, typed_units, words, with_area=False))
    if typed_area is not None:
        area = sum(unit.area or 0 for unit in units)
        rows.append(_beside(words.gettext("Total floor area"), area, typed_area, words, with_area=True))
    return rows


def _figure(typed: str) -> int | None:
    """A figure with up to two decimals, in hundredths; None when nothing legible was typed."""
    whole, _, rest = typed.replace(",", "").replace("，", "").strip().partition(".")
    if not whole.isascii() or not whole.isdigit() or len(whole) > 12 or not (rest.isdigit() or not rest):
        return None
    return int(whole) * 100 + int((rest + "00")[:2])


def _beside(label: str, found: int, typed: int, words: Words, *, with_area: bool) -> list[str]:
    def written(hundredths: int) -> str:
        return words.square_metres(hundredths) if with_area else words.integer(hundredths // 100)

    verdict = words.gettext("agrees") if found == typed else words.gettext("differs")
    return [label, written(typed), written(found), f"{verdict} ({written(found - typed)})"]
