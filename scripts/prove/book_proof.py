"""Prove that a long book is checked in little memory: made line by line, checked by command, one line of it changed.

Every line is a ballot with its elector and its row beside the book, as `cast_ballot` would have written them.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, insert, text
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.ledger import Line, LineType, next_line
from consult.domain.receipt import encode, receipt_code
from consult.models import schema
from consult.models.ballot import Ballot, BuildingTurnout
from consult.models.base import WRITES, new_id
from consult.models.electorate import ElectorRow
from consult.models.engine import prepare
from consult.models.ledger import LedgerHead, LedgerLine
from consult.queries.consultations import ConsultationView
from tests import people
from tests.databases import SECRET

AREA = 9_000
_AT_ONCE = 10_000
_FIRST = 1_000_001
"""Number of the first elector made here: beyond those of the small estate that the book was opened for."""


def make_book(url: str, ballots: int) -> str:
    """Make a database with one open consultation and so many ballots; answers its code."""
    engine = create_engine(url)
    prepare(engine)
    schema.upgrade(engine)
    with Session(engine) as session:
        view = people.make_open_consultation(session, channels=(Channel.WEB,))
        head = session.get_one(LedgerHead, (view.estate.id, view.id))
        start = (head.seq, head.head)
    _fill(engine, view, start, ballots)
    engine.dispose()
    return view.code


def _fill(engine: Engine, view: ConsultationView, start: tuple[int, bytes], ballots: int) -> None:
    keys = {"estate_id": view.estate.id, "consultation_id": view.id}
    last = start
    made = _lines(view, start, ballots)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        for some in _in_parts(made):
            _insert(connection, keys, some)
            last = (some[-1][0].seq, some[-1][0].head)
        moved = {"seq": last[0], "head": last[1], "heads": ballots, "area": ballots * AREA}
        mine = (LedgerHead.estate_id == view.estate.id, LedgerHead.consultation_id == view.id)
        connection.execute(LedgerHead.__table__.update().where(*mine).values(**moved))  # type: ignore[attr-defined]
        whole = {"heads_total": ballots, "area_total": ballots * AREA}
        turnout = {"building": "tower", "heads": ballots, "area": ballots * AREA, **whole, **keys}
        connection.execute(insert(BuildingTurnout), turnout)


Made = tuple[Line, int, datetime]


def _lines(view: ConsultationView, start: tuple[int, bytes], ballots: int) -> Iterator[Made]:
    seq, head = start
    for at in range(ballots):
        moment = people.MIDWAY + timedelta(milliseconds=at)
        payload = {
            "elector": _FIRST + at,
            "channel": "web",
            "answers": {"1": "agree"},
            "nonce": secrets.token_hex(16),
        }
        seq += 1
        line = next_line(consultation=view.code, seq=seq, head=head, kind=LineType.BALLOT, at=moment, payload=payload)
        head = line.head
        yield line, _FIRST + at, moment


def _in_parts(made: Iterator[Made]) -> Iterator[list[Made]]:
    part: list[Made] = []
    for one in made:
        part.append(one)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _insert(connection: Connection, keys: dict[str, int], some: list[Made]) -> None:
    electors, ballots, lines = [], [], []
    for line, number, at in some:
        elector = new_id()
        electors.append(_elector(keys, elector, number))
        ballots.append(_ballot(keys, elector, line, at))
        lines.append(
            {
                **keys,
                "id": new_id(),
                "seq": line.seq,
                "type": line.type.value,
                "entry": line.entry,
                "leaf": line.leaf,
                "head": line.head,
            }
        )
    connection.execute(insert(ElectorRow), electors)
    connection.execute(insert(Ballot), ballots)
    connection.execute(insert(LedgerLine), lines)


def _elector(keys: dict[str, int], elector: int, number: int) -> dict[str, Any]:
    place = {"building": "tower", "entrance": "", "room": str(number)}
    never = dict.fromkeys(("issued_at", "served_at", "code_hash", "token_hash"))
    told = {"number": number, "area": AREA, "names": [], "units": [], "paper_serial": f"T{number}"}
    return {**keys, "id": elector, **place, **told, **never}


def _ballot(keys: dict[str, int], elector: int, line: Line, at: datetime) -> dict[str, Any]:
    # Fifty bits of a million leaves may meet once in a thousand books: the number keeps them apart.
    receipt = f"{receipt_code(line.leaf)}{encode(line.seq, 5)}"
    told = {"seq": line.seq, "receipt": receipt, "channel": "web", "answers": {"1": "agree"}, "salt": "00" * 16}
    came = {"submission_id": str(line.seq), "cast_at": at, "entered_by": "", "paper_serial": None}
    return {**keys, "id": new_id(), "elector_id": elector, **told, **came}


def check(url: str, folder: Path) -> tuple[subprocess.CompletedProcess[str], float, int]:
    """Run `consult ledger check`; answers what it said, its seconds, and the most memory it held in MiB."""
    environ = {**os.environ, "CONSULT_DATABASE_URL": url, "CONSULT_INSTANCE": str(folder), "LANG": "en_GB.UTF-8"}
    program = (
        "import resource, sys\nfrom consult.cli.program import main\n"
        "try:\n    main()\nfinally:\n    print('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,"
        " file=sys.stderr)"
    )
    begun = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, "ledger", "check", "--json"],
        env=environ | {"CONSULT_SECRET_KEY": SECRET},
        capture_output=True,
        text=True,
        check=False,
    )
    peak = int(done.stderr.rpartition("PEAK ")[2])
    return done, perf_counter() - begun, peak


def main() -> int:
    """Make two books, check both, change a line of the longer one, check again."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lines", type=int, default=1_000_000, help="ballots in the long book")
    lines = asked.parse_args().lines
    peaks = []
    with tempfile.TemporaryDirectory(prefix="consult-book-") as kept:
        for size in (10_000, lines):
            folder = Path(kept) / str(size)
            folder.mkdir()
            url = f"sqlite:///{folder / 'book.sqlite3'}"
            make_book(url, size)
            done, seconds, peak = check(url, folder)
            peaks.append(peak)
            [told] = json.loads(done.stdout)
            print(f"{told['lines']} lines, whole: {told['whole']}; {seconds:.0f} s, at most {peak} MiB", flush=True)
            if done.returncode or not told["whole"]:
                return 1
        _change(url, lines // 2)
        done, seconds, _peak = check(url, folder)
        named = {broken["seq"] for told in json.loads(done.stdout) for broken in told["breaks"]}
    print(f"line {lines // 2} changed, named: {sorted(named)}; {seconds:.0f} s")
    is_found = done.returncode == 2 and named == {lines // 2}
    is_small = peaks[1] < peaks[0] + 160
    print("proved" if is_found and is_small else "NOT proved")
    return 0 if is_found and is_small else 1


def _change(url: str, seq: int) -> None:
    """Do what only somebody with the whole database in their hands can do."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER ledger_line_no_update"))
        changed = "UPDATE ledger_line SET entry = replace(entry, 'agree', 'oppose') WHERE seq = :seq"
        connection.execute(text(changed), {"seq": seq})
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
