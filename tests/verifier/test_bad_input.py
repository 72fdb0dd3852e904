"""Whatever is handed to `verify.py` in place of a package is named in a sentence, with exit status 2."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from consult.verifier import verify
from tests.verifier.bad_input import BAD, make_package
from tests.verifier.second.archive import packed, unpacked
from tests.verifier.second_trial import fault

PROGRAM = Path(verify.__file__)


PACKAGE = make_package()


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit status, and everything that was said."""
    status = verify.main(list(arguments))
    said = capsys.readouterr()
    return status, said.out + said.err


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_package(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "package.zip"
    file.write_bytes(BAD[kind](PACKAGE))
    status, said = told(capsys, str(file))
    assert (status, "Traceback" in said) == (2, False)
    assert "✗" in said
    assert "makes no sense" not in said
    assert fault(file.read_bytes(), tmp_path), "the second verifier"


@pytest.mark.parametrize("arguments", [[], ["nowhere.zip"], ["."], ["/dev/null"], ["--what"], ["a", "b"]], ids=str)
def test_a_bad_call(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status, said = told(capsys, *arguments)
    except SystemExit as left:
        status, said = left.code, "".join(capsys.readouterr())  # type: ignore[assignment]
    assert (status, bool(said.strip()), "Traceback" in said) == (2, True, False)


def test_a_folder_in_place_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in unpacked(PACKAGE).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "ledger.jsonl").unlink()
    (tmp_path / "ledger.jsonl").mkdir()
    status, said = told(capsys, str(tmp_path))
    assert (status, "Traceback" in said) == (2, False)


@pytest.mark.one_database
def test_nobody_reads_on(tmp_path: Path) -> None:
    file = tmp_path / "package.zip"
    file.write_bytes(PACKAGE)
    read = f"{sys.executable} {PROGRAM} {file} | true; exit ${{PIPESTATUS[0]}}"
    left = subprocess.run(["bash", "-c", read], capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in left.stderr
    assert left.returncode in (0, 2)


def test_a_changed_byte_anywhere_is_found(tmp_path: Path) -> None:
    chance = random.Random(17)
    file = tmp_path / "package.zip"
    for at in chance.sample(range(len(PACKAGE)), 60):
        changed = bytearray(PACKAGE)
        changed[at] ^= 1 << chance.randrange(8)
        file.write_bytes(changed)
        assert verify.examine(file).faults, f"byte {at}"
        assert fault(bytes(changed), tmp_path), f"byte {at}, the second verifier"


@pytest.mark.parametrize("name", sorted(set(unpacked(PACKAGE)) - {"README.txt", "verify.py"}))
def test_a_changed_byte_of_a_file_is_found(name: str, tmp_path: Path) -> None:
    """Packed again as it should be, so that no check sum of the ZIP gives it away."""
    chance = random.Random(name)
    files = unpacked(PACKAGE)
    for at in chance.sample(range(len(files[name])), min(25, len(files[name]))):
        content = bytearray(files[name])
        content[at] ^= 1 << chance.randrange(8)
        (tmp_path / "package.zip").write_bytes(packed({**files, name: bytes(content)}))
        found = verify.examine(tmp_path / "package.zip").faults
        assert found, f"byte {at} of {name}"
        assert not any("makes no sense" in english for _, english in found), (name, at)
