"""Opens one workbook in a process of its own, with bounded memory and time: a program, run by `reading.py`.

Workbook on standard input, limits as arguments; the sheets, pickled, on standard output.
Exit status 3: a password; 4: damaged; anything else: it did not fit.
"""

from __future__ import annotations

import io
import pickle
import resource
import sys

LOCKED, DAMAGED = 3, 4


def main(memory: int, seconds: int, most_cells: int) -> int:
    """Read within the limits; answers the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    sheets = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            most_cells -= (sheet.total_height + 1) * (sheet.total_width + 1)
            if most_cells < 0:
                return 1
            rows = sheet.to_python(skip_empty_area=False)
            is_hidden = "Visible" not in str(about.visible) or "Hidden" in str(about.visible)
            sheets.append((about.name, rows, sheet.merged_cell_ranges or [], is_hidden))
    except PasswordError:
        return LOCKED
    except CalamineError:
        return DAMAGED
    sys.stdout.buffer.write(pickle.dumps(sheets))
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
