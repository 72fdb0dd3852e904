"""The table of the ASVS names every requirement once and tests that exist; the promises stand wherever they should."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.house.tree import ROOT

ENGLISH, CHINESE = (ROOT / "docs" / name for name in ("security.md", "security.zh.md"))
LEVELS_1_AND_2 = """
    1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1
    4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2
    7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 11.1:2 11.2:3 11.3:3 11.4:4
    11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3
    15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
"""
"""Section → how many of its requirements, from the first, are of level 1 or 2; without V10.3 to V10.7 and V17."""

_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`((?:\w+/)*test_\w+\.py)::(test_\w+)`")


def rows() -> list[tuple[str, str]]:
    """Every requirement of the table, with what stands beside it."""
    return _ROW.findall(ENGLISH.read_text("utf-8"))


def wanted() -> set[str]:
    sections = (section.split(":") for section in LEVELS_1_AND_2.split())
    return {f"{section}.{number}" for section, count in sections for number in range(1, int(count) + 1)}


def test_every_requirement_of_both_levels_stands_there_once() -> None:
    found = Counter(number for number, _ in rows())
    assert [number for number, times in found.items() if times > 1] == []
    assert sorted(wanted() - set(found)) == []
    assert sorted(set(found) - wanted()) == []


def test_requirements_stand_in_their_order() -> None:
    *_, last = (number for number, said in rows() if said.count("|"))
    told = [tuple(map(int, number.split("."))) for number, said in rows() if said.count("|")]
    assert told == sorted(told)
    assert last


def test_every_test_that_is_named_exists() -> None:
    named = _TEST.findall(ENGLISH.read_text("utf-8"))
    assert len(named) > 100
    missing = [
        f"{path}::{test}"
        for path, test in named
        if not (ROOT / "tests" / path).is_file()
        or not re.search(rf"^(?:async )?def {test}\(", (ROOT / "tests" / path).read_text("utf-8"), re.MULTILINE)
    ]
    assert missing == []


def test_where_no_test_is_named_a_sentence_says_why() -> None:
    silent = [number for number, said in rows() if not _TEST.search(said) and len(said.rpartition("|")[2].strip()) < 6]
    assert silent == []


def test_both_languages_have_the_same_promises_and_sections() -> None:
    told = [path.read_text("utf-8").partition("ASVS 5.0")[0] for path in (ENGLISH, CHINESE)]
    for mark in (r"^## ", r"^\| ", r"^- \*\*", r"^\*\*[^*]+\*\*"):
        assert len({len(re.findall(mark, text, re.MULTILINE)) for text in told}) == 1, mark


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("README.md", ("docs/security.md", "SECURITY.md")),
        ("README.zh.md", ("docs/security.zh.md", "SECURITY.md")),
        ("SECURITY.md", ("docs/security.md", "docs/security.zh.md")),
    ],
)
def test_the_way_to_it_is_shown(name: str, said: tuple[str, ...]) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert all(f"({one})" in text for one in said)


def promises(path: Path) -> list[str]:
    """The rows of the table of promises, as they are written."""
    table = re.search(r"^\| (?:promise|承诺) \|.*?(?=\n\n)", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert table
    return table[0].splitlines()


@pytest.mark.parametrize(("readme", "page"), [("README.md", ENGLISH), ("README.zh.md", CHINESE)])
def test_the_readme_makes_the_same_promises(readme: str, page: Path) -> None:
    assert promises(ROOT / readme) == promises(page)
    assert len(promises(page)) == 8


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.one_database
def test_the_help_page_makes_the_same_promises(client: FlaskClient, language: str) -> None:
    """One disclosure for each row of the table, and one for what is not promised."""
    client.set_cookie("consult_language", language)
    page = client.get("/help").text
    trust = page.partition('id="help-trust"')[2].partition("</section>")[0]
    assert trust.count("<details") > len(promises(ENGLISH)) - 2
    assert "Belenios" in trust


def test_the_proxies_speak_tls_as_it_should_be() -> None:
    nginx, caddy = ((ROOT / "deploy" / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    assert re.search(r"ssl_protocols\s+TLSv1\.2 TLSv1\.3;", nginx)
    assert "return 301 https://" in nginx or "return 308 https://" in nginx
    # Caddy offers 1.2 and 1.3 and leads to https by itself, unless it is told otherwise.
    assert "protocols" not in caddy
    assert "auto_https off" not in caddy


@pytest.mark.one_database
def test_trace_is_not_answered(client: FlaskClient) -> None:
    assert client.open("/help", method="TRACE").status_code == 405


def test_the_bill_and_the_lock_are_there() -> None:
    bill = json.loads((ROOT / "sbom.cdx.json").read_text("utf-8"))
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    parts = [part for part in bill["components"] if part["purl"].startswith("pkg:pypi/")]
    assert len(parts) > 25
    assert all(f"{part['name']}=={part['version']}" in lock.lower().replace("_", "-") for part in parts)
