"""Everything of a consultation in one ZIP for the archive, sent file by file while it is being made.

The tables come first, so that the download begins at once; papers are laid out one after another; the list of contents
comes last, with the size and SHA-256 of every file, and says why something is missing that one would look for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flask import stream_with_context

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.packaging.public_package import write_package
from consult.press.parcel import Outgoing
from consult.queries.consultations import ConsultationView
from consult.queries.deed_log import Asked, log_lines
from consult.queries.package import public_package
from consult.queries.printings import printings_of
from consult.spreadsheets.tables import Table, as_csv, as_workbook
from consult.web.access import staff
from consult.web.console.pages import now
from consult.web.console.papers_shown import papers_of
from consult.web.console.preview import made
from consult.web.console.tables_out import TABLES, log_table
from consult.web.i18n import current_words
from consult.wording.language import Words
from consult.wording.refusals import sentence

_PACKED = (".pdf", ".zip", ".xlsx")
"""Files that are packed already."""

_OWNER_ONLY = 0o600 << 16

File = tuple[str, bytes]


def archive_of(view: ConsultationView) -> Iterator[bytes]:
    """The ZIP in pieces."""
    return cast(Iterator[bytes], stream_with_context(_archive(view, current_words(), now())))


def _archive(view: ConsultationView, words: Words, moment: datetime) -> Iterator[bytes]:
    out, listed, missing = Outgoing(), list[str](), list[str]()
    stamp = moment.astimezone(words.zone).timetuple()[:6]
    with ZipFile(cast(IO[bytes], out), "w") as parcel:
        for name, content in _files(view, words, moment, missing):
            _put(parcel, name, content, stamp)
            listed.append(f"{hashlib.sha256(content).hexdigest()}  {len(content):>10}  {name}")
            db.session().rollback()  # nothing is held while it is sent, and while the next paper is laid out
            yield out.taken()
        _put(parcel, "CONTENTS.txt", _contents(words, view, moment, listed, missing), stamp)
    yield out.taken()


def _put(parcel: ZipFile, name: str, content: bytes, stamp: tuple[int, ...]) -> None:
    entry = ZipInfo(name, cast(tuple[int, int, int, int, int, int], stamp))
    entry.external_attr = _OWNER_ONLY
    parcel.writestr(entry, content, ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED)


def _files(view: ConsultationView, words: Words, moment: datetime, missing: list[str]) -> Iterator[File]:
    """Tables, the log, the public package, then the papers."""
    for kind, make in TABLES.items():
        yield from _both(f"tables/{kind.removeprefix('export-')}", make(words, view, moment))
    lines = log_lines(db.session(), view.estate.id, Asked(code=view.code))
    yield from _both("tables/log", log_table(words, lines))
    if view.state is State.CLOSED:
        package = BytesIO()
        write_package(public_package(db.session(), view, words.zone), package)
        yield f"package-{view.code}.zip", package.getvalue()
    else:
        missing.append(words.gettext("The public package: it is made when the consultation is closed."))
    yield from _papers(view, words, missing)


def _both(name: str, table: Table) -> Iterator[File]:
    yield f"{name}.csv", as_csv(table)
    yield f"{name}.xlsx", as_workbook(table)


def _papers(view: ConsultationView, words: Words, missing: list[str]) -> Iterator[File]:
    """Every paper that is printed once, in Chinese and in each language in which it was printed.

    What is printed for every household is in no archive: codes and empty ballots would only be a danger there.
    """
    printed = {(one.kind, one.language) for one in printings_of(db.session(), view.estate.id, view.id)}
    for paper in papers_of(view, staff().role):
        for language in () if paper.batch else paper.languages:
            if language == paper.languages[0] or (paper.kind, language) in printed:
                try:
                    yield f"papers/{paper.kind}-{language}.pdf", made(view, paper, language)
                except Refusal as refusal:
                    missing.append(f"{paper.name(words, view)}: {sentence(words, refusal)}")


def _contents(words: Words, view: ConsultationView, moment: datetime, listed: list[str], missing: list[str]) -> bytes:
    """What is in the ZIP, in words and figures; in the form that `sha256sum` prints, with the size between."""
    said = [
        words.pick(view.title),
        f"{words.pick(view.estate.name)} · {view.code}",
        words.gettext(
            "Made on %(moment)s by %(name)s. For each file: SHA-256, bytes, name.",
            moment=words.moment(moment),
            name=staff().name,
        ),
        words.gettext("It holds names and homes of owners: keep it locked away, and do not publish it."),
        "",
        *listed,
    ]
    if missing:
        said += ["", words.gettext("Not in it:"), *missing]
    return ("\r\n".join(said) + "\r\n").encode()
