"""What the files of a batch are called when `consult print` hands them out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from consult.cli.handing_out import _endings
from consult.domain.printing import Part
from consult.queries.printings import PartView


def _file(number: int, *buildings: str) -> PartView:
    return PartView(
        Part(number, buildings, (number,)),
        pages=1, size=1, sha256="", text_hash="", made_at=None, fetched_at=None, kept_until=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("files", "endings"),
    [
        pytest.param([_file(1, "1", "2")], [""], id="one file"),
        pytest.param([_file(1, "1"), _file(2, "B栋")], ["-1", "-B栋"], id="a file for each building"),
        pytest.param([_file(1, "1", "2"), _file(2, "3")], ["-part-1", "-part-2"], id="buildings together"),
        pytest.param([_file(1, "1"), _file(2, "1")], ["-part-1", "-part-2"], id="a building in two files"),
    ],
)
def test_no_two_files_share_a_name(files: Sequence[PartView], endings: list[str]) -> None:
    assert list(_endings(files).values()) == endings
