"""The bill of materials and the table of dependencies say what the lock says."""

from __future__ import annotations

import json
import re

import pytest

from scripts._bill import BILL, LOCK, TABLE, bill, least, locked, table
from tests.house.test_repository import pinned, wanted
from tests.house.tree import ROOT

_ROW = re.compile(r"^\| `([\w.-]+)` \| (\S+) \| (\S+) \| (.+) · (.+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def rows() -> dict[str, tuple[str, str]]:
    """Package → its lowest and its locked version, as docs/dependencies.md has them."""
    found = _ROW.findall((ROOT / TABLE).read_text("utf-8"))
    return {name: (lowest, version) for name, lowest, version, _english, _chinese in found}


def test_the_bill_is_the_locks() -> None:
    assert (ROOT / BILL).read_text("utf-8") == bill(ROOT), "run: python scripts/_bill.py"


def test_every_locked_package_is_billed_with_all_its_hashes() -> None:
    parts = json.loads((ROOT / BILL).read_text("utf-8"))["components"]
    billed = {part["name"]: part for part in parts if part["purl"].startswith("pkg:pypi/")}
    assert {name: part["version"] for name, part in billed.items()} == pinned(str(LOCK))
    hashes = [one["content"] for part in billed.values() for one in part["hashes"]]
    assert len(hashes) == (ROOT / LOCK).read_text("utf-8").count("--hash=sha256:")


def test_what_is_vendored_and_what_the_system_brings_is_billed() -> None:
    purls = {part["purl"] for part in json.loads((ROOT / BILL).read_text("utf-8"))["components"]}
    folders = (path for path in (ROOT / "consult" / "static" / "vendor").iterdir() if path.is_dir())
    assert {"pkg:npm/" + "@".join(folder.name.rsplit("-", 1)) for folder in folders} <= purls
    assert "pkg:deb/debian/fonts-noto-cjk" in purls


def test_references_in_the_bill_are_unique_and_lead_somewhere() -> None:
    content = json.loads((ROOT / BILL).read_text("utf-8"))
    references = [part["bom-ref"] for part in content["components"]]
    assert len(references) == len(set(references))
    [own] = content["dependencies"]
    assert set(own["dependsOn"]) <= set(references)
    assert len(own["dependsOn"]) == len(least(ROOT))


def test_the_table_has_every_package_we_ask_for(rows: dict[str, tuple[str, str]]) -> None:
    asked = {need.name.lower(): str(need.specifier).removeprefix(">=") for need in wanted()}
    assert {name: lowest for name, (lowest, _version) in rows.items()} == asked


def test_the_table_has_the_locked_versions(rows: dict[str, tuple[str, str]]) -> None:
    versions = pinned(str(LOCK))
    assert {name: version for name, (_lowest, version) in rows.items()} == {name: versions[name] for name in rows}
    assert table(ROOT) == (ROOT / TABLE).read_text("utf-8")


def test_the_lowest_python_is_the_one_that_is_asked_for() -> None:
    asked = re.search(r"python_requires = >=(\S+)", (ROOT / "setup.cfg").read_text("utf-8"))
    assert asked
    assert f"| Python | {asked[1]} |" in (ROOT / TABLE).read_text("utf-8")


def test_a_lock_is_read_with_its_markers() -> None:
    text = 'One_Two==1.0 ; sys_platform == "win32" \\\n    --hash=sha256:' + "a" * 64 + "\nthree==2\n"
    first, second = locked(text)
    assert (first.name, first.version, first.marker, len(first.hashes)) == (
        "one-two",
        "1.0",
        'sys_platform == "win32"',
        1,
    )
    assert (second.name, second.hashes) == ("three", ())
