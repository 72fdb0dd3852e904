"""`consult doctor` about other ways to sign in: off, reached, or what to do; never a secret."""

from __future__ import annotations

import socket

import pytest

from tests.cli.conftest import Run
from tests.fake_providers import APP_ID, KEY, a_provider


def told(run: Run) -> dict[str, tuple[object, object]]:
    return {line["what"]: (line["found"], line["do"]) for line in run("doctor", "--json").json}


def choose(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    chosen = {
        "CONSULT_SMS": "https",
        "CONSULT_SMS_URL": f"{url}/messages",
        "CONSULT_SMS_KEY": KEY,
        "CONSULT_WECHAT_APP_ID": APP_ID,
        "CONSULT_WECHAT_SECRET": "the account's secret",
        "CONSULT_WECHAT_API": url,
    }
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)


def test_nothing_is_asked_where_nothing_is_chosen(consult: Run) -> None:
    found = told(consult)
    assert found["Codes by message"] == found["Sign-in with WeChat"] == ("off", None)


def test_reached(consult: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_provider() as server:
        choose(monkeypatch, server.url)
        found, host = told(consult), server.url.removeprefix("http://")
        assert found["Codes by message"] == (f"https, {host}", None)
        assert found["Sign-in with WeChat"] == (f"{APP_ID}, {host}", None)
        assert server.questions == []
        said = consult("doctor").out
        assert KEY not in said
        assert "the account's secret" not in said


def test_not_reached(consult: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    choose(monkeypatch, f"http://{host}")
    found, mend = told(consult)["Codes by message"]
    assert found == f"https, {host}: not-reached"
    assert host in str(mend)
    assert consult("doctor").status == 2


def test_half_a_choice_is_one_line(consult: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_SMS", "aliyun")
    ran = consult("doctor")
    assert ran.status == 2
    assert "CONSULT_SMS_KEY_ID" in ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
