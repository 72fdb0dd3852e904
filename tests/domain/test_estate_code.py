"""Estate codes: short, lower case, at home in an address."""

from __future__ import annotations

import pytest

from consult.domain.estate_code import check_estate_code
from consult.domain.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "code"), [("wutong", "wutong"), (" Wutong-Li ", "wutong-li"), ("7", "7"), ("a" * 32, "a" * 32)]
)
def test_codes(typed: str, code: str) -> None:
    assert check_estate_code(typed) == code


@pytest.mark.parametrize("typed", ["", "-a", "a-", "梧桐", "a b", "a/b", "a" * 33, "../x"])
def test_no_codes(typed: str) -> None:
    with pytest.raises(Refusal, match="estate-code-unfit"):
        check_estate_code(typed)
