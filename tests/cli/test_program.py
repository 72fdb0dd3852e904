"""The command itself: exit statuses, one line for a refusal, JSON alone on standard output, help at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from consult.cli.program import program
from tests.cli.conftest import Run, run

ROOT = Path(__file__).resolve().parents[2]


def outside(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environ},
        timeout=60,
        check=False,
    )


def test_done_is_0_and_refused_is_2(tmp_path: Path) -> None:
    fine = outside("-m", "consult.cli", "verdict", "advisory", "--heads", "3", "--took-part", "1", "--agree", "0")
    assert (fine.returncode, fine.stderr) == (0, "")
    refused = outside("-m", "consult.cli", "tally", "ABCDEF", CONSULT_INSTANCE=str(tmp_path))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1


def test_a_bug_is_1_and_shows_where(tmp_path: Path) -> None:
    broken = "import consult.cli.verdict as v; v.judge = None; from consult.cli import main; main()"
    ran = outside("-c", broken, "verdict", "advisory", "--heads", "3", "--took-part", "1", "--agree", "0")
    assert ran.returncode == 1
    assert "Traceback" in ran.stderr


def test_help_comes_at_once() -> None:
    code = (
        "import sys\nfrom consult.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n"
        "    heavy = {'sqlalchemy', 'flask', 'weasyprint', 'rich'} & set(sys.modules)\n"
        "    sys.exit(str(heavy) if heavy else 0)"
    )
    ran = outside("-c", code, "--help", LANG="en")
    assert ran.returncode == 0, ran.stderr
    assert "consultation" in ran.stdout


@pytest.mark.parametrize("name", program.list_commands(None))  # type: ignore[arg-type]
@pytest.mark.parametrize("tongue", ["zh_CN.UTF-8", "en_GB.UTF-8"])
def test_every_command_has_its_help(monkeypatch: pytest.MonkeyPatch, name: str, tongue: str) -> None:
    monkeypatch.setenv("LANG", tongue)
    ran = run(name, "--help")
    assert ran.status == 0
    assert ("用法" in ran.out) == tongue.startswith("zh")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["dance"], "There is no such command.", id="an unknown command"),
        pytest.param(["tally", "X", "--loud"], "There is no option “--loud”.", id="an unknown option"),
        pytest.param(["tally"], "CONSULTATION is missing.", id="an argument left out"),
        pytest.param(["tally", "X", "Y"], "More was given than the command takes.", id="an argument too many"),
        pytest.param(["serve", "--port", "0"], "--port: a whole number from 1 to 65535.", id="a port out of range"),
        pytest.param(["print", "poster", "X", "--size", "a0"], "--size: choose one of a4, a3.", id="an unknown size"),
        pytest.param(["print", "rubbish", "X"], "“rubbish” cannot be printed.", id="an unknown paper"),
    ],
)
def test_a_misused_command_says_what_is_wrong_in_one_line(consult: Run, arguments: list[str], said: str) -> None:
    assert consult(*arguments).refused().startswith(said)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CONSULT_LOCALE", "fr", "CONSULT_LOCALE: use zh_Hans_CN or en."),
        ("CONSULT_TIMEZONE", "Mars/Olympus", "CONSULT_TIMEZONE: use a name like"),
        ("CONSULT_SECRET_KEY", "short", "CONSULT_SECRET_KEY: use at least 32"),
        ("CONSULT_PUBLIC_URL", "vote.example.org", "CONSULT_PUBLIC_URL: use the address"),
        ("CONSULT_TRUSTED_PROXY", "nginx", "CONSULT_TRUSTED_PROXY: use the address of the reverse proxy"),
        ("CONSULT_SECRET_KEY", "k" * 64, "CONSULT_SECRET_KEY: use at least 32"),
        ("CONSULT_DATABASE_URL", "postgresql://consult:consult@127.0.0.1/x", "CONSULT_DATABASE_URL: everybody tries"),
        ("CONSULT_DATABASE_URL", "mysql://x", "CONSULT_DATABASE_URL: use sqlite"),
        ("CONSULT_DATABASE_URL", "postgresql://nobody:hush@127.0.0.1:1/none", "The database does not answer"),
        ("CONSULT_INSTANCE", "/proc/nowhere", "The instance folder cannot be used"),
    ],
)
def test_a_wrong_setting_is_named(
    consult: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    refusal = consult("estate", "list").refused()
    assert refusal.startswith(said)
    assert "hush" not in refusal


def test_a_damaged_secret_is_named(consult: Run, tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").write_text("oops")
    assert "damaged" in consult("estate", "list").refused()
