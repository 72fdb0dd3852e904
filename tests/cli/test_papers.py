"""`consult print`: what the papers say, who may read the files, and when nothing is printed."""

from __future__ import annotations

import json
import stat
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from tests import people
from tests.a_picture import bomb
from tests.cli.conftest import Run
from tests.documents.reading import text_of

pytestmark = pytest.mark.one_database


@pytest.fixture
def announced(kept: Session) -> ConsultationView:
    return people.make_announced_consultation(kept)


@pytest.fixture
def closed(kept: Session) -> ConsultationView:
    return people.make_closed_consultation(kept)


def words_in(path: Path) -> str:
    return text_of(path.read_bytes())


def pages_of(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def test_a_poster_in_both_languages(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    ran = installed(
        "print", "poster", announced.code, "--language", "both", "--size", "a3", "-o", str(tmp_path / "out")
    )
    path = Path(ran.out.strip())
    assert path == tmp_path / "out" / f"{announced.code}-poster-a3-both.pdf"
    said = words_in(path)
    assert "车棚改造与充电桩征询" in said
    assert "Shedrenewalandchargers" in said


def test_letters_are_for_their_owner_only_and_not_made_twice(
    installed: Run, announced: ConsultationView, tmp_path: Path
) -> None:
    first = installed("print", "letters", announced.code, "--building", "2", "-o", str(tmp_path))
    path = Path(first.out.strip())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    assert pages_of(path) > 1
    refused = installed("print", "letters", announced.code, "--building", "2", "-o", str(tmp_path)).refused()
    assert "--reissue" in refused
    assert path.read_bytes() == before
    rest = installed("print", "letters", announced.code, "-o", str(tmp_path))
    assert pages_of(Path(rest.out.strip())) == people.HEADS - pages_of(path)
    assert installed("print", "letters", announced.code, "-o", str(tmp_path), "--reissue").status == 0


def test_a_notice_with_its_rule(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    ran = installed("print", "notice", announced.code, "-o", str(tmp_path), "--language", "zh")
    assert "车棚改造与充电桩征询" in words_in(Path(ran.out.strip()))


def test_ballots_of_one_building(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    ran = installed("print", "ballots", announced.code, "--building", "1", "-o", str(tmp_path), "--language", "zh")
    assert "车棚顶材质" in words_in(Path(ran.out.strip()))


def test_the_rule_sheet_before_voting(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    path = Path(installed("print", "rule-sheet", announced.code, "-o", str(tmp_path), "--language", "en").out.strip())
    assert path.name == f"{announced.code}-rule-sheet-en.pdf"
    assert "10of15electors" in words_in(path)
    assert pages_of(path) == 1


def test_the_readings_of_a_closed_vote_only(
    installed: Run, kept: Session, closed: ConsultationView, tmp_path: Path
) -> None:
    path = Path(installed("print", "readings", closed.code, "-o", str(tmp_path), "--language", "zh").out.strip())
    assert "不同理解下的结果" in words_in(path)
    opened = people.make_open_consultation(kept, closed.estate.id)
    assert "no readings to compare" in installed("print", "readings", opened.code, "-o", str(tmp_path)).refused()


def test_the_result_carries_its_figures(installed: Run, closed: ConsultationView, tmp_path: Path) -> None:
    path = Path(installed("print", "result", closed.code, "-o", str(tmp_path), "--language", "zh").out.strip())
    assert "1604.09" in words_in(path)
    with pikepdf.open(path) as pdf:
        enclosed = json.loads(pdf.attachments["result.json"].get_file().read_bytes())
    assert enclosed == installed("tally", closed.code, "--json").json


def photo(wide: int, high: int) -> bytes:
    """A photo of one colour, which takes next to no room."""
    kept = BytesIO()
    Image.new("L", (wide, high), 128).save(kept, "PNG")
    return kept.getvalue()


def test_a_poster_with_a_picture(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    (tmp_path / "shed.png").write_bytes(photo(600, 400))
    ran = installed("print", "poster", announced.code, "--picture", str(tmp_path / "shed.png"), "-o", str(tmp_path))
    path = Path(ran.out.strip())
    assert pages_of(path) == 1
    with pikepdf.open(path) as pdf:
        sizes = {
            (int(one.Width), int(one.Height))
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and "/Width" in one
        }
    assert (600, 400) in sizes


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (None, "The picture is missing or empty"),
        (b"", "The picture is missing or empty"),
        (b"no picture", "Choose a JPEG, PNG, WebP or GIF picture"),
        (bomb(10_000, 8_000), "more than 60 million pixels"),
        (photo(600, 400)[:200], "Choose a JPEG, PNG, WebP or GIF picture"),
    ],
    ids=["missing", "empty", "a text", "80 megapixels", "torn"],
)
def test_a_picture_that_cannot_be_printed_is_refused(
    installed: Run, announced: ConsultationView, tmp_path: Path, picture: bytes | None, said: str
) -> None:
    if picture is not None:
        (tmp_path / "shed.png").write_bytes(picture)
    asked = ["--picture", str(tmp_path / "shed.png"), "-o", str(tmp_path)]
    assert said in installed("print", "poster", announced.code, *asked).refused()
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["result", "{code}"], "has no result to print"),
        (["letters", "{code}", "--building", "99"], "Nobody in building “99” takes part. Known: 1, 2"),
        (["letters", "{code}", "-o", "/proc/nowhere"], "Nothing can be written in “/proc/nowhere”"),
        (["poster", "ABC123"], "no consultation with the code"),
        (["notice", "{code}", "--language", "both"], "Only these papers have both languages on one sheet: poster"),
        (["letters", "{code}", "--language", "both"], "--language zh, --language en"),
    ],
    ids=[
        "a result before closing",
        "a building out of scope",
        "a folder that cannot be",
        "an unknown consultation",
        "both languages of a notice",
        "both languages of letters",
    ],
)
def test_what_cannot_be_printed_is_refused(
    installed: Run, kept: Session, announced: ConsultationView, tmp_path: Path, arguments: list[str], said: str
) -> None:
    filled = [part.format(code=announced.code) for part in arguments]
    where = [] if "-o" in filled else ["-o", str(tmp_path)]
    assert said in installed("print", *filled, *where).refused()
    assert not list(tmp_path.glob("*.pdf"))
    assert all(elector.code_hash is None for elector in people.electors(kept, announced))


def test_a_draft_has_no_papers(installed: Run, kept: Session) -> None:
    draft = people.make_draft(kept)
    assert "still a draft" in installed("print", "poster", draft.code).refused()


def test_letters_of_a_closed_consultation_are_refused(installed: Run, closed: ConsultationView, tmp_path: Path) -> None:
    assert "over" in installed("print", "letters", closed.code, "-o", str(tmp_path)).refused()


def test_a_file_that_is_replaced_is_never_half_written(
    installed: Run, announced: ConsultationView, tmp_path: Path
) -> None:
    for _ in range(2):
        installed("print", "poster", announced.code, "-o", str(tmp_path))
    assert [path.name for path in tmp_path.glob("*.part")] == []
    assert pages_of(tmp_path / f"{announced.code}-poster-a4-zh.pdf") == 1
