"""The page that recounts a package without a server or network: one file, put together from the modules of the site.

The modules import and export in one plain way only (`import { a, b } from "./c.js";`, `export` before a function, class
or constant), so that each can be wrapped into a function of its own, in the order in which they need each other.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
STATIC = _HERE.parent / "static"
MODULES = STATIC / "js" / "recount"
SHELL = _HERE / "recount.html"
STYLES = ("reset.css", "tokens.css", "base.css", "components/button.css", "components/recount.css")
FIRST = "alone.js"

_IMPORT = re.compile(r'^import \{([^}]+)\} from "\./([a-z0-9_]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/|^ *//.*?$", re.DOTALL | re.MULTILINE)
_BLANK = re.compile(r"\n\s*\n+")


@cache
def recount_page() -> bytes:
    """The whole page; equal modules give equal bytes."""
    script = _joined(FIRST)
    style = "\n".join(_bare((STATIC / "css" / name).read_text("utf-8")) for name in STYLES)
    page = SHELL.read_text("utf-8")
    page = page.replace("{{ policy }}", _policy(script, style))
    return page.replace("{{ style }}", style).replace("{{ script }}", script).encode()


def _policy(script: str, style: str) -> str:
    """Nothing but these very lines may run, and nothing may be fetched or sent."""
    return f"default-src 'none'; script-src {_source(script)}; style-src {_source(style)}; base-uri 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _joined(first: str) -> str:
    parts = [f"const {_name(module)} = {_wrapped(module)};" for module in _in_order(first, [])]
    return "(() => {\n" + "\n".join(parts) + "\n})();"


def _in_order(module: str, found: list[str]) -> list[str]:
    """What a module needs, and then itself."""
    for needed in _IMPORT.findall(_text(module)):
        _in_order(needed[1], found)
    if module not in found:
        found.append(module)
    return found


def _wrapped(module: str) -> str:
    """A module as a function of its own, which gives back what it exports."""
    text = _text(module)
    told = ", ".join(_EXPORT.findall(text))
    body = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = {_name(found[2])};\n", text)
    body = _bare(re.sub(r"^export ", "", body, flags=re.MULTILINE))
    return f'(() => {{\n"use strict";\n{body}\nreturn {{ {told} }};\n}})()'


def _name(module: str) -> str:
    return f"module_{module.removesuffix('.js')}"


@cache
def _text(module: str) -> str:
    return (MODULES / module).read_text("utf-8")


def _bare(text: str) -> str:
    """Without comments: they are in the source of the project, and the page is to be small."""
    return _BLANK.sub("\n", _COMMENT.sub("", text)).strip()
