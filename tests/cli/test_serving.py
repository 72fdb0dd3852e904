"""`consult start` and `consult serve`: the door opens where it is said to, and closes quietly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from waitress.server import create_server

from consult.cli.serve import proxy_settings, public_settings
from consult.models.place import Estate
from tests.cli.conftest import Run
from tests.databases import settings_for

ROOT = Path(__file__).resolve().parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(instance: Path, port: int, *more: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "CONSULT_INSTANCE": str(instance), "LANG": "en_GB.UTF-8", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "consult.cli", "start", "--port", str(port), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environ,
    )


def _said_until(process: subprocess.Popen[str], last: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if last in line:
            break
    return said


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_start_without_a_demo_serves_and_ends_cleanly(tmp_path: Path, ending: signal.Signals) -> None:
    port = _free_port()
    process = _start(tmp_path, port, "--no-demo")
    said = _said_until(process, "Stop with Ctrl-C")
    assert f"http://127.0.0.1:{port}/" in said
    assert f"http://127.0.0.1:{port}/staff/first/" in said
    process.send_signal(ending)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    engine = create_engine(f"sqlite:///{tmp_path / 'consult.sqlite3'}")
    with Session(engine) as session:
        assert session.scalars(select(Estate)).all() == []
    engine.dispose()


def test_a_taken_port_is_refused_before_anything_is_made(consult: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for command in ("start", "serve"):
            assert f"Port {port} is in use" in consult(command, "--port", str(port)).refused()
    assert not (tmp_path / "instance").exists()


def test_the_address_that_people_reach(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = settings_for("sqlite:////nowhere", tmp_path)
    assert public_settings(settings, "127.0.0.1", 8080).public_url == "http://127.0.0.1:8080"
    monkeypatch.setattr("consult.cli.serve._own_address", lambda: "library.local")
    assert public_settings(settings, "0.0.0.0", 8080).public_url == "http://library.local:8080"
    monkeypatch.setenv("CONSULT_PUBLIC_URL", "https://vote.example.org")
    kept: Any = public_settings(settings, "0.0.0.0", 8080)
    assert kept.public_url == settings.public_url


@pytest.mark.parametrize(("proxy", "address"), [("", "127.0.0.1"), ("127.0.0.1", "203.0.113.7")], ids=["none", "one"])
def test_only_the_named_proxy_is_believed(tmp_path: Path, proxy: str, address: str) -> None:
    """The address that sign-in budgets are counted by."""
    seen: list[str] = []

    def application(environ: dict[str, Any], _start_response: object) -> list[bytes]:
        seen.append(environ["REMOTE_ADDR"])
        return []

    settings = replace(settings_for("sqlite:////nowhere", tmp_path), trusted_proxy=proxy)
    server = create_server(application, host="127.0.0.1", port=0, **proxy_settings(settings))
    server.application({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, None)
    server.close()
    assert seen == [address]
