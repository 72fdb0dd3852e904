"""`consult print`: papers as PDF files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import click

from consult import clock
from consult.actions.issue_letters import issue_letters
from consult.cli.database import Opened, opened
from consult.cli.paper_files import refuse_unwritable, refuse_without_printing
from consult.cli.paper_order import PaperOrder
from consult.cli.progress import progress_bar
from consult.cli.reader import person, reader
from consult.cli.spoken import SpokenCommand, option
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.queries.letter_counts import electors_for_letters, letters_by_building
from consult.wording.language import ENGLISH, words_for
from consult.wording.marking import N_


def _poster(order: PaperOrder) -> Path:
    from consult.documents.poster import poster_pdf
    from consult.queries.papers import poster_sheet

    second = words_for(ENGLISH, order.here.settings.zone) if order.language == "both" else None
    sheet = poster_sheet(order.view, order.here.settings.public_url, order.now)
    printed = poster_pdf(sheet, order.words, second, "a3" if order.size == "a3" else "a4")
    return order.keep(f"poster-{order.size}", printed)


def _notice(order: PaperOrder) -> Path:
    from consult.documents.notice import notice_pdf
    from consult.queries.notice_paper import notice_sheet

    sheet = notice_sheet(order.view, order.words, order.here.settings.public_url, order.now)
    return order.keep("notice", notice_pdf(sheet, order.words))


def _rule_sheet(order: PaperOrder) -> Path:
    from consult.documents.rule_sheet import rule_sheet_pdf
    from consult.queries.rule_sheet import rule_sheet

    here = order.here
    sheet = rule_sheet(here.session, order.view, order.words, here.settings.public_url, order.now)
    return order.keep("rule-sheet", rule_sheet_pdf(sheet, order.words))


def _letters(order: PaperOrder) -> Path:
    from consult.documents.letter import letters_pdf
    from consult.queries.papers import household, letter_sheet

    here, view = order.here, order.view
    chosen = _whose_letters(order)
    refuse_unwritable(order.folder)  # before any earlier letter is made worthless
    with progress_bar(reader().gettext("Making codes")) as progress:
        issued = issue_letters(
            here.session,
            view.estate.id,
            view.id,
            chosen,
            secret=here.settings.secret_key,
            by=person(),
            now=order.now,
            progress=progress,
        )
    url = here.settings.public_url
    sheet = letter_sheet(view, url, order.now, here.settings.zone)
    with progress_bar(reader().gettext("Printing letters")) as progress:
        printed = letters_pdf(sheet, [household(letter, view, url) for letter in issued], order.words, progress)
    return order.keep("letters", printed, is_private=True)


def _whose_letters(order: PaperOrder) -> list[int]:
    """Everyone asked for with `--reissue`; else those who hold no letter yet, refused when there is nobody."""
    session, view = order.here.session, order.view
    chosen = electors_for_letters(session, view.estate.id, view.id, order.building, only_without=not order.reissue)
    if not chosen:
        counts = letters_by_building(session, view.estate.id, view.id)
        asked = [row.issued for row in counts if order.building in ("", row.building)]
        raise Refusal("letters-issued", letters=sum(asked))
    return chosen


def _ballots(order: PaperOrder) -> Path:
    from consult.documents.ballot_paper import ballots_pdf
    from consult.queries.paper_ballots import ballot_sheet, paper_ballots

    sheet = ballot_sheet(order.view, order.now, order.here.settings.zone)
    ballots = paper_ballots(order.here.session, order.view, order.building)
    with progress_bar(reader().gettext("Printing ballots")) as progress:
        return order.keep("ballots", ballots_pdf(sheet, ballots, order.words, progress))


def _result(order: PaperOrder, *, by_building: bool = False) -> Path:
    from consult.documents.result_notice import result_notice_pdf
    from consult.queries.papers import result_sheet

    view, settings = order.view, order.here.settings
    if view.result is None:
        raise Refusal("no-result-yet", code=view.code)
    about = (order.here.session, view, order.words, settings.public_url, order.now, settings.zone)
    sheet = result_sheet(*about, by_building=by_building)
    return order.keep("result", result_notice_pdf(sheet, view.result, order.words))


def _result_by_building(order: PaperOrder) -> Path:
    """The result notice with its appendix: the answers by building, as far as they may be told."""
    return _result(order, by_building=True)


def _readings(order: PaperOrder) -> Path:
    from consult.documents.readings import readings_pdf
    from consult.queries.readings_paper import readings_sheet

    sheet = readings_sheet(order.here.session, order.view, order.words, order.now)
    return order.keep("readings", readings_pdf(sheet, order.words))


KINDS: Mapping[str, Callable[[PaperOrder], Path]] = MappingProxyType(
    {
        "poster": _poster,
        "notice": _notice,
        "rule-sheet": _rule_sheet,
        "letters": _letters,
        "ballots": _ballots,
        "result": _result,
        "result-by-building": _result_by_building,
        "readings": _readings,
    }
)
"""What can be printed."""


@click.command(
    "print",
    cls=SpokenCommand,
    help=N_(
        "Print a paper of a consultation as PDF. KIND: poster, notice, rule-sheet, letters, ballots, result or "
        "readings."
    ),
)
@click.argument("kind")
@click.argument("code", metavar="CONSULTATION")
@option("--building", default="", help=N_("Letters or ballots of one building only."))
@option("-o", "--output", "folder", default=".", type=click.Path(path_type=Path), help=N_("Folder to write into."))
@option("--language", type=click.Choice(["zh", "en", "both"]), help=N_("Language of the paper; both: posters only."))
@option("--size", type=click.Choice(["a4", "a3"]), default="a4", show_default=True, help=N_("Size of a poster."))
@option("--reissue", is_flag=True, help=N_("Make new letters even for those who hold one; the old ones stop working."))
def print_papers(
    kind: str, code: str, building: str, folder: Path, language: str | None, size: str, reissue: bool
) -> None:
    """Print, and say where the file is."""
    if kind not in KINDS:
        raise Refusal("paper-unknown", kind=kind[:40], known=tuple(KINDS))
    refuse_without_printing()
    with opened() as here:
        view = consultation_of_code(here.session, code)
        if view.state is State.DRAFT:
            raise Refusal("not-announced", code=view.code)
        _refuse_unknown_building(here, view, building)
        order = PaperOrder(here, view, folder, building, language or "", size, reissue, clock.now())
        click.echo(str(KINDS[kind](order)))


def _refuse_unknown_building(here: Opened, view: ConsultationView, building: str) -> None:
    known = [row.building for row in letters_by_building(here.session, view.estate.id, view.id)]
    if building and building not in known:
        raise Refusal("building-unknown", building=building[:40], known=known)
