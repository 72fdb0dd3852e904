"""The restore drill: vote, back up meanwhile, let the machine be lost, rise on another one, recount.

Every step is the command that an operator types. A ballot whose receipt was shown before a backup began must stand in
what is restored from it; the package of the restored vote must pass its own verifier; and the first machine must refuse
to go back.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter, sleep

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.domain.electorate import AreaSource, Owner, Unit
from consult.queries.consultations import ConsultationView
from scripts.prove.full_disk import NoSmallDisk, faults_when_full, small_disk
from tests import people
from tests.databases import KINDS, SECRET, Databases, prepared_engine


@dataclass(frozen=True, slots=True)
class Machine:
    """One installation, reached as an operator reaches it: by commands."""

    folder: Path
    url: str

    def consult(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command here."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
        environ |= {"CONSULT_INSTANCE": str(self.folder), "CONSULT_DATABASE_URL": self.url, "LANG": "en_GB.UTF-8"}
        command = [sys.executable, "-m", "consult.cli", *arguments]
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=600)

    def done(self, *arguments: str) -> str:
        """Run a command that must succeed; what it said."""
        ran = self.consult(*arguments)
        if ran.returncode:
            raise SystemExit(f"consult {' '.join(arguments)}: {ran.stderr}")
        return ran.stdout


@dataclass
class Voting:
    """Voters at work: every number of a line whose receipt was shown, in the order in which they were."""

    engine: Engine
    view: ConsultationView
    shown: list[int] = field(default_factory=list)
    pause: float = 0.05
    """Seconds that a voter takes for each ballot, so that there is somebody voting as long as backups are made."""
    faults: list[str] = field(default_factory=list)

    def run(self, voters: int) -> list[threading.Thread]:
        """Let so many voters share the electors among themselves."""
        with Session(self.engine) as session:
            electors = [row.id for row in people.electors(session, self.view)]
        shares = [electors[at::voters] for at in range(voters)]
        threads = [threading.Thread(target=self._vote, args=(share,)) for share in shares]
        for thread in threads:
            thread.start()
        return threads

    def _vote(self, electors: Sequence[int]) -> None:
        with Session(self.engine) as session:
            rows = {row.id: row for row in people.electors(session, self.view)}
            for elector in electors:
                try:
                    receipt = people.vote(session, self.view, rows[elector], {1: "agree"})
                except Exception as error:
                    self.faults.append(f"a ballot was not taken: {error!r}")
                    return
                self.shown.append(receipt.seq)
                sleep(self.pause)


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup, the numbers that had been acknowledged before it began, and how long it took in seconds."""

    file: Path
    shown: frozenset[int]
    seq: int
    seconds: float


def main() -> int:
    """Drill on each database; exit status 1 when anything is missing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--electors", type=int, default=2_000)
    options.add_argument("--voters", type=int, default=8)
    options.add_argument("--backups", type=int, default=6)
    options.add_argument("--database", choices=tuple(KINDS), action="append")
    chosen = options.parse_args()
    faults = []
    for kind in chosen.database or KINDS:
        begun = perf_counter()
        found = _drill(kind, chosen.electors, chosen.voters, chosen.backups)
        print(*(f"  {fault}" for fault in found), sep="\n", end="\n" if found else "")
        print(f"{kind}: {'FAILED' if found else 'nothing lost'} ({perf_counter() - begun:.0f} s)", flush=True)
        faults += found
    faults += _full_disk()
    return 1 if faults else 0


def _full_disk() -> list[str]:
    try:
        with small_disk() as disk:
            there = Machine(disk / "instance", f"sqlite:///{disk / 'consult.sqlite3'}")
            found = faults_when_full(there.consult, disk)
    except NoSmallDisk:
        print("full disk: left out, for no small disk can be mounted here (be root)")
        return []
    print(*(f"  {fault}" for fault in found), sep="\n", end="\n" if found else "")
    print(f"full disk: {'FAILED' if found else 'nothing half, nothing untrue, and on again with room'}")
    return found


@contextmanager
def _machines(kind: str) -> Iterator[Iterator[Machine]]:
    """As many fresh machines as one asks for, the secret of each its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as lent:
        databases = KINDS[kind](Path(folder))
        lent.callback(databases.close)
        yield (_machine(lent, databases, Path(folder, f"machine-{number}")) for number in count(1))


def _machine(lent: ExitStack, databases: Databases, folder: Path) -> Machine:
    folder.mkdir()
    return Machine(folder, lent.enter_context(databases.fresh(folder)))


def _drill(kind: str, electors: int, voters: int, backups: int) -> list[str]:
    with _machines(kind) as machines:
        first = next(machines)
        (first.folder / "secret_key").write_text(SECRET + "\n", "ascii")
        engine = prepared_engine(first.url)
        voting = Voting(engine, _open_vote(engine, electors))
        threads = voting.run(voters)
        taken = _backups_meanwhile(first, voting, threads, backups)
        engine.dispose()
        faults = list(voting.faults)
        for backup in taken:
            there = next(machines)
            faults += _restored(there, backup, voting.view.code)
        faults += _recounted(there, voting.view)
        faults += _held_back(first, taken[0], voting)
    return faults


def _open_vote(engine: Engine, electors: int) -> ConsultationView:
    units = [
        Unit(
            str(at // 40 + 1),
            f"{at % 40:03d}",
            area=6_000 + at,
            area_source=AreaSource.REGISTER,
            owners=(Owner(f"业主{at}", f"{at}"),),
        )
        for at in range(electors)
    ]
    with Session(engine) as session:
        estate = people.make_estate(session, units)
        return people.make_open_consultation(session, estate, questions=(people.CONSENT,))


def _backups_meanwhile(here: Machine, voting: Voting, threads: Sequence[threading.Thread], backups: int) -> list[Taken]:
    """Backups one after the other, each while ballots are cast; the last one when all have voted."""
    taken = [_backup(here, voting) for _ in range(backups - 1)]
    for thread in threads:
        thread.join()
    taken.append(_backup(here, voting))
    meanwhile = sum(backup.seq < len(voting.shown) + 1 for backup in taken)
    print(f"  {len(voting.shown)} ballots, {len(taken)} backups, {meanwhile} of them before the last ballot")
    return taken


def _backup(here: Machine, voting: Voting) -> Taken:
    shown, begun = frozenset(voting.shown), perf_counter()
    made = json.loads(here.done("backup", str(here.folder / "shelf"), "--json"))
    return Taken(Path(made["file"]), shown, made["books"][voting.view.code]["seq"], perf_counter() - begun)


def _restored(there: Machine, backup: Taken, code: str) -> list[str]:
    """Rise on another machine; every line acknowledged before the backup began must stand in the book."""
    begun = perf_counter()
    there.done("restore", str(backup.file))
    checked = json.loads(there.done("ledger", "check", "--json"))
    print(
        f"  backup of {backup.file.stat().st_size / 1e6:.1f} MB in {backup.seconds:.1f} s, line {backup.seq}; "
        f"restored and checked in {perf_counter() - begun:.1f} s"
    )
    [book] = [one for one in checked if one["consultation"] == code]
    faults = [] if book["whole"] else [f"the restored book is not whole: {book['breaks']}"]
    lost = [seq for seq in backup.shown if seq > book["lines"]]
    if lost or book["lines"] != backup.seq:
        faults.append(f"acknowledged before the backup and not in it: {sorted(lost)}; {book['lines']} lines")
    if (there.folder / "secret_key").read_text("ascii").strip() != SECRET:
        faults.append("the secret did not come along")
    return faults


def _recounted(there: Machine, view: ConsultationView) -> list[str]:
    """Close the restored vote, and let the package's own program count it."""
    engine = prepared_engine(there.url)
    with Session(engine) as session:
        close_consultation(session, view.estate.id, view.id, by=people.SECRETARY.name, now=view.closes_at)
    engine.dispose()
    package = there.folder / "package.zip"
    there.done("package", view.code, "-o", str(package))
    with zipfile.ZipFile(package) as archive:
        archive.extract("verify.py", there.folder)
    command = [sys.executable, str(there.folder / "verify.py"), str(package)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    return [] if said.returncode == 0 else [f"the verifier: {said.stdout}{said.stderr}"]


def _held_back(first: Machine, earliest: Taken, voting: Voting) -> list[str]:
    """The machine that goes on must refuse an earlier state, and name exactly what would be missing."""
    last = len(voting.shown) + 1
    refused = first.consult("restore", str(earliest.file))
    if earliest.seq == last:
        return [] if refused.returncode == 0 else [f"a backup of the same state was refused: {refused.stderr}"]
    wanted = f"lines {earliest.seq + 1} to {last} ({last - earliest.seq})"
    wanted = f"line {last}" if earliest.seq + 1 == last else wanted
    if refused.returncode != 2 or wanted not in refused.stdout.replace(",", ""):
        return [
            f"it went backwards unasked, or did not say what is missing ({wanted}): {refused.stdout}{refused.stderr}"
        ]
    return []


if __name__ == "__main__":
    sys.exit(main())
