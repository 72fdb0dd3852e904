"""Every mutation of a package, tried on the verifier as a person runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from consult.verifier import verify
from tests.verifier import (
    mutations_beside,
    mutations_of_audits,
    mutations_of_batches,
    mutations_of_conflicts,
    mutations_of_contests,
    mutations_of_results,
    mutations_of_sheets,
    mutations_of_votes,
)
from tests.verifier.mutations import RESEALED
from tests.verifier.mutations_of_files import FILES, ZIPS
from tests.verifier.packages import Forgery

WRITTEN_IN = (
    mutations_beside,
    mutations_of_audits,
    mutations_of_batches,
    mutations_of_conflicts,
    mutations_of_contests,
    mutations_of_results,
    mutations_of_sheets,
    mutations_of_votes,
)
"""Modules that put their mutations on the list when they are read."""

KINDS = (*RESEALED, *FILES, *(f"ZIP: {name}" for name in ZIPS))
"""Every kind of mutation there is."""


def mutated(package: bytes, kind: str) -> bytes | None:
    """The package after one mutation; nothing where it offers nothing to do."""
    if kind.startswith("ZIP: "):
        return ZIPS[kind.removeprefix("ZIP: ")](package)
    forgery = Forgery.of(package)
    if kind in FILES:
        return None if FILES[kind](forgery.files) is False else forgery.zipped()
    if RESEALED[kind](forgery) is False:
        return None
    forgery.seal()
    return forgery.zipped()


def faults(package: bytes, folder: Path) -> list[str]:
    """What the verifier finds wrong with a package, in English."""
    file = folder / "package.zip"
    file.write_bytes(package)
    return [english for _, english in verify.examine(file).faults]


def missed(package: bytes, folder: Path, kinds: Iterable[str] = KINDS) -> Iterator[tuple[str, bool]]:
    """Each of these kinds that the package has room for, and whether it went unnoticed or was named in no sentence."""
    for kind, changed in all_mutated(package, kinds):
        yield kind, is_missed(changed, folder)


def all_mutated(package: bytes, kinds: Iterable[str] = KINDS) -> Iterator[tuple[str, bytes]]:
    """Each of these kinds that the package has room for, and the package after it."""
    for kind in kinds:
        changed = mutated(package, kind)
        if changed is not None:
            yield kind, changed


def is_missed(changed: bytes, folder: Path) -> bool:
    """Whether `verify.py` sees nothing, or names it in no sentence."""
    found = faults(changed, folder)
    return not found or any("makes no sense" in fault for fault in found)
