"""A small picture of every paper (docs/papers.md), made from the demo estate at one fixed moment, to be made again."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from PIL import Image
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from consult.actions.draw_audit_sample import draw_audit_sample
from consult.actions.fix_audit_list import fix_audit_list
from consult.cli.demo.load import load_demo
from consult.domain.consultation import State
from consult.queries.consultations import ConsultationView, consultations_of
from consult.web.console.papers_made import MAKERS, Wanted
from consult.wording.language import CHINESE, ENGLISH, SHANGHAI, Words, words_for
from tests.databases import migrate
from tests.documents import reading

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "papers"
PUBLIC_URL = "https://heyi.wutongli.example"
NOW = datetime(2026, 12, 9, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai."""
WIDTH = 480
"""Pixels of a picture."""
LARGEST = 60 * 1024
"""Bytes of a picture."""
GAP = 8
_GREY, _LINE = "#e9ece8", "#c9d0ca"

AFTERWARDS = frozenset({"result", "result-by-building", "readings", "counting-record", "audit-list", "objections"})
"""Papers of a consultation that is over."""
SIDE_BY_SIDE: Mapping[str, Sequence[int]] = {
    "result": (0, 1),
    "counting-record": (0, 2),
    "ballots-large": (0, 1),
    "walking-lists": (0, 1),
    "result-by-building": (0, -1),
}
"""Papers of which two pages are shown, from 0; of others the first."""
SHOWN_AS: Mapping[str, str] = {"poster-both": "poster-a4", "advisory-result": "result"}
"""Pictures that show a kind once more: a poster in two languages, the result of a survey."""
KINDS = (*MAKERS, *SHOWN_AS)


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo estate's consultations: the vote under way, the one that is over, and the survey that is over."""

    session: Session
    under_way: ConsultationView
    over: ConsultationView
    survey: ConsultationView

    def shown(self, kind: str) -> ConsultationView:
        """Whose paper of this kind is shown."""
        if kind == "advisory-result":
            return self.survey
        return self.over if kind in AFTERWARDS else self.under_way


def made(demo: Demo, kind: str, words: Words) -> bytes:
    """One paper as PDF."""
    second = words_for(ENGLISH, SHANGHAI) if kind == "poster-both" else None
    wanted = Wanted(demo.session, demo.shown(kind), words, second, PUBLIC_URL, NOW)
    return MAKERS[SHOWN_AS.get(kind, kind)](wanted)


def picture(pdf: bytes, shown: Sequence[int]) -> bytes:
    """Pages side by side on grey, in as many colours as fit into the limit."""
    pages = list(reading.pictures(pdf, 110, grayscale=False))
    chosen = [pages[at].convert("RGB") for at in shown if at < len(pages)]
    width = (WIDTH - GAP * (len(chosen) + 1)) // len(chosen)
    sheets = [page.resize((width, page.height * width // page.width), Image.Resampling.LANCZOS) for page in chosen]
    board = Image.new("RGB", (WIDTH, max(sheet.height for sheet in sheets) + 2 * GAP), _GREY)
    for at, sheet in enumerate(sheets):
        left = GAP + at * (width + GAP)
        board.paste(_LINE, (left - 1, GAP - 1, left + width + 1, GAP + sheet.height + 1))
        board.paste(sheet, (left, GAP))
    return _small(board)


def _small(board: Image.Image) -> bytes:
    for quality in (80, 70, 60, 50, 40):
        written = BytesIO()
        board.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST:
            break
    return written.getvalue()


def _draw_sample(session: Session, estate_id: int) -> None:
    """The paper ballots of the vote that is over, some of them drawn by lot."""
    over = next(view for view in consultations_of(session, estate_id) if view.state is State.CLOSED and view.is_binding)
    keys = (estate_id, over.id)
    fix_audit_list(session, *keys, by="丁一平", now=NOW)
    draw_audit_sample(session, *keys, "31415926535", by="丁一平", now=NOW)


@contextmanager
def loaded() -> Iterator[Demo]:
    """The demo estate in a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/papers.sqlite3"
        migrate(url)
        engine = create_engine(url)
        with Session(engine) as session:
            estate_id = load_demo(session, secret="p" * 40, now=NOW, progress=lambda _done, _total: None)
            _draw_sample(session, estate_id)
            views = {(view.state, view.is_binding): view for view in consultations_of(session, estate_id)}
            yield Demo(session, views[State.OPEN, True], views[State.CLOSED, True], views[State.CLOSED, False])
        engine.dispose()


@click.command()
@click.option("--only", multiple=True, type=click.Choice(KINDS), help="This paper; may be repeated.")
@click.option("--language", "languages", multiple=True, type=click.Choice(["zh", "en"]), help="Both, unless given.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, help="Where the pictures go.")
def main(only: tuple[str, ...], languages: tuple[str, ...], folder: Path) -> None:
    """Take a picture of each paper of the demo estate."""
    folder.mkdir(parents=True, exist_ok=True)
    with loaded() as demo:
        for language in languages or ("zh", "en"):
            words = words_for(CHINESE if language == "zh" else ENGLISH, SHANGHAI)
            for kind in only or KINDS:
                if kind == "poster-both" and language == "en":
                    continue
                shown = picture(made(demo, kind, words), SIDE_BY_SIDE.get(kind, (0,)))
                (folder / f"{kind}-{language}.webp").write_bytes(shown)
                click.echo(f"{kind}-{language}.webp  {len(shown) // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
