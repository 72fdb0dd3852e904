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


OWN = {
    "rule": "custom",
    "rp1_share": "20%",
    "rp1_demand": "least",
    "rp1_measure": "heads",
    "ra1_share": "1/2",
    "ra1_demand": "agree-more",
    "ra1_measure": "heads",
    "ra1_of": "expressed",
    "all_heads": "173",
    "took_heads": "35",
    "agree_heads": "18",
    "oppose_heads": "17",
}
VETO = {"ra2_share": "25%", "ra2_demand": "oppose-most", "ra2_measure": "heads", "ra2_of": "electorate"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({}, ">通过<", id="a fifth of 173 lots, and more than half of those cast"),
        pytest.param({"took_heads": "34", "agree_heads": "17"}, "还差1人", id="34 of 173 are below a fifth"),
        pytest.param({"agree_heads": "17"}, ">未通过<", id="exactly half of those cast"),
        pytest.param(
            VETO | {"took_heads": "100", "agree_heads": "57", "oppose_heads": "43"}, ">通过<", id="43 against"
        ),
        pytest.param(
            VETO | {"took_heads": "100", "agree_heads": "56", "oppose_heads": "44"},
            "超出1人",
            id="44 are more than a quarter",
        ),
        pytest.param({"ra1_share": ""}, "参与达到要求，以征询数据为准", id="a turnout alone"),
    ],
)
def test_an_own_rule_line_by_line(client: LookingClient, changed: dict[str, str], said: str) -> None:
    page = client.get("/calculator", query_string=OWN | changed)
    assert page.status_code == 200
    assert said in page.text


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        pytest.param({"rp1_share": "3/2"}, "rp1_share", "3/2", id="a share above everyone"),
        pytest.param({"ra1_share": "100%"}, "ra1_share", "100%", id="more than everyone"),
        pytest.param({"rp1_share": "", "ra1_share": ""}, "rp1_share", "没有提出任何要求", id="no line at all"),
        pytest.param({"ra1_of": "everyone"}, "ra1_share", "everyone", id="a word that nobody can choose"),
        pytest.param({"took_heads": ""}, "took_heads", "“参与表决”：“人数”没有填", id="a figure left empty"),
        pytest.param(
            {"ra1_measure": "area"},
            "all_area",
            "“全体表决权人”：“面积（平方米）”没有填",
            id="area is weighed, none is typed",
        ),
        pytest.param({"took_heads": "174"}, "took_heads", "“参与表决”", id="more took part than there are"),
        pytest.param({"oppose_heads": "18"}, "took_heads", "“参与表决”", id="more took a side than took part"),
    ],
)
def test_what_cannot_be_reckoned_is_said_beside_its_field(
    client: LookingClient, changed: dict[str, str], field: str, said: str
) -> None:
    page = client.get("/calculator", query_string=OWN | changed)
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert said in page.text
    assert 'value="20%"' in page.text or "rp1_share" in changed
