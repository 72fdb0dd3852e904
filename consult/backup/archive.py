"""The backup file: a ZIP of the database, the secret and a manifest with their hashes.

It holds what opens everything, so only its owner may read it. It appears under its name in one step, whole and on disk.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from consult.backup.installation import Progress, silent
from consult.backup.manifest import Manifest, Part, read_manifest
from consult.domain.refusal import Refusal

MANIFEST = "manifest.json"
SECRET = "secret_key"  # noqa: S105  (a name)
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""Kind of database → the name of its part."""

_CHUNK = 1024 * 1024
_LONGEST_MANIFEST = 64 * _CHUNK
_TORN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError)
"""What reading a ZIP raises where it is none, torn, or says things that no backup says."""


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """A file to write in; it takes its name when the block ends well, and is gone when it does not."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        sync(part)
        part.replace(path)
        sync(path.parent)
    finally:
        with suppress(OSError):
            part.unlink()


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_archive(
    path: Path, manifest: Manifest, sources: Mapping[str, Path | bytes], told: Progress = silent
) -> Manifest:
    """Write the parts and the manifest into a file; answers the manifest with their lengths and hashes."""
    total = sum(len(one) if isinstance(one, bytes) else one.stat().st_size for one in sources.values())
    parts: dict[str, Part] = {}
    done = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, source in sources.items():
            with archive.open(_private(name), "w", force_zip64=True) as out, _opened(source) as read:
                parts[name] = _copied(read, out, partial(_tell, told, done, total))
            done += parts[name].size
        whole = replace(manifest, parts=parts)
        archive.writestr(_private(MANIFEST), whole.as_json())
    return whole


def _private(name: str) -> zipfile.ZipInfo:
    # Whoever unpacks it by hand gets files that others cannot read. No time of its own: the manifest has it.
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def _opened(source: Path | bytes) -> Iterator[IO[bytes]]:
    if isinstance(source, bytes):
        with tempfile.SpooledTemporaryFile(max_size=_CHUNK) as held:
            held.write(source)
            held.seek(0)
            yield held
    else:
        with source.open("rb") as read:
            yield read


def _tell(told: Progress, before: int, total: int, size: int) -> None:
    told(before + size, total)


def _copied(read: IO[bytes], out: IO[bytes], told: Callable[[int], None]) -> Part:
    digest, size = hashlib.sha256(), 0
    while chunk := read.read(_CHUNK):
        out.write(chunk)
        digest.update(chunk)
        size += len(chunk)
        told(size)
    return Part(size, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup file whose manifest has been read; its parts are looked at when they are taken out."""

    path: Path
    manifest: Manifest

    def take(self, name: str, target: Path, told: Progress = silent) -> None:
        """Write one part into a file; refuses `backup-damaged` where it is not what the manifest says."""
        wanted = self.manifest.parts[name]
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(name) as read, target.open("wb") as out:
                found = _copied(read, out, partial(_tell, told, 0, wanted.size))
        except _TORN as error:
            raise Refusal("backup-damaged", file=self.path.name, part=name) from error
        if found != wanted:
            raise Refusal("backup-damaged", file=self.path.name, part=name)

    def check(self, told: Progress = silent) -> None:
        """Read every part to its end; refuses `backup-damaged`."""
        for name in self.manifest.parts:
            self.take(name, Path(os.devnull), told)


def open_archive(path: Path) -> Archive:
    """A backup by its manifest; refuses `backup-unreadable` for whatever is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
                raise ValueError("a manifest of many megabytes")
            manifest = read_manifest(archive.read(MANIFEST))
            names = sorted(archive.namelist())
    except (*_TORN, OSError, ValueError) as error:
        raise Refusal("backup-unreadable", file=path.name) from error
    if manifest.database not in DATABASES or names != sorted((MANIFEST, *_parts_of(manifest))):
        raise Refusal("backup-unreadable", file=path.name)
    return Archive(path, manifest)


def _parts_of(manifest: Manifest) -> tuple[str, str]:
    """The parts that a backup has, no more and no fewer."""
    wanted = (DATABASES[manifest.database], SECRET)
    return wanted if set(wanted) == set(manifest.parts) else ("", "")
