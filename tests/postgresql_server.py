"""A real PostgreSQL server for the tests: its own cluster in a temporary folder, on a free port of this machine.

Durability stays switched on (the service refuses a server without it); speed comes from memory-backed storage where
there is room, and from copying a template database for every test.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests import memory

ADVICE = (
    "PostgreSQL is not installed: run `apt-get install postgresql` as root, or test one database with --database=sqlite"
)


def _programs() -> Path:
    """The folder of initdb and pg_ctl; the newest version wins. Raises `RuntimeError` saying what to do."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: float(path.parent.name))
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise RuntimeError(ADVICE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PostgresqlServer:
    """A running server. `create` copies the template, `drop` throws a copy away, `stop` leaves nothing behind."""

    def __init__(self, *, on_disk: bool = False, within: Path | None = None) -> None:
        self._programs = _programs()
        where = within or (None if on_disk else memory.storage())
        self._folder = Path(tempfile.mkdtemp(prefix="consult-pg-", dir=where))
        self._data = self._folder / "data"
        self._password = secrets.token_hex(16)
        self.port = 0
        self._made = 0
        try:
            self._make_cluster()
            self._start()
        except BaseException:
            self.stop()
            raise

    def _make_cluster(self) -> None:
        password = self._folder / "password"
        password.write_text(self._password, "ascii")
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            for path in (self._folder, password):
                os.chown(path, account.pw_uid, account.pw_gid)
        # scram-sha-256 makes every connection cost 5 ms more, and tests connect ten thousand times.
        self._run("initdb", "--username=consult", f"--pwfile={password}", "--auth=md5", "--encoding=UTF8",
                  "--locale=C", "--no-sync", f"--pgdata={self._data}")  # fmt: skip

    def _start(self) -> None:
        for attempt in range(5):
            self.port = _free_port()
            try:
                self.start_again()
            except RuntimeError:
                # Another program may have taken the port in between.
                if attempt == 4:
                    raise
            else:
                return

    def start_again(self) -> None:
        """Start on the port that it has."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c jit=off"
        self._run("pg_ctl", "start", "--wait", f"--pgdata={self._data}", f"--options={options}",
                  f"--log={self._folder / 'log'}")  # fmt: skip

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; they refuse to run as root, so root becomes `postgres`."""
        # Its output goes to a file: pg_ctl's child would keep a pipe open for ever.
        with (self._folder / f"{program}.out").open("ab") as out:
            done = subprocess.run(
                [str(self._programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                timeout=120,
                check=False,
                **({"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}),  # type: ignore[call-overload]
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{self._logs()}")

    def _logs(self) -> str:
        kept = [*sorted(self._folder.glob("*.out")), self._folder / "log"]
        return "\n".join(path.read_text("utf-8", "replace") for path in kept if path.exists())[-4000:]

    def url(self, database: str) -> str:
        """The address of a database, as an operator would write it in CONSULT_DATABASE_URL."""
        return f"postgresql://consult:{self._password}@127.0.0.1:{self.port}/{database}"

    def _command(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def create(self, template: str = "template0") -> str:
        """Make a database as a copy of the template; answers its name."""
        self._made += 1
        name = f"test_{self._made}"
        self._command(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Throw a database away, with whoever is still connected to it."""
        self._command(f"DROP DATABASE {name} WITH (FORCE)")

    def stop_at_once(self) -> None:
        """Let everything fall, as in a crash: what was acknowledged must be found again in the log that it keeps."""
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--mode=immediate", "--wait", f"--pgdata={self._data}")

    def stop(self) -> None:
        """Stop at once and remove the folder."""
        self.stop_at_once()
        shutil.rmtree(self._folder, ignore_errors=True)
