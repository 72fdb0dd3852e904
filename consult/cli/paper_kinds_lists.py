"""`consult print`: the papers for the board while answering goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from consult.cli.paper_order import PaperOrder
from consult.domain.day_word import word_of_day


def print_turnout_sheet(order: PaperOrder) -> Path:
    """Who has taken part, by building and entrance."""
    from consult.documents.turnout_sheet import turnout_sheet_pdf
    from consult.queries.turnout_papers import turnout_sheet

    sheet = turnout_sheet(order.here.session, order.view, order.now)
    return order.keep("turnout-sheet", turnout_sheet_pdf(sheet, order.words))


def print_daily_digest(order: PaperOrder) -> Path:
    """Ballots so far and where the book stands, for the board."""
    from consult.documents.daily_digest import daily_digest_pdf
    from consult.queries.turnout_papers import digest_sheet

    settings = order.here.settings
    word = word_of_day(settings.secret_key, order.view.estate.code, order.now.astimezone(settings.zone).date())
    sheet = digest_sheet(order.here.session, order.view, settings.public_url, order.now, word)
    return order.keep("digest", daily_digest_pdf(sheet, order.words))


LIST_KINDS: Mapping[str, Callable[[PaperOrder], Path]] = MappingProxyType(
    {
        "turnout-sheet": print_turnout_sheet,
        "digest": print_daily_digest,
    }
)
"""What can be printed of these."""
