"""The book on the web: every line's number, time and fingerprint for anyone; the entries once the vote is closed."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.book import BookPage, book_page, entries
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.web.access import allow
from consult.web.i18n import current_words
from consult.wording.book import line_name

verify = Blueprint("verify", __name__)


def _view(code: str) -> ConsultationView:
    view = consultation_of_code(db.session(), code)
    if view.state is State.DRAFT:
        raise Refusal("unknown-consultation", code=code[:20])
    return view


@verify.get("/c/<code>/book")
@allow.anyone
def book(code: str) -> str:
    """A page of the book, newest lines first."""
    view = _view(code)
    found = book_page(db.session(), view, page=request.args.get("page", 1, type=int))
    return render_template(
        "verify/book.html",
        consultation=view,
        book=found,
        head_groups=[found.head[at : at + 4] for at in range(0, 16, 4)],
        rows=_rows(found),
        is_closed=view.state is State.CLOSED,
        previous=url_for("verify.book", code=view.code, page=found.page - 1) if found.page > 1 else "",
        following=url_for("verify.book", code=view.code, page=found.page + 1) if found.page < found.pages else "",
    )


def _rows(found: BookPage) -> list[list[str]]:
    words = current_words()
    return [
        [str(line.seq), line_name(words, line.type), words.moment(line.at), f"{line.leaf[:4]} {line.leaf[4:8]}"]
        for line in found.lines
    ]


@verify.get("/c/<code>/book/ledger.jsonl")
@allow.anyone
def ledger(code: str) -> Response:
    """Every entry of a closed book, as fingerprinted; before closing it would tell how the vote stands."""
    view = _view(code)
    if view.state is not State.CLOSED:
        raise Refusal("book-still-open", closes_at=view.closes_at)

    def written() -> Iterator[str]:
        yield from entries(db.session(), view)

    answer = Response(stream_with_context(written()), mimetype="application/jsonl")
    answer.headers["Content-Disposition"] = f'attachment; filename="ledger-{view.code}.jsonl"'
    return answer
