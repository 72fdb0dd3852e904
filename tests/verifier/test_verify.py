"""The verifier as a stranger gets it: one file, any Python from 3.9, a sentence and a status, whatever it is given."""

from __future__ import annotations

import ast
import io
import json
import random
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from consult.domain.ledger import leaf_of, tree_root
from consult.packaging.public_package import VERIFIER
from consult.verifier import verify
from tests.house.floors import imports
from tests.verifier.elections import Election, elections
from tests.verifier.packages import Forgery, package_of, zipped


@pytest.fixture(scope="module")
def election() -> Election:
    return max(elections(60, seed=9), key=lambda one: len(one.lines))


@pytest.fixture(scope="module")
def package(election: Election) -> bytes:
    return zipped(package_of(election, random.Random(0)))


def run(*arguments: str, script: Path = VERIFIER) -> subprocess.CompletedProcess[str]:
    """Run the verifier alone: no site packages, no settings, no surroundings."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", str(script), *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"LANG": "C"},
    )


def unpacked(package: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(folder)
    return folder


def test_it_leans_on_the_standard_library_only() -> None:
    wanted = {name.partition(".")[0] for name in imports(ast.parse(VERIFIER.read_text("utf-8")), "verify")}
    assert wanted <= sys.stdlib_module_names


def test_it_reads_as_python_3_9() -> None:
    ast.parse(VERIFIER.read_text("utf-8"), feature_version=(3, 9))


def test_it_runs_from_inside_the_package_and_says_so_in_both_languages(package: bytes, tmp_path: Path) -> None:
    folder = unpacked(package, tmp_path / "unpacked")
    done = run(str(folder), script=folder / "verify.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ 全部相符" in done.stdout
    assert "✓ Everything fits" in done.stdout


def test_the_zip_itself(package: bytes, tmp_path: Path) -> None:
    (tmp_path / "package.zip").write_bytes(package)
    assert run(str(tmp_path / "package.zip")).returncode == 0


def test_a_fault_is_a_sentence_in_both_languages_and_status_2(package: bytes, tmp_path: Path) -> None:
    folder = unpacked(package, tmp_path / "unpacked")
    result = json.loads((folder / "result.json").read_text("utf-8"))
    result["valid"] += 1
    (folder / "result.json").write_text(json.dumps(result), "utf-8")
    done = run(str(folder))
    assert (done.returncode, done.stderr) == (2, "")
    assert "✗ result.json 不是规定格式的 JSON（RFC 8785）。" in done.stdout
    assert "✗ result.json is not JSON in the prescribed form (RFC 8785)." in done.stdout


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("--help",)], ids=["nothing", "too much", "help"])
def test_called_wrongly_it_says_how(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "verify.py package.zip" in done.stdout


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = run(str(tmp_path / "no.zip"))
    assert (done.returncode, done.stderr) == (2, "")
    assert "cannot be opened" in done.stdout


def test_what_a_package_says_cannot_command_the_terminal(package: bytes, tmp_path: Path) -> None:
    forgery = Forgery.of(package)
    forgery.entries[1]["type"] = "\x1b[2J"
    forgery.seal()
    (tmp_path / "package.zip").write_bytes(forgery.zipped())
    assert "\x1b" not in run(str(tmp_path / "package.zip")).stdout


@pytest.mark.parametrize("leaves", [0, 1, 2, 3, 4, 5, 7, 8, 9, 100])
def test_the_tree_that_grows_is_the_tree(leaves: int) -> None:
    tree = verify.Tree()
    hashes = [leaf_of(str(number)) for number in range(leaves)]
    for leaf in hashes:
        tree.add(leaf)
    assert tree.root() == tree_root(hashes).hex()


@pytest.mark.parametrize(
    "text", ['{"a":1,"a":1}', '{"a": 1}', '{"b":1,"a":2}', '{"a":1.0}', '{"a":1e3}', '{"a":9007199254740992}', "01", ""]
)
def test_only_canonical_json_is_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  some are json's own words
        verify.read_canonical(text)


class _Long:
    """A package whose book never seems to end, made while it is read."""

    def __init__(self, package: bytes, times: int) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(package))
        self.names = set(self._zip.namelist())
        self._times = times

    def open(self, name: str) -> io.BufferedReader | object:
        """The file, the book with its first ballot over and over."""
        content = self._zip.read(name)
        if name != "ledger.jsonl":
            return io.BytesIO(content)
        first, ballot, *_ = content.splitlines(keepends=True)
        return _Endless(first, ballot, self._times)


class _Endless:
    def __init__(self, first: bytes, again: bytes, times: int) -> None:
        self._lines = iter([first])
        self._again, self._left = again, times

    def readline(self, _limit: int) -> bytes:
        """The next line."""
        if line := next(self._lines, b""):
            return line
        self._left -= 1
        return self._again if self._left >= 0 else b""

    def __enter__(self) -> _Endless:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_a_long_book_needs_no_more_memory_than_a_short_one(package: bytes) -> None:
    peaks = []
    for times in (1_000, 10_000):
        report = verify.Report()
        check = verify.Check(_Long(package, times), report)
        tracemalloc.start()
        check.run()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert check.book.seq == times + 1
        assert report.more > 900
    assert peaks[1] < peaks[0] + 200_000
