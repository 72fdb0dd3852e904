"""docs/settings.md names every setting there is, and no other."""

from __future__ import annotations

import re

from tests.house.tree import PACKAGE, ROOT

_NAME = re.compile(r"CONSULT_[A-Z_]*[A-Z]")


def test_every_setting_is_described() -> None:
    readers = (PACKAGE / "config.py", PACKAGE / "sign_in_ways" / "chosen.py")
    read = {name for reader in readers for name in _NAME.findall(reader.read_text("utf-8"))}
    scripts = set(_NAME.findall((ROOT / "scripts" / "_setup.sh").read_text("utf-8")))
    described = set(re.findall(r"^\| `(CONSULT_[A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.M))
    assert described == read | scripts
