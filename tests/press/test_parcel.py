"""All files of a batch in one ZIP, of which memory holds a piece."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from consult.press.parcel import PIECE, Parcelled, zip_of
from consult.wording.language import CHINESE, words_for
from consult.wording.printing import file_name
from tests import people


def test_it_is_sent_in_pieces_and_whole(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(3 * PIECE + 1))
    names = ["01-1号-致业主的一封信.pdf", "02-2号-致业主的一封信.pdf"]
    pieces = list(zip_of(Parcelled(tmp_path / "large", name, people.MIDWAY) for name in names))
    assert max(map(len, pieces)) < PIECE + 1_000
    with zipfile.ZipFile(BytesIO(b"".join(pieces))) as parcel:
        assert parcel.testzip() is None
        assert parcel.namelist() == names
        assert {entry.file_size for entry in parcel.infolist()} == {3 * PIECE + 1}


@pytest.mark.parametrize(
    ("buildings", "number", "files", "name"),
    [
        pytest.param(["12"], 1, 1, "12号-纸质表决票.pdf", id="one file"),
        pytest.param(["3", "4"], 2, 9, "02-3号、4号-纸质表决票.pdf", id="one of a few"),
        pytest.param(list("34567"), 7, 120, "007-3号至7号-纸质表决票.pdf", id="one of many, with many buildings"),
        pytest.param(['a/b:"c"'], 1, 1, "a_b__c_-纸质表决票.pdf", id="a name that no disk takes"),
        pytest.param(["长" * 90], 1, 1, "长" * 60 + "-纸质表决票.pdf", id="a name of ninety characters"),
    ],
)
def test_a_file_is_called_after_its_buildings(buildings: list[str], number: int, files: int, name: str) -> None:
    assert file_name(words_for(CHINESE), "ballots", buildings, number, files) == name
