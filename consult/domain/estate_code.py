"""What an estate is called in commands and addresses."""

from __future__ import annotations

import re

import consult.domain.installation  # noqa: F401  declares estate-code-unfit
from consult.domain.refusal import Refusal

_CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")


def check_estate_code(typed: str) -> str:
    """The code as it is kept: small letters, digits and hyphens, 1 to 32; refuses `estate-code-unfit`."""
    code = typed.strip().lower()
    if not _CODE.fullmatch(code):
        raise Refusal("estate-code-unfit", estate=typed[:40])
    return code
