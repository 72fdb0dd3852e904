"""What the styles promise: contrast, an order instead of layers, old browsers, and a light page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from consult.web.stylesheet import CSS, Stylesheet, join, layered_files, stylesheet
from tests.looking_client import LookingClient
from tests.web.forms import page_of

COMPONENTS = sorted((CSS / "components").glob("*.css"))
TEMPLATES = CSS.parents[2] / "templates"
LIGHTEST_READABLE, LIGHTEST_SEEN = 4.5, 3.0
HEAVIEST = 30 * 1024


def tokens(selector: str) -> dict[str, str]:
    """The colours that one rule of tokens.css sets."""
    text = (CSS / "tokens.css").read_text("utf-8")
    block = re.search(re.escape(selector) + r" \{(.*?)\n\}", text, re.DOTALL)
    assert block
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[1]))


PLAIN = tokens(":root")
HIGH = PLAIN | tokens(".contrast-high")


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", [PLAIN, HIGH], ids=["plain", "high contrast"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in ("ink", "ink-soft", "accent", "accent-deep") for ground in ("paper", "ground")),
        ("on-accent", "accent"),
        ("on-accent", "accent-deep"),
        ("accent-deep", "accent-soft"),
        ("ink", "accent-soft"),
        ("clay", "paper"),
        ("clay", "clay-soft"),
        ("ink", "clay-soft"),
        ("alarm", "paper"),
        ("alarm", "alarm-soft"),
    ],
)
def test_words_can_be_read(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= LIGHTEST_READABLE


@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_edges_of_controls_can_be_seen(ground: str) -> None:
    assert contrast(PLAIN["line-strong"], PLAIN[ground]) >= LIGHTEST_SEEN


def test_the_layers_stand_in_the_order_of_the_house() -> None:
    names = [path.parent.name if path.parent != CSS else path.stem for path in layered_files()]
    assert list(dict.fromkeys(names)) == ["reset", "tokens", "base", "components", "print"]


@pytest.mark.parametrize("path", layered_files(), ids=lambda path: path.name)
def test_nothing_needs_a_browser_newer_than_the_floor(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    for newer in ("@layer", "@import", ":has(", ":is(", ":where(", "clamp(", "aspect-ratio", "inset:", "@container"):
        assert newer not in rules
    assert not re.search(r"[^-]gap:", rules), "gaps are written grid-gap"


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_colours_come_from_the_tokens(path: Path) -> None:
    named = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8")))
    assert named <= {"#ffffff", "#1c2520"}, "a QR stays black on white in every theme"


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_is_one_word_in_its_places(path: Path) -> None:
    assert f".{path.stem}" in path.read_text("utf-8")
    used = (f'class="{path.stem}', f" {path.stem}", f"{path.stem}--")
    assert any(word in page.read_text("utf-8") for page in TEMPLATES.rglob("*.html") for word in used)


def test_is_kept_for_good_under_the_address_of_its_content(client: LookingClient) -> None:
    sent = client.get(f"/style/{stylesheet().version}.css", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(sent.data) == stylesheet().plain
    assert "immutable" in sent.headers["Cache-Control"]
    plain = client.get(f"/style/{stylesheet().version}.css", headers={"Accept-Encoding": "identity"})
    assert plain.data == stylesheet().plain


def test_an_address_of_earlier_rules_still_gets_rules(client: LookingClient) -> None:
    assert client.get("/style/000000000000.css").status_code == 200


def test_joining_leaves_out_comments_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "reset.css").write_text("/* why */\n* {\n  margin: 0;\n}\n", "utf-8")
    (tmp_path / "components" / "b.css").write_text(".b { color: red }", "utf-8")
    joined = join(tmp_path)
    assert isinstance(joined, Stylesheet)
    assert joined.plain == b"* { margin: 0; } .b { color: red }"


def test_who_arrives_finds_the_rules_in_the_page_and_who_goes_on_names_the_file(client: LookingClient) -> None:
    first = page_of(client.get("/help"))
    assert first.xpath("string(//style)") == stylesheet().plain.decode()
    assert not first.xpath("//link[@rel='stylesheet']")
    for come_from, is_here in (("http://localhost/", True), ("https://elsewhere.example/", False), ("http://[", False)):
        page = page_of(client.get("/help", headers={"Referer": come_from}))
        assert bool(page.xpath("//link[@rel='stylesheet']")) is is_here
        assert bool(page.xpath("//style")) is not is_here
