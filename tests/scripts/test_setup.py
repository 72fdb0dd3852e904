"""The set-up that every script shares, on machines that this one is not: programs are played by small stand-ins."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.house.tree import ROOT

BASH = shutil.which("bash") or "/bin/bash"
TOOLS = ("bash", "cat", "cp", "dirname", "env", "grep", "sed", "sha256sum", "touch", "rm", "mkdir")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a line of shell with the set-up sourced, in a tree of its own, with these stand-ins on the path."""
    tree, programs = tmp_path / "tree", tmp_path / "programs"
    (tree / "scripts").mkdir(parents=True)
    programs.mkdir()
    shutil.copy(ROOT / "scripts" / "_setup.sh", tree / "scripts")
    for tool in TOOLS:
        (programs / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")

    def in_shell(line: str, stand_ins: Mapping[str, str], **environ: str) -> subprocess.CompletedProcess[str]:
        for name, body in stand_ins.items():
            (programs / name).write_text(f"#!{BASH}\n{body}\n", "utf-8")
            (programs / name).chmod(0o755)
        return subprocess.run(
            [BASH, "-c", f". scripts/_setup.sh; {line}"],
            cwd=tree,
            env={"PATH": str(programs), "HOME": str(tmp_path), **environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    return in_shell


NOTHING_INSTALLED = "exit 1"
ORDINARY = {"id": "echo 1000", "dpkg-query": NOTHING_INSTALLED, "apt-get": "echo never >&2; exit 9"}
ROOT_USER = {"id": "echo 0", "dpkg-query": "cat $HOME/installed 2>/dev/null"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_CN.UTF-8", "你好\n"),
        ("en_GB.UTF-8", "hello\n"),
        ("de_DE.UTF-8", "hello\n"),
        ("", "你好\nhello\n"),
        ("C.UTF-8", "你好\nhello\n"),
    ],
    ids=["Chinese", "English", "another language", "no language", "the C locale"],
)
def test_people_are_spoken_to_in_their_language(run: Run, language: str, said: str) -> None:
    assert run("say 你好 hello", {}, LANG=language).stderr == said


def test_an_ordinary_person_gets_one_command(run: Run) -> None:
    done = run("install_packages libpango fonts-cjk", {**ORDINARY, "sudo": "exit 1"}, LANG="en_GB.UTF-8")
    assert done.stderr.splitlines()[1:] == ["  sudo apt-get install -y --no-install-recommends libpango fonts-cjk"]
    assert done.returncode == 1


def test_without_sudo_the_command_is_one_that_works(run: Run) -> None:
    done = run("install_packages libpango", ORDINARY, LANG="en_GB.UTF-8")
    assert done.stderr.splitlines()[1:] == ["  su -c 'apt-get install -y --no-install-recommends libpango'"]


def test_only_what_is_lacking_is_named(run: Run) -> None:
    half = {**ORDINARY, "dpkg-query": "echo installed libpango; exit 1"}
    assert "libpango" not in run("install_packages libpango fonts-cjk", half).stderr


def test_nothing_is_said_when_nothing_is_lacking(run: Run) -> None:
    whole = {**ORDINARY, "dpkg-query": "echo installed libpango"}
    assert run("install_packages libpango", whole).stderr == ""


def test_root_installs_even_when_the_mirror_is_away(run: Run, tmp_path: Path) -> None:
    apt = 'case "$*" in *update*) exit 100 ;; *) echo "installed libpango" > $HOME/installed ;; esac'
    done = run("install_packages libpango", {**ROOT_USER, "apt-get": apt}, LANG="en_GB.UTF-8")
    assert done.stderr == "Installing system packages: libpango\n"
    assert (tmp_path / "installed").exists()


def test_root_is_told_when_installing_fails(run: Run) -> None:
    done = run("install_packages libpango", {**ROOT_USER, "apt-get": "echo 'E: no such package' >&2; exit 100"})
    assert "E: no such package" in done.stderr
    assert "\n  apt-get install -y --no-install-recommends libpango\n" in done.stderr


def test_apt_cannot_ask_anything(run: Run, tmp_path: Path) -> None:
    apt = 'read -t 5 line && echo asked > $HOME/asked; echo "$DEBIAN_FRONTEND" >> $HOME/front; exit 1'
    run("install_packages libpango", {**ROOT_USER, "apt-get": apt})
    assert not (tmp_path / "asked").exists()
    assert set((tmp_path / "front").read_text("utf-8").split()) == {"noninteractive"}


def test_a_system_without_apt_is_left_alone(run: Run) -> None:
    assert run("install_packages libpango", {"id": "echo 1000"}).stderr == ""


OLD = "exit 1"
WITHOUT_VENV = 'case "$*" in *ensurepip*) exit 1 ;; *print*) echo python3.11-venv ;; esac'
WHOLE = 'case "$*" in *print*) echo python3.12-venv ;; esac'


def test_an_old_python_is_refused_in_a_sentence(run: Run) -> None:
    done = run("find_python() { return 1; }; need_python", {**ORDINARY, "python3": OLD}, LANG="en_GB.UTF-8")
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or later is needed")


def test_debians_missing_part_is_named(run: Run) -> None:
    done = run("find_python() { return 1; }; venv_package", {**ORDINARY, "python3": WITHOUT_VENV})
    assert done.stdout == "python3.11-venv\n"


def test_a_newer_python_beside_an_old_one_is_found(run: Run, tmp_path: Path) -> None:
    done = run("find_python", {**ORDINARY, "python3": OLD, "python3.12": WHOLE})
    assert done.stdout == f"{tmp_path}/programs/python3.12\n"


def test_a_stamp_holds_for_one_lock_in_one_place(run: Run) -> None:
    line = "echo a==1 >lock; stamp_of lock; ROOT=/elsewhere stamp_of lock; echo a==2 >lock; stamp_of lock"
    stamps = run(line, {}).stdout.split("\n")[:3]
    assert len(set(stamps)) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tree").chmod(0o555)
    done = run("hold_lock", ORDINARY, LANG="en_GB.UTF-8")
    (tmp_path / "tree").chmod(0o755)
    assert (done.returncode, "cannot be written" in done.stderr) == (1, True)
