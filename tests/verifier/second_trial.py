"""The second verifier tried on packages, as `tests.verifier.trial` tries the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.verifier.second.faulty import Faulty
from tests.verifier.second.recount import check
from tests.verifier.trial import KINDS, all_mutated


def fault(package: bytes, folder: Path) -> str:
    """What the second verifier finds wrong with a package first; nothing where it is whole."""
    file = folder / "second.zip"
    file.write_bytes(package)
    try:
        check(file)
    except Faulty as found:
        return str(found)
    return ""


def overlooked(package: bytes, folder: Path, kinds: Iterable[str] = KINDS) -> Iterator[tuple[str, bool]]:
    """Each of these kinds of mutation that the package has room for, and whether it went unnoticed."""
    for kind, changed in all_mutated(package, kinds):
        yield kind, not fault(changed, folder)
