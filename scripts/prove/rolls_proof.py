"""Prove that a roll file is taken in whole or not at all, whatever is in it.

Files that are wrong in a named way (what is wrong × how × in which kind of file), and good files with something done to
them at random: bytes, lines, columns, encodings, parts of workbooks. Each goes through the reading and the deed of the
console's upload, a share of them through the console's own pages. No traceback and no 5xx; nothing changes, or there is
one version more with exactly as many homes as were said; and what can never be a roll is never imported.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import get_context
from time import perf_counter

from sqlalchemy.orm import Session

from scripts.prove.installations import scratch
from scripts.prove.verdict import Row, conclude, options, say, since
from tests import people
from tests.databases import KINDS, settings_for
from tests.one_app import lent
from tests.rolls.bad_files import BadFile, bad_files
from tests.rolls.loading import Loading, by_console
from tests.rolls.mutated import mutated
from tests.web.visitors import come_in_as_staff, make_staff


@dataclass
class Share:
    """What one process found of its share."""

    files: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    console: int = 0
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Take every file in, one half of them on each database; exit status 1 where anything is half or broken."""
    parser = options(__doc__)
    parser.add_argument("--mutated", type=int, default=10_000)
    parser.add_argument("--console-every", type=int, default=10, help="one file in so many goes through the pages")
    chosen = parser.parse_args()
    times = 40 if chosen.light else chosen.mutated
    begun = perf_counter()
    work = partial(_share, times, chosen.seed, chosen.console_every, 10 if chosen.light else None)
    with ProcessPoolExecutor(len(KINDS), mp_context=get_context("spawn")) as pool:
        shares = list(pool.map(work, range(len(KINDS))))
    whole = Share()
    for share in shares:
        whole.files, whole.ends = whole.files + share.files, whole.ends + share.ends
        whole.console, whole.faults = whole.console + share.console, whole.faults + share.faults
    for fault in whole.faults[:30]:
        say(fault)
    say("ends:", ", ".join(f"{end} {n}" for end, n in whole.ends.most_common()))
    bad = whole.files.total() - whole.files["mutated"]
    reached = (
        f"{bad} bad, {whole.files['mutated']} mutated ({whole.console} by the pages): {len(whole.faults)} faults, "
    )
    reached += f"{whole.ends['loaded']} loaded whole"
    enough = not whole.faults and whole.ends["loaded"] > 0 and (chosen.light or bad >= 300)
    asked = f"300 bad, {times} mutated: no 500, nothing partial, “loaded n” = n there"
    row = Row(
        "rolls",
        asked,
        reached,
        enough,
        since(begun),
        f"seed {chosen.seed}; {len(whole.files) - 1} kinds, {whole.console} by pages",
    )
    return conclude([row], as_json=chosen.json)


def _share(times: int, seed: int, console_every: int, only: int | None, mine: int) -> Share:
    """Every second file, on the database of this process."""
    kind, found = list(KINDS)[mine], Share()
    files: Iterable[BadFile] = islice(bad_files(), 0, None, only or 1)
    with _loading(kind) as (loading, through_pages):
        for at, file in enumerate(_all(files, mutated(times, seed))):
            if at % len(KINDS) != mine:
                continue
            is_by_pages = at // len(KINDS) % console_every == 0
            loading.take(file, through_pages if is_by_pages else loading.by_deed)
            found.console += is_by_pages
            found.files[file.wrong] += 1
            if found.files.total() % 500 == 0:
                say(
                    f"{kind}: {found.files.total()} files, {loading.ends['loaded']} loaded, {len(loading.faults)} wrong"
                )
        found.ends = loading.ends
        found.faults = [f"{kind}: {fault}" for fault in loading.faults]
    return found


def _all(*files: Iterable[BadFile]) -> Iterator[BadFile]:
    for some in files:
        yield from some


@contextmanager
def _loading(kind: str) -> Iterator[tuple[Loading, Callable[[BadFile], tuple[str, int]]]]:
    """An estate on a scratch database, and its committee at the console."""
    with scratch(kind) as here, lent(settings_for(here.url, here.folder / "instance")) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        app.config["PROPAGATE_EXCEPTIONS"] = False
        with Session(here.engine) as session:
            estate = people.make_estate(session)
            secretary = make_staff(session, estate)
            session.commit()
            client = app.test_client()
            _come_in(client, session, secretary)
            yield Loading(session, estate), by_console(client)


def _come_in(client: object, session: Session, secretary: object) -> None:
    from consult import clock
    from tests.second_factor import give_second_factor

    give_second_factor(session, secretary)  # type: ignore[arg-type]
    session.commit()
    come_in_as_staff(client, session, secretary, now=clock.now())  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
