"""The files of a package (the document, 1)."""

import io
import zipfile
import zlib
from pathlib import Path

from tests.verifier.second.faulty import Faulty, need

NAMES = (
    "README.txt",
    "verify.py",
    "question.json",
    "rule.json",
    "roll_public.csv",
    "ledger.jsonl",
    "checkpoints.txt",
    "result.json",
)
PERHAPS = ("picture.jpg", "sheets.txt")


def read_package(path: Path) -> dict[str, bytes]:
    """The files by name, from a ZIP or from a folder that holds its contents."""
    try:
        files = folder(path) if path.is_dir() else unpacked(path.read_bytes())
    except OSError:
        raise Faulty("The package cannot be read.") from None
    missing = [name for name in NAMES if name not in files]
    need(not missing, f"Missing from the package: {', '.join(missing)}.")
    strange = set(files) - {*NAMES, *PERHAPS}
    need(not strange, f"Not of a package: {', '.join(sorted(strange))}.")
    return files


def folder(path: Path) -> dict[str, bytes]:
    """The files of a package that somebody has unpacked."""
    return {one.name: one.read_bytes() for one in path.iterdir()}


def unpacked(raw: bytes) -> dict[str, bytes]:
    """The files of a ZIP, which is byte for byte the one that these files give."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            held = archive.infolist()
            need(sum(one.file_size for one in held) <= len(raw), "The ZIP is not stored.")
            files = {one.filename: archive.read(one) for one in held}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Faulty("The package is not a whole ZIP.") from None
    order = [name for name in (*NAMES, *PERHAPS) if name in files]
    need(len(held) == len(files), "A file is twice in the ZIP.")
    need(list(files) == order and packed(files) == raw, "The ZIP is not packed as the document says.")
    return files


def packed(files: dict[str, bytes]) -> bytes:
    """The one way to pack these files."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0x81A40000
            archive.writestr(entry, content)
    return room.getvalue()
