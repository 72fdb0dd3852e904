"""The secret in the instance folder: made once, whole, private, and never half."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from consult.config import WrongSetting, kept_secret
from consult.domain.weak_secret import SHORTEST_SECRET


def test_it_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "instance" / "secret_key"
    made = kept_secret(path)
    assert len(made) >= SHORTEST_SECRET
    assert kept_secret(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_in_a_race_everybody_gets_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _at: kept_secret(tmp_path / "secret_key"), range(32)))) == 1


def test_a_full_disk_leaves_no_half_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as now:
        now.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            kept_secret(tmp_path / "secret_key")
    assert not list(tmp_path.iterdir())
    assert kept_secret(tmp_path / "secret_key")


def test_without_second_names_it_is_made_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_here(*_names: object) -> None:
        raise PermissionError("no second names")

    monkeypatch.setattr(os, "link", none_here)
    assert kept_secret(tmp_path / "secret_key") == kept_secret(tmp_path / "secret_key")
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("left", ["", "short\n"])
def test_a_damaged_one_is_not_used(tmp_path: Path, left: str) -> None:
    (tmp_path / "secret_key").write_text(left)
    with pytest.raises(WrongSetting, match="damaged"):
        kept_secret(tmp_path / "secret_key")
