"""How much a spreadsheet may be before it is opened: a small file can unpack to more than memory holds."""

from __future__ import annotations

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of a file as it is handed in."""

LARGEST_UNPACKED = 400 * 1024 * 1024
"""Bytes of all parts of a workbook together, unpacked."""

MOST_PARTS = 2_000
"""Parts (files) inside one workbook."""

MOST_ROWS = 200_000
"""Rows of all sheets together."""

MOST_CELLS = 10_000_000
"""Cells, blank ones too, of all sheets together."""

CHILD_MEMORY = 1536 * 1024 * 1024
"""Bytes of address space of the process that opens a workbook whose size inside is not known beforehand."""

CHILD_SECONDS = 10
"""How long that process may compute; it may take twice as long while it waits for others."""
