"""The templates that come with the service: one file each, Chinese first, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from consult.domain.consultation_template import Template, read_template
from consult.domain.refusal import Refusal

FOLDER = Path(__file__).parent
ORDER = (
    "charger-places",
    "shed-material",
    "common-space",
    "lift",
    "parking-rules",
    "repair-fund",
    "fee-change",
    "committee-election",
    "garden",
    "residents-pact",
    "needs",
    "satisfaction",
)
"""The keys of the templates as they are offered: what owners decide first, then what residents are asked."""


@cache
def templates() -> tuple[Template, ...]:
    """All templates, in the order in which they are offered."""
    return tuple(read_template((FOLDER / f"{key}.toml").read_bytes(), key) for key in ORDER)


def template_named(key: str) -> Template:
    """The template of a key; refuses `unknown-template`."""
    for template in templates():
        if template.key == key:
            return template
    raise Refusal("unknown-template", template=key[:40])
