"""A sheet out of CSV or TSV text: encoding and delimiter found out, and nothing dropped."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from consult.domain.refusal import Refusal
from consult.domain.roll_file.sheets import Sheet

_DELIMITERS = ",\t;|，"
_LINES_LOOKED_AT = 50
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def read_delimited(content: bytes, name: str) -> Sheet:
    """The one sheet of a text file; its name is empty. Refuses: roll-file-undecodable, roll-file-quotes."""
    text = decoded(content, name)
    delimiter, start = _delimiter(text)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter, strict=True)
    try:
        return Sheet("", list(reader))
    except csv.Error as error:
        # Read loosely, an unclosed quotation mark would swallow every row after it.
        raise Refusal("roll-file-quotes", name=name, line=reader.line_num) from error


def decoded(content: bytes, name: str) -> str:
    """The text, by its byte order mark, else as UTF-8, else as GB18030. Refuses: roll-file-undecodable."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise Refusal("roll-file-undecodable", name=name)


def _encodings(content: bytes) -> Sequence[str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\0" in content:
        # Without a mark, the zero halves of its commas and figures tell which half of a character comes first.
        little = content[1::2].count(0) >= content[::2].count(0)
        return ("utf-16-le" if little else "utf-16-be",)
    return ("utf-8-sig", "gb18030")


def _delimiter(text: str) -> tuple[str, int]:
    """The delimiter, and where the rows begin: after a line `sep=;`, which Excel writes and obeys."""
    if text[:4].lower() == "sep=" and len(text) > 4:
        return text[4], text.find("\n") + 1 or len(text)
    lines = "\n".join(text.splitlines()[:_LINES_LOOKED_AT])
    return max(_DELIMITERS, key=lambda mark: _agreement(lines, mark)), 0


def _agreement(lines: str, delimiter: str) -> int:
    """How many cells stand in rows of the commonest width: titles and remarks are narrower than the list."""
    widths = Counter(len(row) for row in csv.reader(io.StringIO(lines), delimiter=delimiter) if len(row) > 1)
    width, rows = max(widths.items(), key=lambda found: found[0] * found[1], default=(0, 0))
    return width * rows
