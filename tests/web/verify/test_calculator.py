"""The threshold calculator: edges through the page, and figures that do not fit."""

import pytest

from tests.looking_client import LookingClient

FIGURES = {
    "rule": "general",
    "all_heads": "300",
    "all_area": "30000.00",
    "took_heads": "200",
    "took_area": "20,000.00",
    "agree_heads": "101",
    "agree_area": "10000.01",
}


def test_the_empty_form(client: LookingClient) -> None:
    page = client.get("/calculator")
    assert page.status_code == 200
    assert "通过比例计算器" in page.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({}, "通过", id="just over half of exactly two thirds"),
        pytest.param({"agree_heads": "100"}, "未通过", id="exactly half of the heads"),
        pytest.param({"took_heads": "199"}, "还差1人", id="one head below two thirds"),
        pytest.param(
            {"rule": "simple", "took_heads": "202", "oppose_heads": "101"}, "未通过", id="a tie of those who chose"
        ),
        pytest.param(
            {"rule": "simple", "agree_heads": "20", "oppose_heads": "19"}, ">通过<", id="abstentions stand outside"
        ),
    ],
)
def test_edges(client: LookingClient, changed: dict[str, str], said: str) -> None:
    page = client.get("/calculator", query_string=FIGURES | changed)
    assert page.status_code == 200
    assert said in page.text


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"rule": "none"}, id="an unknown rule"),
        pytest.param({"all_heads": "三百"}, id="a number in words"),
        pytest.param({"all_area": ""}, id="no area where the rule weighs it"),
        pytest.param({"took_heads": "301"}, id="more than there are"),
        pytest.param({"oppose_heads": "150"}, id="more for and against than took part"),
        pytest.param({"rule": "simple"}, id="nobody says who opposes, and the rule asks"),
    ],
)
def test_figures_that_do_not_fit_keep_what_was_typed(client: LookingClient, changed: dict[str, str]) -> None:
    page = client.get("/calculator", query_string=FIGURES | changed)
    assert page.status_code == 422
    assert "10000.01" in page.text
