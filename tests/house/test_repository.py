"""What a stranger finds in a fresh clone: two commands, a licence, a lock that holds, no traces of one machine."""

from __future__ import annotations

import configparser
import hashlib
import os
import re
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.house.tree import ROOT, files, found_in, place

AGPL = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
"""SHA-256 of the licence as the Free Software Foundation publishes it: it may not be changed."""

LOCKS = (
    "requirements.txt",
    "requirements-test.txt",
    "requirements-oracles.txt",
    "requirements-peers.txt",
    "requirements-mutations.txt",
)
COMMANDS = ("start", "test", "check", "consult", "translate", "lock")

# A person's or a build machine's own folders, a file URL, an address of a private network.
_MACHINE = re.compile(
    r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/|file:///(?!etc/)|\b(?:10\.\d+|192\.168)\.\d+\.\d+\b"
)
_PINNED = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", re.MULTILINE)
_TEXT = (".py", ".md", ".txt", ".cfg", ".toml", ".html", ".css", ".js", ".json", ".po", ".sh", ".svg", ".mako", ".ini")


def tracked() -> list[Path]:
    """Files that travel with the repository, as far as they are text; without git, all of ours."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return files(*_TEXT)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and (path.suffix in _TEXT or not path.suffix)]


def pinned(lock: str) -> dict[str, str]:
    """Package → version, as a lock has them."""
    found = _PINNED.findall((ROOT / lock).read_text("utf-8"))
    return {name.lower().replace("_", "-"): version for name, version in found}


def wanted(*extras: str) -> list[Requirement]:
    """What setup.cfg asks for, with these extras."""
    options = configparser.ConfigParser()
    options.read(ROOT / "setup.cfg", "utf-8")
    lines = options["options"]["install_requires"].split("\n")
    for extra in extras:
        lines += options["options.extras_require"][extra].split("\n")
    return [Requirement(line) for line in lines if line.strip()]


def traces(path: Path) -> list[str]:
    """Lines that know a machine."""
    return [line for line in path.read_text("utf-8").splitlines() if _MACHINE.search(line)]


def test_no_file_knows_one_machine() -> None:
    assert not found_in([path for path in tracked() if path != Path(__file__)], traces)


@pytest.mark.parametrize(
    "trace", ["/root/.cache/x", "see /home/li/consult", "file:///opt/mirror", "at 192.168.1.20"], ids=repr
)
def test_a_trace_of_a_machine_is_seen(trace: str) -> None:
    assert _MACHINE.search(trace)


@pytest.mark.parametrize(
    "plain", ["https://example.org/home/", "a/root/b", "version 1.10.2.3", "#/work-in-hand"], ids=repr
)
def test_an_ordinary_path_is_no_trace(plain: str) -> None:
    assert not _MACHINE.search(plain)


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_names_the_two_commands(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert "scripts/start" in text
    assert "scripts/test" in text


@pytest.mark.parametrize("path", [path for path in files(".md") if path.parent in (ROOT, ROOT / "docs")], ids=place)
def test_links_between_our_papers_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text("utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


def test_the_licence_is_the_one_we_name() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL
    assert "license = AGPL-3.0-only" in (ROOT / "setup.cfg").read_text("utf-8")


@pytest.mark.parametrize("path", files(".otf", ".ttf", ".woff", ".woff2", ".ttc"), ids=place)
def test_fonts_bring_their_licence(path: Path) -> None:
    assert [near for near in path.parent.iterdir() if re.match(r"(LICEN[CS]E|OFL|COPYING|GPL|Apache)", near.name)]


def test_the_toolchain_file_names_only_the_build_system() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert set(tomllib.load(file)) == {"build-system"}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_can_be_run(name: str) -> None:
    assert (ROOT / "scripts" / name).stat().st_mode & stat.S_IXUSR


def test_continuous_integration_checks_and_tests() -> None:
    run = (ROOT / ".ci" / "run").read_text("utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "scripts/check" in run
    assert "scripts/test" in run


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_locked_has_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[\w])", re.sub(r"(?m)^#.*\n", "", text).strip())
    # A package may stand twice, for an older and a newer Python.
    assert len(entries) >= len(pinned(lock)) > (3 if lock == "requirements-peers.txt" else 30)
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_to_fetch(lock: str) -> None:
    assert not re.search(r"(?m)^\s*-(?!-hash)|://", (ROOT / lock).read_text("utf-8"))


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.txt", ("build",)), ("requirements-test.txt", ("build", "test"))], ids=LOCKS[:2]
)
def test_the_lock_holds_what_is_asked_for(lock: str, extras: tuple[str, ...]) -> None:
    locked = pinned(lock)
    asked = [(need, locked.get(need.name.lower().replace("_", "-"), "missing")) for need in wanted(*extras)]
    assert not [
        f"{need}: {version}" for need, version in asked if version == "missing" or version not in need.specifier
    ]


def test_running_and_testing_use_the_same_versions() -> None:
    running, testing = pinned("requirements.txt"), pinned("requirements-test.txt")
    assert running.items() <= testing.items()
