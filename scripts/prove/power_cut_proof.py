"""Cut the power at hundreds of moments while the real server records ballots on SQLite, and see what is left.

`consult serve` runs under `strace`, which notes every byte it writes, every sync and every answer. From that, disks are
built as an outage at a chosen moment could leave them: what was not synced is there, missing, torn or out of order, new
and deleted files included. Each is opened again; whoever had been acknowledged before that moment must stand in a book
that is whole. That the notes are complete is checked first: replayed to the end they must give the files byte by byte.

The journal is the one that the product chooses for this machine's SQLite, and the one it would choose for a newer one
(WAL with FULL). Two controls must lose something, or the proof could not find anything: WAL with NORMAL, and SQLite's
own default, DELETE with FULL, whose deleted journal may come back after an outage and undo what was acknowledged.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.models.engine import journal_mode
from consult.models.head_file import HeadFile
from consult.models.heads_apart import gaps
from scripts.bench.made import make
from scripts.prove.after_a_crash import LOST, look
from scripts.prove.served import SERVE, Server
from scripts.prove.steadfast import Acknowledged, Voter, Voting
from scripts.prove.sudden_disk import Disk
from scripts.prove.traced_writes import Event, Sent, Synced, events, under_strace
from scripts.prove.verdict import Row, conclude, options, say, since
from tests import memory
from tests.databases import SECRET, prepared_engine

LANES = 8
DATABASE, HEADS = "consult.sqlite3", "consult.heads"
_SHARED = "-shm"
"""WAL's shared memory is written through a mapping and never meant to last: after an outage it is made anew."""


@dataclass(frozen=True, slots=True)
class Way:
    """A journal, how carefully it is synced, and whether a ballot must survive with it."""

    journal: str
    sync: str
    is_safe: bool

    def __str__(self) -> str:
        """Say it as the design does."""
        return f"{self.journal.upper()}+{self.sync}"

    @property
    def command(self) -> Sequence[str]:
        """What serves so: the product as it is, or past its own check."""
        if self.is_safe and self.journal == journal_mode():
            return SERVE
        return (sys.executable, "-m", "scripts.prove.power_cut_server", self.journal, self.sync, "serve")


WAYS = (
    Way("truncate", "FULL", True),
    Way("wal", "FULL", True),
    Way("wal", "NORMAL", False),
    Way("delete", "FULL", False),
)


@dataclass
class Recorded:
    """What happened while people voted: the files before, every event since, and who was acknowledged with which."""

    before: dict[str, bytes]
    happened: list[Event]
    acknowledged: dict[int, str]
    """Submissions by the place of the event that acknowledged them."""
    code: str


@dataclass
class Outages:
    """What the outages of one way left behind."""

    way: Way
    cuts: int = 0
    acknowledged: int = 0
    losing: int = 0
    """Outages after which somebody who had been acknowledged was not there."""
    hurt: int = 0
    """Outages after which anything at all was untrue."""
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Every way in turn; exit status 1 when a safe one loses anything or a control does not."""
    told = options(__doc__)
    told.add_argument("--cuts", type=int, default=600, help="outages of each safe way (600); of each control a third")
    told.add_argument("--ballots", type=int, default=96, help="ballots that are recorded meanwhile (96)")
    told.add_argument("--only", help="one way only: truncate+full, wal+full, wal+normal, delete+full")
    chosen = told.parse_args()
    if chosen.light:
        chosen.cuts, chosen.ballots = 60, 24
    if shutil.which("strace") is None:
        say("strace is not installed: run `apt-get install strace` as root")
        return 2
    say(f"this machine's SQLite: the product chooses {journal_mode()}")
    rows = []
    for way in WAYS:
        if chosen.only in (None, str(way).lower()):
            begun = perf_counter()
            found = prove(way, chosen.ballots, chosen.cuts if way.is_safe else max(20, chosen.cuts // 3), chosen.seed)
            rows.append(_row(found, chosen, since(begun)))
    return conclude(rows, as_json=chosen.json)


def prove(way: Way, ballots: int, cuts: int, seed: int) -> Outages:
    """Record a vote with this journal and cut the power so often."""
    recorded = record(way, ballots, seed)
    say(f"{way}: {len(recorded.acknowledged)} acknowledged in {len(recorded.happened)} writes, syncs and answers")
    found = Outages(way, acknowledged=len(recorded.acknowledged))
    with tempfile.TemporaryDirectory(dir=memory.storage()) as folder:
        for at, image, told in _outages(recorded, cuts, seed):
            faults = left_behind(Path(folder), image, recorded.code, told)
            found.cuts += 1
            found.hurt += bool(faults)
            found.losing += any(fault.startswith(LOST) for fault in faults)
            found.faults += [f"cut after event {at}: {fault}" for fault in faults]
            if found.cuts % 100 == 0:
                say(f"  {found.cuts} outages, {found.hurt} of them with something untrue")
    for fault in found.faults[: 20 if way.is_safe else 2]:
        say(f"  {'FAULT' if way.is_safe else 'as it must be'}: {fault}")
    return found


def record(way: Way, ballots: int, seed: int) -> Recorded:
    """Let people vote on a server whose every write is noted."""
    with tempfile.TemporaryDirectory() as outside:
        folder = Path(outside, "kept")
        folder.mkdir()
        settings = Settings(
            folder, f"sqlite:///{folder / DATABASE}", SECRET, "http://127.0.0.1", heads_kept_in=folder / HEADS
        )
        made = make(settings, ballots)
        voting = Voting(made.code, [0], [], seed)
        with _serving(Server(settings, way.command)) as server:
            voters = _at_their_ballots(voting, server, made.tokens)
        before = _files(folder)
        log = Path(outside, "trace")
        with _serving(Server(settings, (*under_strace(log), *way.command))) as server:
            ports = _all_send(voters, server)
        happened = list(events(log, folder, before, _matters))
        _refuse_incomplete(before, happened, folder)
    return Recorded(before, happened, _acknowledgements(happened, ports), made.code)


@contextmanager
def _serving(server: Server) -> Iterator[Server]:
    server.start()
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def _at_their_ballots(voting: Voting, server: Server, letters: Sequence[str]) -> list[Voter]:
    """Everybody signed in, the form filled in and not yet sent."""
    voting.ports = [server.port]
    voters = [Voter(voting, letter, random.Random(f"{voting.seed} {letter}")) for letter in letters]
    for voter in voters:
        voter.open_ballot()
        voter.phone.close()
    return voters


def _all_send(voters: Sequence[Voter], server: Server) -> dict[int, str]:
    """Let them send, some at a time; the submission by the port that it came from."""
    ports: dict[int, str] = {}

    def lane(mine: Sequence[Voter]) -> None:
        for voter in mine:
            voter.phone.port, voter.phone.origin = server.port, f"http://127.0.0.1:{server.port}"
            ports[voter.phone.connect()] = voter.submission
            voter.send()
            voter.phone.close()

    lanes = [threading.Thread(target=lane, args=(voters[at::LANES],)) for at in range(LANES)]
    for thread in lanes:
        thread.start()
    for thread in lanes:
        thread.join()
    if len(ports) != len(voters) or len(voters[0].voting.acknowledged) != len(voters):
        raise SystemExit(f"not everybody could vote under strace: {voters[0].voting.met}")
    return ports


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if _matters(path.name)}


def _matters(name: str) -> bool:
    return name.startswith((DATABASE, HEADS)) and not name.endswith((_SHARED, ".in-use"))


def _refuse_incomplete(before: dict[str, bytes], happened: list[Event], folder: Path) -> None:
    """What was noted must be all that happened: replayed to the end, it gives the files as they are."""
    disk = Disk(before)
    for event in happened:
        disk.take(event)
    if disk.as_seen() != _files(folder):
        raise SystemExit("strace did not note everything that was written: the replay differs from the files")
    if not any(isinstance(event, Synced) for event in happened):
        raise SystemExit("nothing was synced at all")


def _acknowledgements(happened: Sequence[Event], ports: dict[int, str]) -> dict[int, str]:
    found = {}
    for at, event in enumerate(happened):
        if isinstance(event, Sent) and event.status == 303 and event.port in ports:
            found[at] = ports[event.port]
    if len(found) != len(ports):
        raise SystemExit(f"{len(found)} answers were noted for {len(ports)} acknowledged ballots")
    return found


Told = dict[str, Acknowledged | None]


def _outages(recorded: Recorded, cuts: int, seed: int) -> Iterator[tuple[int, dict[str, bytes], Told]]:
    """Outages spread over everything that happened, each with who had been acknowledged by then."""
    chance = random.Random(seed)
    places = range(len(recorded.happened))
    # Right after an answer is where a promise is new: one outage in three falls there.
    wanted = sorted(
        chance.choices(places, k=cuts - cuts // 3) + chance.choices(list(recorded.acknowledged), k=cuts // 3)
    )
    disk, told = Disk(recorded.before), Told()
    for at, event in enumerate(recorded.happened):
        disk.take(event)
        if at in recorded.acknowledged:
            told[recorded.acknowledged[at]] = None
        for _ in range(wanted.count(at)):
            yield at, disk.after_outage(chance), dict(told)


def left_behind(folder: Path, image: dict[str, bytes], code: str, told: Told) -> list[str]:
    """Open what an outage left; what is untrue about it."""
    for path in folder.iterdir():
        path.unlink()
    for name, content in image.items():
        (folder / name).write_bytes(content)
    engine = prepared_engine(f"sqlite:///{folder / DATABASE}")
    try:
        with engine.connect() as connection:
            damage = list(connection.execute(text("PRAGMA integrity_check")).scalars())
        faults = [] if damage == ["ok"] else [f"SQLite finds damage: {damage[:3]}"]
        with Session(engine) as session:
            ahead = gaps(session, HeadFile(folder / HEADS).read())
        faults += [f"the file of heads knows no. {gap.remembered.seq}, the book {gap.last_seq}" for gap in ahead]
        return faults + look(engine, code, told).faults
    except DatabaseError as error:
        return [f"it cannot be read: {error.orig}"]
    finally:
        engine.dispose()


def _row(found: Outages, chosen: object, seconds: float) -> Row:
    way, asked = found.way, min(500, getattr(chosen, "cuts", 500))
    reached = (
        f"{found.cuts} cut points, {found.acknowledged} ballots: "
        f"{found.losing} lost some, {found.hurt} left anything untrue"
    )
    note = f"seed {getattr(chosen, 'seed', 1)}" + (", as the product runs here" if way.command is SERVE else "")
    if way.is_safe:
        is_reached = found.hurt == 0 and found.cuts >= asked
        return Row(f"power-cut {way}", f"≥ {asked} cut points: 0 lost", reached, is_reached, seconds, note)
    return Row(f"power-cut {way}", "control: must lose ballots", reached, found.losing > 0, seconds, note)


if __name__ == "__main__":
    sys.exit(main())
