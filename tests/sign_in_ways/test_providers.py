"""Each provider against a server that speaks its protocol and checks its signature."""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from consult.sign_in_ways.aliyun import authorization
from consult.sign_in_ways.chosen import SmsChoice, WechatChoice
from consult.sign_in_ways.interface import CodeMessage, WaySilent
from consult.sign_in_ways.offered import accounts_of, sender_of
from consult.sign_in_ways.outbox import Outbox
from tests.fake_providers import APP_ID, APP_SECRET, KEY, KEY_ID, MOODS, Provider

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
MESSAGE = CodeMessage("no. 1", "+8613800138000", "048213", 5)


def by_json(provider: Provider, key: str = KEY) -> SmsChoice:
    return SmsChoice("https", f"{provider.url}/messages", key, "验证码{code}，{minutes}分钟内有效 {x}")


def by_aliyun(provider: Provider, key: str = KEY) -> SmsChoice:
    return SmsChoice("aliyun", f"{provider.url}/", key, "SMS_123456", KEY_ID, "里弄新村")


def why(chosen: SmsChoice, message: CodeMessage = MESSAGE) -> str:
    with pytest.raises(WaySilent) as silent:
        sender_of(chosen).send(message, now=NOW)
    return silent.value.why


def test_our_own_protocol_says_what_to_send_and_where(provider: Provider) -> None:
    sender_of(by_json(provider)).send(MESSAGE, now=NOW)
    assert provider.last == {
        "id": "no. 1",
        "to": "+8613800138000",
        "text": "验证码048213，5分钟内有效 {x}",
        "code": "048213",
        "minutes": 5,
    }


def test_aliyun_gets_what_its_documentation_asks_for(provider: Provider) -> None:
    sender_of(by_aliyun(provider)).send(MESSAGE, now=NOW)
    assert provider.last == {
        "OutId": "no. 1",
        "PhoneNumbers": "13800138000",
        "SignName": "里弄新村",
        "TemplateCode": "SMS_123456",
        "TemplateParam": json.dumps({"code": "048213"}),
    }


def test_aliyun_writes_numbers_from_abroad_without_the_plus(provider: Provider) -> None:
    sender_of(by_aliyun(provider)).send(CodeMessage("no. 2", "+85291234567", "1", 5), now=NOW)
    assert provider.last["PhoneNumbers"] == "85291234567"


@pytest.mark.parametrize(
    ("date", "nonce", "signature"),
    [
        (
            "2023-10-26T10:22:32Z",
            "3156853299f313e23d1673dc12e1703d",
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
        ),
        (
            "2023-10-26T09:01:01Z",
            "d410180a5abf7fe235dd9b74aca91fc0",
            "e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804",
        ),
    ],
    ids=["of the page on V3", "of the page on ROA"],
)
def test_the_signature_is_that_of_aliyuns_published_examples(date: str, nonce: str, signature: str) -> None:
    asked = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": date,
        "x-acs-signature-nonce": nonce,
        "x-acs-version": "2014-05-26",
    }
    given = authorization("YourAccessKeyId", "YourAccessKeySecret", asked, headers)
    assert given.endswith(f",Signature={signature}")


def test_a_wrong_key_is_refused(provider: Provider) -> None:
    assert why(by_json(provider, "another key")) == "refused-403"
    assert why(by_aliyun(provider, "another key")) == "refused-SignatureDoesNotMatch"
    assert provider.taken == []


def test_what_aliyun_refuses_is_named(provider: Provider) -> None:
    assert why(by_aliyun(provider), CodeMessage("n", "+8613900139000", "1", 5)) == "refused-isv.BUSINESS_LIMIT_CONTROL"


@pytest.mark.parametrize("mood", [mood for mood in MOODS if mood not in ("slow", "trickling")])
@pytest.mark.parametrize("choose", [by_json, by_aliyun])
def test_a_provider_in_a_bad_mood_is_one_word_for_the_log(provider: Provider, choose: object, mood: str) -> None:
    provider.mood = mood
    assert callable(choose)
    said = why(choose(provider))
    assert said in {"not-understood", "not-reached", "too-long", "refused-302", "refused-500", "refused-strangely"}
    assert provider.taken == []
    assert [path for path in provider.questions if "elsewhere" in path] == [], "no redirect is followed"


def wechat(provider: Provider, secret: str = APP_SECRET) -> WechatChoice:
    return WechatChoice(APP_ID, secret, provider.url)


def test_wechat_is_asked_for_as_little_as_there_is(provider: Provider) -> None:
    address = accounts_of(wechat(provider)).address(back="https://vote.example.org/wechat/back", state="s" * 32)
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "open.weixin.qq.com", "/connect/oauth2/authorize")
    assert parts.fragment == "wechat_redirect"
    assert list(parse_qs(parts.query)) == ["appid", "redirect_uri", "response_type", "scope", "state"]
    assert "scope=snsapi_base" in parts.query
    assert "redirect_uri=https%3A%2F%2Fvote.example.org%2Fwechat%2Fback" in parts.query


def test_a_code_of_wechats_is_an_openid_once(provider: Provider) -> None:
    provider.openids["031Code-From-WeChat"] = "oLVPpjqs9BhvzwPj5A"
    accounts = accounts_of(wechat(provider))
    assert accounts.subject("031Code-From-WeChat") == "oLVPpjqs9BhvzwPj5A"
    with pytest.raises(WaySilent, match="code-refused"):
        accounts.subject("031Code-From-WeChat")


@pytest.mark.parametrize("code", ["", "short", "a b c d e f", "x" * 200, "code&secret=1"])
def test_what_is_no_code_is_not_even_asked_about(provider: Provider, code: str) -> None:
    with pytest.raises(WaySilent, match="code-refused"):
        accounts_of(wechat(provider)).subject(code)
    assert provider.questions == []


@pytest.mark.parametrize("openid", ["", "x", "a b", "o" * 200, 7, None], ids=repr)
def test_a_strange_openid_is_nobodys(provider: Provider, openid: object) -> None:
    provider.openids["031Code-From-WeChat"] = openid  # type: ignore[assignment]
    with pytest.raises(WaySilent):
        accounts_of(wechat(provider)).subject("031Code-From-WeChat")


def test_a_wrong_secret_of_wechats_is_named(provider: Provider) -> None:
    with pytest.raises(WaySilent, match="refused-40125"):
        accounts_of(wechat(provider, "another secret")).subject("031Code-From-WeChat")


def test_secrets_stand_in_no_text_about_a_choice(provider: Provider) -> None:
    for chosen in (by_json(provider), by_aliyun(provider), wechat(provider)):
        assert KEY not in repr(chosen)
        assert APP_SECRET not in repr(chosen)
    assert "048213" not in repr(MESSAGE)
    assert "138" not in repr(MESSAGE)


def test_the_outbox_sends_counts_and_says_what_failed(provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    outbox = Outbox()
    with caplog.at_level(logging.WARNING, "consult.security"):
        outbox.post(sender_of(by_json(provider)), MESSAGE, now=NOW)
        outbox.wait()
        provider.mood = "broken"
        outbox.post(sender_of(by_json(provider)), MESSAGE, now=NOW)
        outbox.wait()
    assert outbox.outcomes() == {"sent": 1, "failed": 1, "dropped": 0}
    [told] = [record.getMessage() for record in caplog.records]
    assert told == "message failed: refused-500 by https"


def test_a_provider_that_hangs_keeps_nobody_waiting(provider: Provider) -> None:
    """Two are on their way, two wait, the fifth is dropped; each of the five was posted at once."""
    provider.mood = "slow"
    outbox, sender = Outbox(hands=2, most_waiting=2), sender_of(by_json(provider))
    for _ in range(2):
        outbox.post(sender, MESSAGE, now=NOW)
    while len(provider.questions) < 2:
        pass
    for _ in range(3):
        outbox.post(sender, MESSAGE, now=NOW)
    assert outbox.outcomes()["dropped"] == 1
    provider.freed.set()
    outbox.wait()
    assert outbox.outcomes() == {"sent": 0, "failed": 4, "dropped": 1}
    assert provider.taken == []


class _Faulty:
    name = "faulty"

    def send(self, message: CodeMessage, *, now: datetime) -> None:
        raise KeyError(message.digits)


def test_a_fault_of_ours_ends_no_hand_and_quotes_nothing(provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    outbox = Outbox(hands=1)
    outbox.post(_Faulty(), MESSAGE, now=NOW)
    outbox.post(sender_of(by_json(provider)), MESSAGE, now=NOW)
    outbox.wait()
    assert outbox.outcomes() == {"sent": 1, "failed": 1, "dropped": 0}
    assert "048213" not in caplog.text
