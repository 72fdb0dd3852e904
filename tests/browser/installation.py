"""A whole installation at work: the real application behind a real server in this process, and its commands.

It runs in this process so that a test can set the one clock that everything reads.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from waitress.server import create_server
from waitress.wasyncore import close_all

from consult import clock
from consult.app import create_app
from consult.cli.program import program
from consult.config import Settings
from consult.models.base import db
from tests.compiled_templates import COMPILED
from tests.databases import prepared_engine, settings_for
from tests.web.console import presses


@dataclass
class Hands:
    """The hands of the clock: they stand where a test puts them."""

    at: datetime

    def __call__(self) -> datetime:
        """This moment."""
        return self.at


@dataclass(frozen=True)
class Installation:
    """The application, its settings, its database, its clock, and the address where it is served."""

    app: Flask
    settings: Settings
    engine: Engine
    hands: Hands
    address: str

    def command(self, *arguments: str) -> str:
        """Run `consult …` as the operator would and answer what it prints; it must not refuse."""
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
            for name, value in self._environ().items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as left:
                program.main(list(arguments))
        assert left.value.code == 0, f"consult {' '.join(arguments)} left with {left.value.code}: {said.getvalue()}"
        return said.getvalue()

    def _environ(self) -> Mapping[str, str]:
        return {
            "CONSULT_INSTANCE": str(self.settings.instance),
            "CONSULT_DATABASE_URL": self.settings.database_url,
            "CONSULT_SECRET_KEY": self.settings.secret_key,
            "CONSULT_PUBLIC_URL": self.settings.public_url,
            "CONSULT_LOCALE": "zh_Hans_CN",
        }


@contextmanager
def installed(database_url: str, folder: Path, now: datetime, public_url: str = "") -> Iterator[Installation]:
    """Serve the application on a free port of this machine; the clock stands at `now` until a test moves it.

    Printed addresses lead to this server, so that they can be followed, unless another public address is given.
    """
    hands, plain = Hands(now), settings_for(database_url, folder / "instance")
    with pytest.MonkeyPatch.context() as patch, _server() as server:
        patch.setattr(clock, "now", hands)
        # The port is known only now, and the application must know its public address.
        address = f"http://127.0.0.1:{server.effective_port}"
        settings = replace(plain, public_url=public_url or address)
        server.application = app = create_app(settings)
        app.jinja_env.bytecode_cache = COMPILED
        engine = prepared_engine(database_url)
        presses.served(app, engine)
        yield Installation(app, settings, engine, hands, address)
    engine.dispose()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _server() -> Iterator[Any]:
    server: Any = create_server(lambda _environ, _start: [], host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        # Sockets are closed by the thread that watches them: from here it would trip over them.
        server.trigger.pull_trigger(lambda: close_all(server._map))
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
        assert not thread.is_alive()
