"""`consult serve`: the web pages, from a production server: one process, many threads."""

from __future__ import annotations

import errno
import os
import signal
import socket
from contextlib import suppress
from dataclasses import replace
from pkgutil import resolve_name
from types import FrameType
from typing import Any

import click
from waitress import create_server

from consult import logbook
from consult.cli.database import engine_of, make_ready, refuse_fragile, settings_here
from consult.cli.nightly import Daily
from consult.cli.reader import readers
from consult.cli.spoken import SpokenCommand, option
from consult.config import Settings
from consult.domain.refusal import Refusal
from consult.wording.marking import N_

PORT = 8000
THREADS = 8
_LOCAL = "127.0.0.1"
# No packet is sent there: a route is looked up, which tells this machine's own address on its network.
_SOMEWHERE = ("192.0.2.1", 9)

port_option = option("--port", default=PORT, type=click.IntRange(1, 65535), show_default=True, help=N_("Port."))
host_option = option(
    "--host", default=_LOCAL, show_default=True, help=N_("Address to answer on; 0.0.0.0 lets phones nearby in.")
)


@click.command(cls=SpokenCommand, help=N_("Serve the web pages until Ctrl-C."))
@port_option
@host_option
@option("--threads", default=THREADS, type=click.IntRange(1, 128), show_default=True, help=N_("Threads."))
def serve(port: int, host: str, threads: int) -> None:
    """Serve, and say where."""
    refuse_debugging()
    refuse_taken(host, port)
    settings = public_settings(settings_here(), host, port)
    with engine_of(settings) as engine:
        make_ready(engine)
        refuse_fragile(engine)
    said = [words.gettext("Serving %(address)s. Stop with Ctrl-C.", address=settings.public_url) for words in readers()]
    run(settings, host, port, "\n".join(said), threads)


def public_settings(settings: Settings, host: str, port: int) -> Settings:
    """The settings with the address people really reach, where nobody has set one."""
    if "CONSULT_PUBLIC_URL" in os.environ:
        return settings
    reached = _own_address() if host in ("0.0.0.0", "::", "") else host  # noqa: S104  (compared, not bound)
    return replace(settings, public_url=f"http://{reached}:{port}")


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE)
        except OSError:
            return _LOCAL
        return str(probe.getsockname()[0])


def refuse_debugging() -> None:
    """Refuse `debugging-on` before anything else is done; the application refuses it too, whoever serves it."""
    # As Flask reads it, without loading Flask.
    if os.environ.get("FLASK_DEBUG", "").lower() not in ("", "0", "false", "no"):
        raise Refusal("debugging-on")


def refuse_taken(host: str, port: int) -> None:
    """Refuse `port-taken` before anything else is done."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
                raise Refusal("port-taken", port=str(port)) from error
            raise


def run(settings: Settings, host: str, port: int, said: str, threads: int = THREADS) -> None:
    """Serve until somebody stops it; `said` is said once the door is open.

    What is being answered is answered before it ends.
    """
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _stop)
    # The wiring stands above every door, so it is found by name.
    create_app: Any = resolve_name("consult.app:create_app")
    logbook.set_up(settings.log)
    with suppress(KeyboardInterrupt):
        server = create_server(
            create_app(settings), host=host, port=port, threads=threads, ident="consult", **proxy_settings(settings)
        )
        click.echo(said)
        daily = Daily(settings)
        daily.start()
        try:
            server.run()
        finally:
            server.close()
            daily.end()


def proxy_settings(settings: Settings) -> dict[str, Any]:
    """Whose word is taken on where a request came from: sign-in budgets are counted by address."""
    if not settings.trusted_proxy:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": settings.trusted_proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
