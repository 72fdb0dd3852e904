"""`consult print`: the lists of whoever walks the buildings, and the papers for the board while answering goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from consult.cli.paper_order import PaperOrder


def print_delivery_sheets(order: PaperOrder) -> Path:
    """The delivery sheets of a building, or of all; they name people, so only the owner of the file may read it."""
    from consult.documents.delivery_sheet import delivery_sheets_pdf
    from consult.queries.delivery_sheet_paper import delivery_lines, delivery_sheet

    lines = delivery_lines(order.here.session, order.view, order.building)
    printed = delivery_sheets_pdf(delivery_sheet(order.view, order.now), lines, order.words)
    return order.keep("delivery-sheets", printed, is_private=True)


def print_walking_lists(order: PaperOrder) -> Path:
    """The doors of a building, or of all, from which nothing has come back."""
    from consult.documents.walking_list import walking_lists_pdf
    from consult.queries.walking_list_paper import explain_card, walking_doors

    public_url = order.here.settings.public_url
    doors = walking_doors(order.here.session, order.view, public_url, order.now, order.building)
    card = explain_card(order.view, order.words, public_url, order.now)
    return order.keep("walking-lists", walking_lists_pdf(card, doors, order.words), is_private=True)


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

    sheet = digest_sheet(order.here.session, order.view, order.here.settings.public_url, order.now)
    return order.keep("digest", daily_digest_pdf(sheet, order.words))


LIST_KINDS: Mapping[str, Callable[[PaperOrder], Path]] = MappingProxyType(
    {
        "delivery-sheets": print_delivery_sheets,
        "walking-lists": print_walking_lists,
        "turnout-sheet": print_turnout_sheet,
        "digest": print_daily_digest,
    }
)
"""What can be printed of these."""
