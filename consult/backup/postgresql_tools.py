"""PostgreSQL: its own programs for taking a database out and putting it back, of the server's own version.

Passwords go to them in the environment, never on a command line that others on the machine can read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from consult.backup.installation import Progress, silent
from consult.backup.room import says_full
from consult.domain.refusal import Refusal

DEBIAN = "/usr/lib/postgresql/{version}/bin"
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_DUMPED = "dumping contents of table"
_RESTORED = "processing data for table"


def server_version(connection: Connection) -> int:
    """The server's major version, like 15."""
    number = connection.execute(text("SHOW server_version_num")).scalar_one()
    return int(number) // 10_000


def tool(name: str, version: int) -> str:
    """The path of a program of this major version; refuses `backup-tool-missing` and `backup-tool-version`.

    A newer pg_dump writes settings that an older server does not know, and an older one refuses a newer server.
    """
    found = shutil.which(name, path=DEBIAN.format(version=version)) or shutil.which(name)
    if found is None:
        raise Refusal("backup-tool-missing", tool=name, version=str(version))
    # A program of the system's, asked for its version.
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    matched = _VERSION.search(said.stdout)
    if matched is None or int(matched[1]) != version:
        mine = matched[1] if matched else said.stdout.strip() or "?"
        raise Refusal("backup-tool-version", tool=name, found=mine, version=str(version))
    return found


def dump(program: str, url: URL, target: Path, snapshot: str, tables: int, told: Progress = silent) -> None:
    """Write a database as it stood in a snapshot into a file of pg_dump's custom format."""
    more = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
    _run([program, *more], url, target.parent, (_DUMPED, tables), told)


def put_back(program: str, url: URL, source: Path, tables: int, told: Progress = silent) -> None:
    """Read such a file into an empty database, all of it or nothing."""
    more = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source)]
    _run([program, *more], url, source.parent, (_RESTORED, tables), told)


def _run(command: Sequence[str], url: URL, folder: Path, counted: tuple[str, int], told: Progress) -> None:
    """Run a program, counting the lines that tell of a table. Refuses `backup-no-room` and `backup-failed`."""
    conninfo, environ = address(url)
    sign, total = counted
    said: list[str] = []
    done = 0
    # The server's own programs; every argument stands by itself, and none comes from a visitor.
    with subprocess.Popen(  # noqa: S603
        [*command, "--verbose", "--no-password", f"--dbname={conninfo}"],
        env=os.environ | environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as running:
        try:
            for line in running.stderr or ():
                said = [*said[-20:], line.strip()]
                if sign in line:
                    done += 1
                    told(min(done, total), total)
        except BaseException:
            # Whoever stops us stops it too.
            running.kill()
            raise
    if running.returncode:
        raise _failed(Path(command[0]).name, said, folder)


def _failed(name: str, said: Sequence[str], folder: Path) -> Refusal:
    errors = [line for line in said if "error" in line.lower()] or list(said[-1:])
    if says_full("\n".join(said)):
        return Refusal("backup-no-room", folder=str(folder))
    return Refusal("backup-failed", tool=name, said=errors[0] if errors else "")


def address(url: URL) -> tuple[str, dict[str, str]]:
    """A database's address as libpq reads it, and the password as its environment does."""
    more = {name: value if isinstance(value, str) else ",".join(value) for name, value in url.query.items()}
    conninfo = make_conninfo("", host=url.host, port=url.port, user=url.username, dbname=url.database, **more)
    return conninfo, {"PGPASSWORD": str(url.password)} if url.password else {}
