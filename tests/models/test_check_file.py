"""What the last check found is remembered whole, for some books or all, and a damaged memory says nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from consult.models.check_file import CheckFile, LastCheck

NIGHT, MORNING = datetime(2026, 12, 20, 17, tzinfo=UTC), datetime(2026, 12, 21, 1, tzinfo=UTC)


def test_a_check_of_all_forgets_what_was_before(tmp_path: Path) -> None:
    file = CheckFile(tmp_path / "books.checked")
    assert file.read() == LastCheck()
    file.keep({"AAAAAA": 0, "BBBBBB": 3}, at=NIGHT, is_all=True)
    assert file.read() == LastCheck(NIGHT, {"BBBBBB": 3})
    file.keep({"AAAAAA": 1}, at=MORNING, is_all=True)
    assert file.read() == LastCheck(MORNING, {"AAAAAA": 1})


def test_a_check_of_one_book_leaves_the_others(tmp_path: Path) -> None:
    file = CheckFile(tmp_path / "books.checked")
    file.keep({"AAAAAA": 2, "BBBBBB": 3}, at=NIGHT, is_all=True)
    file.keep({"BBBBBB": 0}, at=MORNING, is_all=False)
    assert file.read() == LastCheck(NIGHT, {"AAAAAA": 2})
    assert file.path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [file.path]


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"at": "yesterday", "broken": {}}', '{"at": null}', '{"at": null, "broken": 7}']
)
def test_damage_says_nothing(tmp_path: Path, damage: str) -> None:
    (tmp_path / "books.checked").write_text(damage, "utf-8")
    assert CheckFile(tmp_path / "books.checked").read() == LastCheck()
