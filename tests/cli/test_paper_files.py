"""Files of papers: whole or not at all, and a full disk called by its name."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from consult.cli.paper_files import write_paper
from consult.domain.refusal import Refusal

_BROKEN = [
    pytest.param(errno.ENOSPC, "disk-full", id="a full disk is called full"),
    pytest.param(errno.EDQUOT, "disk-full", id="so is a full share of it"),
    pytest.param(errno.EACCES, "folder-unwritable", id="a folder of somebody else's is not"),
]


@pytest.mark.parametrize(("number", "reason"), _BROKEN)
def test_what_was_written_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    kept = write_paper(tmp_path, "letters-1.pdf", b"%PDF whole", is_private=True)

    def broken(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(Refusal) as refused:
        write_paper(tmp_path, "letters-2.pdf", b"%PDF", is_private=True)
    assert refused.value.reason == reason
    assert [path.name for path in tmp_path.iterdir()] == ["letters-1.pdf"]
    assert kept.read_bytes() == b"%PDF whole"
