"""A picture named in a consultation file, and what a file without one beside it gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.queries.consultations import consultation_of_code
from consult.queries.pictures import picture_of
from tests import a_picture, people
from tests.cli.conftest import Run
from tests.cli.test_consultation import GOOD

NAMED = 'picture = "plan.png"\npicture_alt.zh = "平面图：两处车棚"\npicture_alt.en = "Plan of the two sheds"\n'


@pytest.fixture
def estate(kept: Session) -> int:
    return people.make_estate(kept)


def create(run: Run, folder: Path, text: str) -> Run:
    file = folder / "matter.toml"
    file.write_text(text, "utf-8")
    return run("consultation", "create", str(file), "--estate", "lilong", "--json")


def test_a_picture_beside_the_file_is_kept_with_the_draft(
    installed: Run, kept: Session, estate: int, tmp_path: Path
) -> None:
    (tmp_path / "plan.png").write_bytes(a_picture.picture())
    drafted = create(installed, tmp_path, NAMED + GOOD)
    assert drafted.status == 0, drafted.err
    assert drafted.json["picture"] == {"sha256": a_picture.kept().sha256, "alt": dict(a_picture.NAMED.description)}
    view = consultation_of_code(kept, drafted.json["code"])
    assert picture_of(kept, view) == a_picture.kept().jpeg
    plain = create(installed, tmp_path, GOOD)
    assert plain.json["picture"] is None
    assert plain.json["text"] != drafted.json["text"]
    assert "Picture: Plan of the two sheds" in installed("consultation", "show", view.code).out


@pytest.mark.parametrize(
    ("written", "content", "said"),
    [
        pytest.param(NAMED, None, "no picture “plan.png” beside", id="not there"),
        pytest.param(NAMED, b"%PDF-1.7", "This is a PDF", id="a PDF"),
        pytest.param(NAMED, b"words", "cannot be read as a picture", id="no picture"),
        pytest.param(NAMED, bytes(20 * 1024 * 1024 + 1), "larger than 20 MB", id="a byte too many"),
        pytest.param('picture = "plan.png"\n', b"", "Say in one line", id="no description"),
        pytest.param(NAMED.replace("plan.png", "../plan.png"), b"", "../plan.png", id="somewhere else"),
        pytest.param(NAMED.replace("plan.png", "/etc/passwd"), b"", "/etc/passwd", id="anywhere"),
        pytest.param('picture_alt.zh = "平面图"\n', b"", "picture", id="a description of nothing"),
    ],
)
def test_a_picture_that_cannot_be_taken_keeps_the_file_out(
    installed: Run, kept: Session, estate: int, tmp_path: Path, written: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "plan.png").write_bytes(content)
    refused = create(installed, tmp_path, written + GOOD)
    assert refused.status == 2
    assert said in refused.err
