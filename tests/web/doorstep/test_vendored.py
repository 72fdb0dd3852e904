"""Other people's modules lie here exactly as they were published."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from consult.web.stylesheet import CSS

VENDORED = CSS.parent / "vendor"
_LINE = re.compile(r"^ {4}([0-9a-f]{64})  (\S+)$", re.MULTILINE)


def _listed() -> dict[str, str]:
    readme = (VENDORED / "README.md").read_text("utf-8")
    return {name: fingerprint for fingerprint, name in _LINE.findall(readme)}


def _lying_there() -> dict[str, str]:
    found = sorted(path for path in VENDORED.rglob("*") if path.is_file() and path.parent != VENDORED)
    return {str(path.relative_to(VENDORED)): _fingerprint(path) for path in found}


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_file_is_listed_and_unchanged() -> None:
    assert _lying_there() == _listed()


def test_each_has_its_licence_beside_it() -> None:
    for folder in (path for path in VENDORED.iterdir() if path.is_dir()):
        assert list(folder.glob("LICENSE*")), folder.name
