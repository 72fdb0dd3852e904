"""Ways of doing things that are safe only in known places stay in those places."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.house.tree import ROOT, parsed

CONSULT = sorted((ROOT / "consult").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted(path for path in (ROOT / "consult" / "static").rglob("*.js") if "vendor" not in path.parts)


@cache
def call_nodes(path: Path) -> list[ast.Call]:
    """Every call in a module."""
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]


@cache
def calls(path: Path) -> frozenset[str]:
    """Every call in a module, as it is written: `csv.writer`, `Markup`, `subprocess.run`."""
    return frozenset(ast.unparse(node.func) for node in call_nodes(path))


def modules_that_call(pattern: str) -> set[str]:
    """The modules of the product in which a call of this pattern stands."""
    wanted = re.compile(pattern)
    return {
        path.relative_to(ROOT / "consult").as_posix()
        for path in CONSULT
        if any(wanted.fullmatch(called) for called in calls(path))
    }


@pytest.mark.parametrize(
    ("pattern", "modules"),
    [
        # QR codes are drawn by us, styles are files of ours; a line is held together around text that is escaped.
        pytest.param(
            r"(markupsafe\.)?Markup",
            {"documents/qr.py", "documents/lines.py", "web/stylesheet.py"},
            id="markup taken as it is",
        ),
        # Package, report and tables write no formula from text (tested there); the verifier reads; the last is made up.
        pytest.param(
            r"csv\.writer|csv\.DictWriter|(openpyxl\.)?Workbook",
            {
                "packaging/public_package.py",
                "spreadsheets/report.py",
                "spreadsheets/tables.py",
                "verifier/verify.py",
                "cli/demo/workbook.py",
            },
            id="spreadsheets written",
        ),
        # A process of our own, under limits of its own, hands back the cells of a workbook.
        pytest.param(
            r"eval|exec|compile|__import__|pickle\..*|marshal\..*|shelve\..*|yaml\..*",
            {"spreadsheets/child.py", "spreadsheets/workbook.py"},
            id="objects and code from bytes",
        ),
        pytest.param(r"os\.(system|popen|exec\w*|spawn\w*)", set(), id="a shell"),
        pytest.param(r"random\.\w+", set(), id="chance that can be guessed"),
        pytest.param(r"hashlib\.(md5|sha1)", set(), id="broken hashes"),
        pytest.param(r"ssl\._create_unverified_context", set(), id="strangers trusted"),
    ],
)
def test_it_is_done_only_there(pattern: str, modules: set[str]) -> None:
    assert modules_that_call(pattern) == modules


def test_no_command_goes_through_a_shell() -> None:
    for path in CONSULT:
        for call in call_nodes(path):
            assert "shell" not in {word.arg for word in call.keywords}, path


def test_no_statement_is_put_together_from_what_somebody_typed() -> None:
    """SQL of ours is constant text: nothing formatted goes into `text(…)` or to a driver, but names from our schema."""
    formatted = []
    for path in CONSULT:
        if "migrations" in path.parts:
            continue
        for node in call_nodes(path):
            if node.args and ast.unparse(node.func).rpartition(".")[2] in ("text", "exec_driver_sql"):
                # A constant, a name, or a pick between them; an f-string or % is put together.
                is_made = isinstance(node.args[0], ast.JoinedStr | ast.BinOp) or ".format(" in ast.unparse(node.args[0])
                formatted += [path.relative_to(ROOT / "consult").as_posix()] if is_made else []
    assert set(formatted) <= PUT_TOGETHER


PUT_TOGETHER = {"backup/restore_postgresql.py", "models/engine.py"}
"""The name of a database, quoted, and of a setting of ours: neither can be a parameter."""


def test_templates_trust_no_text() -> None:
    for path in TEMPLATES:
        page = path.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|\|\s*(?:xmlattr|tojson)\b", page), path


def test_scripts_put_text_into_pages_as_text() -> None:
    for path in SCRIPTS:
        script = path.read_text("utf-8")
        risky = re.search(
            r"\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|postMessage\(.*\*",
            script,
        )
        assert not risky, f"{path}: {risky and risky[0]}"
        assert "addEventListener('message'" not in script
        assert "localStorage.setItem" not in script or path.name in MAY_REMEMBER, path


MAY_REMEMBER = {"draft_store.js"}
"""Half-finished answers, until they are sent."""


def test_no_address_is_made_from_what_a_browser_says() -> None:
    """`CONSULT_PUBLIC_URL` alone is printed; only the check of a form's origin looks at the host that was asked."""
    said = re.compile(r"request\.(?:host|host_url|url_root|base_url|url)\b|_external|X-Forwarded-Host")
    found = {path.relative_to(ROOT / "consult").as_posix() for path in CONSULT if said.search(path.read_text("utf-8"))}
    assert found == {"web/secure_form.py"}
    assert not [path for path in TEMPLATES if said.search(path.read_text("utf-8"))]
