"""The result of a survey (征询结果) for the board, where no rule decides: turnout, and each answer with its bar.

No threshold stands on it and nothing on it has passed or failed. It is archived like the result notice of a vote, with
the machine-readable result inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consult.documents.imprint import grouped
from consult.documents.pdf import ARCHIVE, code_picture, lay_out, write
from consult.documents.result_figures import Condition, QuestionFigures, question_figures, share_of
from consult.documents.result_notice import ResultNoticeSheet, machine_readable, places_of, turnout_groups
from consult.documents.returned_figures import returned_rows
from consult.wording.breakdown import note_on_places
from consult.wording.households import counting_words
from consult.wording.language import Words
from consult.wording.secrecy import promise_said
from consult.wording.tenants import tenants_said

Turnout = tuple[list[int], list[tuple[Condition, str]]]
"""The numbers of questions, and who took part in them by measure with the length of a bar."""


def advisory_result_pdf(sheet: ResultNoticeSheet, result: Mapping[str, Any], words: Words) -> bytes:
    """Print the result of a survey (`result.json` as a mapping), with that very object enclosed."""
    words = counting_words(words, result)
    questions, is_secret = question_figures(words, result), "secrecy" in result
    has_area = bool(result["electorate"]["area"]) and not is_secret
    document = lay_out(
        "advisory_result.html",
        words,
        {"qr": code_picture(sheet.result_address)},
        sheet=sheet,
        period=words.gettext(
            "%(first)s to %(last)s", first=words.moment(sheet.opened_at), last=words.moment(sheet.closed_at)
        ),
        asked=words.integer(result["electorate"]["heads"]),
        valid=words.integer(result["valid"]),
        share=_share(result, words),
        has_area=has_area,
        promise=promise_said(words) if is_secret else "",
        returned=returned_rows(words, result),
        turnouts=_measured(turnout_groups(questions), has_area=has_area),
        questions=questions,
        tenants=tenants_said(words, result),
        places=places_of(sheet, result, words),
        places_note=note_on_places(words),
        lines=words.integer(result["ledger"]["lines"]),
        root=grouped(result["ledger"]["root"]).split(),
    )
    return write(document, sheet.imprint, [machine_readable(sheet, result, words)], ARCHIVE)


def _share(result: Mapping[str, Any], words: Words) -> str:
    """How many of those asked gave a valid ballot, in per cent."""
    return share_of(words, result["valid"], result["electorate"]["heads"])


def _measured(groups: Sequence[tuple[list[int], QuestionFigures]], *, has_area: bool) -> list[Turnout]:
    """Who took part in which questions, each measure with the length of its bar in per cent."""
    shown = slice(None) if has_area else slice(1)
    return [
        (numbers, [(row, row.share.rstrip("%") if row.share[0].isdigit() else "0") for row in question.turnout[shown]])
        for numbers, question in groups
    ]
