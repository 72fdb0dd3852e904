"""What kind of file this is, by its bytes and never by its name, and whether it is safe to open."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import Enum

from consult.domain.refusal import Refusal
from consult.spreadsheets.limits import LARGEST_UNPACKED, MOST_CELLS, MOST_PARTS

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_TYPES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
    b"BM6",
)
_WEB_PAGE = re.compile(rb"\s*<(\?xml|!doctype|html|table|head|meta|style|body|workbook)", re.IGNORECASE)
_OTHER_STREAMS = ("WordDocument", "PowerPoint Document", "__properties_version1.0")
_LOCAL_HEADER = 30
_CHUNK = 1 << 20
_MANIFEST = "META-INF/manifest.xml"


class FileKind(Enum):
    """How a spreadsheet's bytes are to be read."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


def kind_of(content: bytes, name: str) -> FileKind:
    """The kind of a file by its first bytes.

    Refuses: roll-file-empty, roll-file-locked, roll-file-wrong-type, roll-file-web-page, roll-file-damaged.
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refusal("roll-file-empty", name=name)
    if content.startswith(_OLE):
        return _kind_of_ole(content, name)
    if content.startswith(b"PK"):
        return _kind_of_zip(content, name)
    if content.startswith(_OTHER_TYPES):
        raise Refusal("roll-file-wrong-type", name=name)
    if _WEB_PAGE.match(content[:512].lstrip(b"\xef\xbb\xbf")):
        raise Refusal("roll-file-web-page", name=name)
    return FileKind.TEXT


def _kind_of_ole(content: bytes, name: str) -> FileKind:
    """An old Excel workbook, or the envelope in which Office puts a workbook with a password."""
    if _utf16("EncryptedPackage") in content:
        raise Refusal("roll-file-locked", name=name)
    if _utf16("Workbook") in content or _utf16("Book") in content:
        return FileKind.XLS
    is_other = any(_utf16(stream) in content for stream in _OTHER_STREAMS)
    raise Refusal("roll-file-wrong-type" if is_other else "roll-file-damaged", name=name)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _kind_of_zip(content: bytes, name: str) -> FileKind:
    with _opened(content, name) as archive:
        names = set(archive.namelist())
        locked = _MANIFEST in names and b"encryption-data" in _beginning(archive, name)
    if locked:
        raise Refusal("roll-file-locked", name=name)
    if any(part.lower().startswith("xl/workbook") for part in names):
        return FileKind.XLSX
    if "content.xml" in names:
        return FileKind.ODS
    raise Refusal("roll-file-wrong-type", name=name)


# A torn archive fails in as many ways as it can be torn: a part may be said to begin before the file does.
_DAMAGE = (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, MemoryError)


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(_MANIFEST) as manifest:
            return manifest.read(_CHUNK)
    except _DAMAGE as error:
        raise Refusal("roll-file-damaged", name=name) from error


def _opened(content: bytes, name: str) -> zipfile.ZipFile:
    """The archive, if its own table of contents keeps within the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGE as error:
        raise Refusal("roll-file-damaged", name=name) from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Refusal("roll-file-unpacks-too-large", name=name)
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("roll-file-locked", name=name)
    return archive


def is_modest(content: bytes, name: str) -> bool:
    """Whether the sheets of this xlsx workbook, laid out in full, are small enough for our own process.

    Unpacks every part to see its true size: what the table of contents says of itself may be a lie.
    Refuses: roll-file-unpacks-too-large, roll-file-damaged, roll-file-locked.
    """
    left, cells = LARGEST_UNPACKED, 0
    with _opened(content, name) as archive:
        for part in archive.infolist():
            unpacked = _inflated(content, part, left, name)
            left -= len(unpacked)
            if part.filename.lower().startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                cells += _extent(unpacked)
    return cells <= MOST_CELLS


def _inflated(content: bytes, part: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    start = part.header_offset
    lengths = content[start + 26 : start + _LOCAL_HEADER]
    begin = start + _LOCAL_HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    packed = memoryview(content)[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        unpacked = bytes(packed)
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        unpacked = _deflated(packed, limit, name)
    else:
        raise Refusal("roll-file-damaged", name=name)
    if len(unpacked) > limit:
        raise Refusal("roll-file-unpacks-too-large", name=name)
    if len(unpacked) != part.file_size or zlib.crc32(unpacked) != part.CRC:
        raise Refusal("roll-file-damaged", name=name)
    return unpacked


def _deflated(packed: memoryview, limit: int, name: str) -> bytes:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return stream.decompress(packed, limit + 1)
    except zlib.error as error:
        raise Refusal("roll-file-damaged", name=name) from error


_ROW_NUMBER = re.compile(rb'<c r="[A-Z]+(\d+)')
_FAR_COLUMN = re.compile(rb'<c r="([A-Z]{2,})\d')


def _extent(xml: bytes) -> int:
    """The most cells the sheet can span from A1; beyond all limits where cells do not say their place.

    calamine lays a sheet out as one full rectangle, so that a single cell at XFD1048576 would take
    hundreds of gigabytes.
    """
    cells = xml[xml.find(b"<sheetData") : xml.rfind(b"</sheetData")]
    if cells.count(b"<c") != cells.count(b'<c r="') or b":c " in cells or b":c>" in cells:
        return MOST_CELLS + 1
    rows = max(map(int, set(_ROW_NUMBER.findall(cells))), default=0)
    return rows * max(map(_column_number, set(_FAR_COLUMN.findall(cells))), default=26)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - ord("A") + 1
    return number
