"""The book on the web: every line's number, time and fingerprint for anyone; the entries once the vote is closed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for

from consult.documents.imprint import grouped
from consult.domain.checkpoint import SHORT
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.packaging.recount_page import recount_page
from consult.queries.audit import public_sample
from consult.queries.book import BookPage, book_page, entries
from consult.queries.checkpoints import posted_checkpoints
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.queries.line_proof import line_proof
from consult.queries.promises import key_of_book
from consult.web.access import allow
from consult.web.i18n import current_words, speak_of
from consult.web.package_file import package_file
from consult.wording.audited import sample_published
from consult.wording.book import line_name

verify = Blueprint("verify", __name__)


def announced(code: str) -> ConsultationView:
    """A consultation that anyone may read of; a draft answers exactly like a missing one."""
    view = consultation_of_code(db.session(), code)
    if view.state is State.DRAFT:
        raise Refusal("unknown-consultation", code=code[:20])
    speak_of(view.basis, is_binding=view.is_binding)
    return view


@verify.get("/c/<code>/book")
@allow.anyone
def book(code: str) -> str:
    """A page of the book, newest lines first."""
    view = announced(code)
    found = book_page(db.session(), view, page=request.args.get("page", 1, type=int))
    return render_template(
        "verify/book.html",
        consultation=view,
        book=found,
        head_groups=grouped(found.head[:SHORT]).split(),
        rows=_rows(found),
        posted=_posted(view),
        is_closed=view.state is State.CLOSED,
        sampled=_sampled(view),
        signing_key=(key_of_book(db.session(), view.estate.id, view.id) or b"").hex(),
        previous=url_for("verify.book", code=view.code, page=found.page - 1) if found.page > 1 else "",
        following=url_for("verify.book", code=view.code, page=found.page + 1) if found.page < found.pages else "",
    )


verify.add_url_rule("/C/<code>/BOOK", "book_in_capitals", book)


def _sampled(view: ConsultationView) -> str:
    found = public_sample(db.session(), view.estate.id, view.id)
    return sample_published(current_words(), found.listed, found.size, found.agree) if found else ""


def _rows(found: BookPage) -> list[list[str]]:
    words = current_words()
    return [
        [str(line.seq), line_name(words, line.type), words.moment(line.at), f"{line.leaf[:4]} {line.leaf[4:8]}"]
        for line in found.lines
    ]


def _posted(view: ConsultationView) -> list[list[str]]:
    """The last checkpoints of the book, as the board shows them."""
    words = current_words()
    found = posted_checkpoints(db.session(), view)
    if view.is_rounded:
        # Their numbers tell how many have answered.
        return [[words.date(one.day), grouped(one.head[:SHORT])] for one in found]
    return [[words.date(one.day), str(one.seq), grouped(one.head[:SHORT])] for one in found]


@verify.get("/c/<code>/book/package.zip")
@allow.anyone
def package(code: str) -> Response:
    """Everything needed to recount a closed consultation, in one file; refuses while it is open."""
    return package_file(announced(code))


@verify.get("/c/<code>/book/recount.html")
@allow.anyone
def recount_alone(code: str) -> Response:
    """A page to keep, which recounts any package without this server and without network."""
    announced(code)
    answer = Response(recount_page(), mimetype="text/html")
    answer.headers["Content-Disposition"] = 'attachment; filename="recount.html"'
    return answer


@verify.get("/c/<code>/book/proof/<int:seq>.json")
@allow.anyone
def proof(code: str, seq: int) -> Response:
    """The hashes that lead from one line to the root in CLOSE; refuses while the book is open."""
    found = line_proof(db.session(), announced(code), seq)
    answer = Response(json.dumps(found.as_json(), indent=1) + "\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="proof-{found.code}-{seq}.json"'
    return answer


@verify.get("/c/<code>/book/ledger.jsonl")
@allow.anyone
def ledger(code: str) -> Response:
    """Every entry of a closed book, as fingerprinted; before closing it would tell how the vote stands."""
    view = announced(code)
    if view.state is not State.CLOSED:
        raise Refusal("book-still-open", closes_at=view.closes_at)

    def written() -> Iterator[str]:
        yield from entries(db.session(), view)

    answer = Response(stream_with_context(written()), mimetype="application/jsonl")
    answer.headers["Content-Disposition"] = f'attachment; filename="ledger-{view.code}.jsonl"'
    return answer
