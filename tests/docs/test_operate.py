"""The handbook for operators, and the files that it hands out, say what the program really has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from consult.app import LARGEST_REQUEST
from consult.cli.program import program
from consult.config import Settings, WrongSetting
from tests.house.tree import ROOT

ENGLISH, CHINESE = (ROOT / "docs" / name for name in ("operate.md", "operate.zh.md"))
DEPLOY = ROOT / "deploy"
HANDED_OUT = [*sorted(DEPLOY.iterdir()), ROOT / "Dockerfile", ROOT / "compose.yaml"]
_SETTING = re.compile(r"CONSULT_[A-Z_]*[A-Z]")
_COMMAND = re.compile(r"(?:^|&& |; |^exec |/bin/|exec )consult (?=[a-z])([^&|;\"`]*)")


def text(path: Path) -> str:
    return path.read_text("utf-8")


def blocks(path: Path) -> list[str]:
    """What stands between fences: to be typed, or put into a file."""
    return re.findall(r"^```\w*\n(.*?)^```", text(path), re.MULTILINE | re.DOTALL)


def commands() -> Iterator[str]:
    """Every `consult …` that the handbook and its files would run."""
    for path in (ENGLISH, CHINESE):
        for line in "\n".join(blocks(path)).splitlines():
            # In a container the service is called as the command is.
            called = line.replace("exec consult consult", "exec consult")
            yield from (found.strip() for found in _COMMAND.findall(called) if "alias" not in line)
        yield from re.findall(r"`consult ([a-z][^`]*)`", text(path))
    for path in HANDED_OUT:
        yield from (
            found.strip() for found in _COMMAND.findall(text(path).replace("ExecStart=", "\n")) if found.strip()
        )
    yield from (
        " ".join(re.findall(r'"([^"]+)"', listed))
        for listed in re.findall(r'\["consult", (.*)\]', text(ROOT / "compose.yaml"))
    )


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_every_command_is_one(line: str) -> None:
    words = shlex.split(line)
    command: click.Command = program
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        assert found, f"no such command: {line}"
        command, words = found, words[1:]
    known = {name for parameter in command.params for name in parameter.opts}
    assert not {word for word in words if word.startswith("--")} - known - {"--help"}, line


def test_commands_are_found_in_the_handbook_and_in_the_files() -> None:
    found = set(commands())
    assert {"doctor", "upgrade", "backup /var/backups/consult --keep 14", "backup /backups --keep 14"} <= found
    assert any(one.startswith("serve --host 127.0.0.1") for one in found)


def test_both_languages_say_the_same_things_in_the_same_places() -> None:
    assert blocks(ENGLISH) == blocks(CHINESE)
    for mark in (r"^## ", r"^### ", r"^\| ", r"^- ", r"^\d\. "):
        counted = [len(re.findall(mark, text(path), re.MULTILINE)) for path in (ENGLISH, CHINESE)]
        assert counted[0] == counted[1], mark
    assert set(_SETTING.findall(text(ENGLISH))) == set(_SETTING.findall(text(CHINESE)))


@pytest.mark.parametrize("path", [ENGLISH, *HANDED_OUT], ids=lambda path: path.name)
def test_every_setting_that_is_named_is_one(path: Path) -> None:
    described = set(re.findall(r"^\| `(CONSULT_[A-Z_]+)`", text(ROOT / "docs" / "settings.md"), re.MULTILINE))
    # One name is Caddy's own: where it finds the service.
    assert not set(_SETTING.findall(text(path))) - described - {"CONSULT_UPSTREAM"}


def test_every_file_is_handed_out_and_every_file_named_is_there() -> None:
    handbook = text(ENGLISH)
    named = set(re.findall(r"deploy/([\w.-]+)", handbook))
    assert named == {path.name for path in DEPLOY.iterdir()}
    assert "compose.yaml" in handbook


def test_the_settings_that_are_handed_out_can_be_read(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in text(DEPLOY / "consult.env").splitlines()]
    said = dict(line.split("=", 1) for line in lines if line.startswith("CONSULT_"))
    with pytest.raises(WrongSetting, match="password of its own"):
        Settings.from_environ(said | {"CONSULT_INSTANCE": str(tmp_path)})
    own = said["CONSULT_DATABASE_URL"].replace("put-yours-here", "Kd83-uWq2-pXz9")
    settings = Settings.from_environ(said | {"CONSULT_INSTANCE": str(tmp_path), "CONSULT_DATABASE_URL": own})
    assert (settings.log, settings.trusted_proxy, settings.is_https) == ("json", "127.0.0.1", True)
    assert settings.database_url.startswith("postgresql+psycopg://")


def test_postgresql_is_of_one_version_everywhere() -> None:
    [server] = set(re.findall(r"image: postgres:(\d+)", text(ROOT / "compose.yaml")))
    assert set(re.findall(r"postgresql-client-(\d+)", text(ROOT / "Dockerfile") + text(ENGLISH))) == {server}
    assert f"| PostgreSQL | {server} |" in text(ROOT / "docs" / "dependencies.md")


def test_the_container_installs_what_is_locked_and_nothing_else() -> None:
    file = text(ROOT / "Dockerfile")
    assert "pip install --require-hashes -r requirements.txt" in file
    assert "scripts/packages-runtime.txt" in file
    assert all("--require-hashes" in line or "--no-index" in line for line in re.findall(r"pip install .*", file))
    python = re.search(r"FROM python:(\d+\.\d+)-", file)
    assert python
    assert f"| Python | {python[1]} |" in text(ROOT / "docs" / "dependencies.md")
    assert file.index("USER consult") < file.index('CMD ["sh"')


def test_the_container_trusts_the_proxy_at_its_address() -> None:
    file = text(ROOT / "compose.yaml")
    assert re.findall(r"CONSULT_TRUSTED_PROXY: (\S+)", file) == re.findall(r"ipv4_address: (\S+)", file)


@pytest.mark.parametrize(("name", "size"), [("nginx.conf", "24m"), ("Caddyfile", "24MB")])
def test_proxies_let_through_what_the_service_takes_and_hide_what_is_inside(name: str, size: str) -> None:
    file = text(DEPLOY / name)
    assert size in file
    assert LARGEST_REQUEST == 24 * 1024 * 1024
    assert "/metrics" in file
    assert "/readyz" in file
    assert "413" in file  # what is larger gets a page, not a bare line of the proxy
    assert "X-Forwarded-For" in file
    assert "$proxy_add_x_forwarded_for" not in file


@pytest.mark.one_database
def test_no_proxy_writes_down_an_address_that_lets_its_holder_in(app: Flask) -> None:
    secret = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules() if {"token", "receipt"} & rule.arguments}
    hidden = re.search(r"\^/\(([^)]*)\)/", text(DEPLOY / "nginx.conf"))
    assert hidden
    assert secret
    assert secret <= set(hidden[1].split("|"))
    assert "log {" not in text(DEPLOY / "Caddyfile")


@pytest.mark.one_database
@pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=lambda path: path.name)
def test_every_figure_is_described(app: Flask, path: Path) -> None:
    figures = re.findall(r"^# HELP (\w+)", app.test_client().get("/metrics").text, re.MULTILINE)
    assert set(re.findall(r"`(consult_\w+)`", text(path))) == {*figures}
