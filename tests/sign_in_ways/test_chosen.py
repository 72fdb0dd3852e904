"""Providers are off unless chosen, and half a choice stops the service with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.config import Settings, WrongSetting
from consult.sign_in_ways.chosen import ALIYUN, TEXT, WECHAT
from tests.databases import SECRET

HTTPS = {"CONSULT_SMS": "https", "CONSULT_SMS_URL": "https://sms.example.org/v1", "CONSULT_SMS_KEY": "k"}
BY_ALIYUN = {
    "CONSULT_SMS": "aliyun",
    "CONSULT_SMS_KEY_ID": "LTAI",
    "CONSULT_SMS_KEY": "k",
    "CONSULT_SMS_SIGNATURE": "里弄新村",
    "CONSULT_SMS_TEMPLATE": "SMS_1",
}
WITH_WECHAT = {
    "CONSULT_WECHAT_APP_ID": "wx1",
    "CONSULT_WECHAT_SECRET": "s",
    "CONSULT_PUBLIC_URL": "https://vote.example.org",
}


def settings(tmp_path: Path, environ: dict[str, str]) -> Settings:
    return Settings.from_environ({"CONSULT_INSTANCE": str(tmp_path), "CONSULT_SECRET_KEY": SECRET, **environ})


def test_nothing_is_offered_unless_chosen(tmp_path: Path) -> None:
    found = settings(tmp_path, {})
    assert (found.sms, found.wechat) == (None, None)


def test_chosen_whole(tmp_path: Path) -> None:
    sms = settings(tmp_path, HTTPS).sms
    assert sms is not None
    assert (sms.url, sms.template) == ("https://sms.example.org/v1", TEXT)
    aliyun = settings(tmp_path, BY_ALIYUN).sms
    assert aliyun is not None
    assert aliyun.url == ALIYUN
    wechat = settings(tmp_path, WITH_WECHAT).wechat
    assert wechat is not None
    assert wechat.api == WECHAT


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        *((HTTPS | {name: ""}, name) for name in HTTPS),
        *((BY_ALIYUN | {name: ""}, name) for name in BY_ALIYUN),
        (HTTPS | {"CONSULT_SMS": "fax"}, "CONSULT_SMS"),
        (HTTPS | {"CONSULT_SMS_URL": "http://sms.example.org"}, "CONSULT_SMS_URL"),
        (HTTPS | {"CONSULT_SMS_URL": "sms.example.org"}, "CONSULT_SMS_URL"),
        (HTTPS | {"CONSULT_SMS_URL": "https://[::1"}, "CONSULT_SMS_URL"),
        (HTTPS | {"CONSULT_SMS_URL": "https://me:secret@sms.example.org"}, "CONSULT_SMS_URL"),
        (HTTPS | {"CONSULT_SMS_TEMPLATE": "no place"}, "CONSULT_SMS_TEMPLATE"),
        (WITH_WECHAT | {"CONSULT_WECHAT_APP_ID": ""}, "CONSULT_WECHAT_APP_ID"),
        (WITH_WECHAT | {"CONSULT_WECHAT_SECRET": ""}, "CONSULT_WECHAT_SECRET"),
        (WITH_WECHAT | {"CONSULT_WECHAT_API": "http://api.weixin.qq.com"}, "CONSULT_WECHAT_API"),
        (WITH_WECHAT | {"CONSULT_PUBLIC_URL": "http://vote.example.org"}, "CONSULT_PUBLIC_URL"),
    ],
)
def test_half_a_choice_names_what_is_missing(tmp_path: Path, environ: dict[str, str], named: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        settings(tmp_path, environ)
    assert wrong.value.name == named
    assert "secret@" not in str(wrong.value)


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost:9", "[::1]:9"])
def test_without_tls_only_this_machine_itself(tmp_path: Path, host: str) -> None:
    assert settings(tmp_path, HTTPS | {"CONSULT_SMS_URL": f"http://{host}/"}).sms is not None


def test_no_secret_stands_in_the_settings_text(tmp_path: Path) -> None:
    told = repr(
        settings(tmp_path, HTTPS | WITH_WECHAT | {"CONSULT_SMS_KEY": "sms-key", "CONSULT_WECHAT_SECRET": "wx-s"})
    )
    assert "sms-key" not in told
    assert "wx-s" not in told
