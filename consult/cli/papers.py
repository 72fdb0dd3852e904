"""`consult print`: papers as PDF files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from consult import clock
from consult.actions.record_print import PrintedPaper, record_print
from consult.cli.batches import print_batch
from consult.cli.database import Opened, opened
from consult.cli.paper_files import refuse_without_printing
from consult.cli.paper_kinds_formal import FORMAL_KINDS
from consult.cli.paper_kinds_lists import LIST_KINDS
from consult.cli.paper_order import PaperOrder
from consult.cli.print_log import log_json, log_lines
from consult.cli.reader import person, reader
from consult.cli.small_file import read_small_file
from consult.cli.spoken import SpokenCommand, as_json, option
from consult.documents.pages import count_pages
from consult.domain.consultation import State
from consult.domain.printing import Batch
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.queries.letter_counts import letters_by_building
from consult.queries.printings import printings_of
from consult.wording.language import ENGLISH, words_for
from consult.wording.marking import N_
from consult.wording.printing import paper_name

_LARGEST_PICTURE = 20 * 1024 * 1024
"""Bytes: a large photo."""


def _poster(order: PaperOrder) -> Path:
    from consult.documents.poster import poster_pdf
    from consult.queries.papers import poster_sheet

    second = words_for(ENGLISH, order.here.settings.zone) if order.language == "both" else None
    sheet = poster_sheet(order.here.session, order.view, order.here.settings.public_url, order.now)
    if order.picture is not None:
        sheet = replace(sheet, picture=_picture(order.picture), picture_alt={})
    printed = poster_pdf(sheet, order.words, second, "a3" if order.size == "a3" else "a4")
    return order.keep(f"poster-{order.size}", printed)


def _picture(path: Path) -> bytes:
    """The picture as it lies there; refuses `picture-missing` and `file-too-large`. The poster looks at what it is."""
    try:
        return read_small_file(path, _LARGEST_PICTURE)
    except Refusal as refusal:
        raise Refusal("picture-missing") if refusal.reason == "file-unreadable" else refusal from None


def _notice(order: PaperOrder) -> Path:
    from consult.documents.notice import notice_pdf
    from consult.queries.notice_paper import notice_sheet
    from consult.queries.pictures import picture_of

    about = (order.view, order.words, order.here.settings.public_url, order.now)
    until = order.corrections_until and order.corrections_until.date()
    sheet = notice_sheet(
        *about,
        counted_at=order.counted_at,
        counting_place=order.place,
        corrections_until=until,
        picture=picture_of(order.here.session, order.view),
    )
    return order.keep("notice", notice_pdf(sheet, order.words))


def _rule_sheet(order: PaperOrder) -> Path:
    from consult.documents.rule_sheet import rule_sheet_pdf
    from consult.queries.rule_sheet import rule_sheet

    here = order.here
    sheet = rule_sheet(here.session, order.view, order.words, here.settings.public_url, order.now)
    return order.keep("rule-sheet", rule_sheet_pdf(sheet, order.words))


def _result(order: PaperOrder, *, by_building: bool = False) -> Path:
    from consult.documents.advisory_result import advisory_result_pdf
    from consult.documents.result_notice import result_notice_pdf
    from consult.queries.papers import result_sheet

    view, settings = order.view, order.here.settings
    if view.result is None:
        raise Refusal("no-result-yet", code=view.code)
    about = (order.here.session, view, order.words, settings.public_url, order.now, settings.zone)
    sheet = result_sheet(*about, by_building=by_building)
    print_result = result_notice_pdf if view.rule.decides else advisory_result_pdf
    return order.keep("result", print_result(sheet, view.result, order.words))


def _result_by_building(order: PaperOrder) -> Path:
    """The result notice with its appendix: the answers by building, as far as they may be told."""
    return _result(order, by_building=True)


def _readings(order: PaperOrder) -> Path:
    from consult.documents.readings import readings_pdf
    from consult.queries.readings_paper import readings_sheet

    sheet = readings_sheet(order.here.session, order.view, order.words, order.now)
    return order.keep("readings", readings_pdf(sheet, order.words))


LOG = "log"

KINDS: Mapping[str, Callable[[PaperOrder], Path]] = MappingProxyType(
    {
        "poster": _poster,
        "notice": _notice,
        "rule-sheet": _rule_sheet,
        "result": _result,
        "result-by-building": _result_by_building,
        "readings": _readings,
        **FORMAL_KINDS,
        **LIST_KINDS,
    }
)
"""What can be printed on one paper; batches and the log are beside them."""

IN_BOTH = frozenset({"poster"})
"""What has a sheet in two languages."""

_OF_DRAFTS = frozenset({"minutes"})
"""What is wanted before a consultation is announced: a hearing comes first."""


class _PrintCommand(SpokenCommand):
    """A command whose help lists what can be printed, by its names in the reader's language."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the kinds of papers, then the options."""
        words = reader()
        known = [(kind, paper_name(words, kind)) for kind in (*KINDS, *Batch)]
        with formatter.section(words.gettext("Kinds")):
            formatter.write_dl([*known, (LOG, words.gettext("what was printed, when, by whom"))])
        super().format_options(ctx, formatter)


@click.command(
    "print",
    cls=_PrintCommand,
    help=N_(
        "Print a paper of a consultation as PDF; KIND is one of those below. A batch that stopped goes on with the "
        "same command."
    ),
)
@click.argument("kind")
@click.argument("code", metavar="CONSULTATION")
@option("--building", default="", help=N_("Letters, ballots, forms or lists of one building only."))
@option("--room", "rooms", multiple=True, help=N_("Batches: for this room only, like 12-301; may be repeated."))
@option("--by-building", is_flag=True, help=N_("Batches: a file for each building, not buildings together."))
@option("-o", "--output", "folder", default=".", type=click.Path(path_type=Path), help=N_("Folder to write into."))
@option("--language", type=click.Choice(["zh", "en", "both"]), help=N_("Language of the paper; both: posters only."))
@option("--size", type=click.Choice(["a4", "a3"]), default="a4", show_default=True, help=N_("Size of a poster."))
@option("--reissue", is_flag=True, help=N_("Make new letters even for those who hold one; the old ones stop working."))
@option(
    "--meeting",
    type=click.Choice(["hearing", "coordination", "review"]),
    default="hearing",
    show_default=True,
    help=N_("Whose minutes: those of a hearing, a coordination or a review meeting."),
)
@option(
    "--at",
    type=click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]),
    metavar='"YYYY-MM-DD HH:MM"',
    help=N_("When it is counted: notice, invitations, counting record."),
)
@option(
    "--corrections-until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=N_("Until which day owners may have the roll corrected: notice."),
)
@option(
    "--picture",
    type=click.Path(path_type=Path),
    help=N_("Another photo or plan for this poster than the consultation's: JPEG, PNG, WebP or GIF."),
)
@option("--place", default="", help=N_("Where it is counted: notice, invitations, counting record."))
@as_json
def print_papers(kind: str, code: str, is_json: bool, **asked: Any) -> None:
    """Print, note it in the log, and say where the files are; or show the log."""
    if kind not in (*KINDS, *Batch, LOG):
        raise Refusal("paper-unknown", kind=kind[:40], known=(*KINDS, *Batch, LOG))
    with opened() as here:
        view = consultation_of_code(here.session, code)
        if kind == LOG:
            _show_log(here, view, is_json=is_json)
            return
        _refuse_two_languages(kind, asked["language"])
        refuse_without_printing()
        if view.state is State.DRAFT and kind not in _OF_DRAFTS:
            raise Refusal("not-announced", code=view.code)
        _refuse_unknown_building(here, view, asked["building"])
        for path in _printed(PaperOrder(here, view, now=clock.now(), **asked), kind):
            click.echo(str(path))


def _show_log(here: Opened, view: ConsultationView, *, is_json: bool) -> None:
    printings = printings_of(here.session, view.estate.id, view.id)
    click.echo(log_json(printings) if is_json else "\n".join(log_lines(reader(), printings, view.code)))


def _printed(order: PaperOrder, kind: str) -> list[Path]:
    if kind in set(Batch):
        return print_batch(order, Batch(kind))
    path = KINDS[kind](order)
    content = path.read_bytes()
    paper = PrintedPaper(
        kind=f"{kind}-{order.size}" if kind == "poster" else kind,
        language=order.short_language,
        text_hash=order.view.text_hash,
        pages=count_pages(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    record_print(order.here.session, order.view.estate.id, order.view.id, paper, by=person(), now=order.now)
    return [path]


def _refuse_two_languages(kind: str, language: str | None) -> None:
    """Nothing is left out in silence: only some papers have a sheet for both."""
    if language == "both" and kind not in IN_BOTH:
        raise Refusal("paper-in-one-language", known=tuple(sorted(IN_BOTH)))


def _refuse_unknown_building(here: Opened, view: ConsultationView, building: str) -> None:
    known = [row.building for row in letters_by_building(here.session, view.estate.id, view.id)]
    if building and building not in known:
        raise Refusal("building-unknown", building=building[:40], known=known)
