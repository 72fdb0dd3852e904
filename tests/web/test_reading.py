"""Reading aids: remembered in cookies, rendered by the server, and never a way off this site."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from consult.web.reading import is_same_site
from tests.looking_client import LookingClient
from tests.web.forms import page_of
from tests.web.visitors import send


def choose(client: LookingClient, back: str = "/help", **chosen: str) -> TestResponse:
    """Press one of the header's buttons."""
    return send(client, "/help", {"next": back, **chosen}, to="/reading")


@pytest.mark.parametrize("size", ["100", "150", "200"])
def test_the_text_size_is_rendered_by_the_server(client: LookingClient, size: str) -> None:
    assert choose(client, text=size).location == "/help"
    page = page_of(client.get("/"))
    assert f"text-{size}" in page.get("class")
    pressed = page.xpath("//button[@name='text'][@aria-pressed='true']/@value")
    assert pressed == [size]


def test_high_contrast_is_switched_on_and_off(client: LookingClient) -> None:
    choose(client, contrast="high")
    assert "contrast-high" in page_of(client.get("/help")).get("class")
    choose(client, contrast="normal")
    assert "contrast-high" not in page_of(client.get("/help")).get("class")


def test_the_language_is_remembered(client: LookingClient) -> None:
    choose(client, language="en")
    assert page_of(client.get("/help")).get("lang") == "en"
    choose(client, language="zh_Hans_CN")
    assert page_of(client.get("/help")).get("lang") == "zh-Hans-CN"


def test_one_choice_leaves_the_others_alone(client: LookingClient) -> None:
    choose(client, text="200")
    choose(client, language="en")
    assert "text-200" in page_of(client.get("/help")).get("class")


@pytest.mark.parametrize("chosen", [{"text": "9000"}, {"contrast": "pink"}, {"language": "../../etc"}], ids=str)
def test_what_is_not_on_offer_is_not_remembered(client: LookingClient, chosen: dict[str, str]) -> None:
    assert "Set-Cookie" not in choose(client, **chosen).headers or "consult_" not in str(
        choose(client, **chosen).headers.getlist("Set-Cookie")
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:x",
        "",
        "/a\nb",
        "http://[::1",
        "//[::1",
        "/\t/[::1",
    ],
)
def test_the_way_back_stays_on_this_site(client: LookingClient, address: str) -> None:
    assert not is_same_site(address)
    assert choose(client, address, text="150").location == "/"


@pytest.mark.parametrize("address", ["/", "/c/ABC123", "/r?code=4K7P", "/help#trust"])
def test_our_own_pages_are_gone_back_to(address: str) -> None:
    assert is_same_site(address)


def test_a_page_that_answered_a_form_is_gone_back_to_by_its_address(client: LookingClient) -> None:
    answer = send(client, "/sign-in?code=x", {"consultation": "ZZZZZZ"}, to="/sign-in")
    assert page_of(answer).xpath("//header//input[@name='next']/@value") == ["/sign-in"]
