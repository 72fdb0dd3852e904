"""An installation that offers the other ways to sign in, by a provider on this machine."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from consult.config import Settings
from consult.sign_in_ways.chosen import TEXT, SmsChoice, WechatChoice
from tests.fake_providers import APP_ID, APP_SECRET, KEY, Provider

WECHAT_BROWSER = "Mozilla/5.0 (Linux; Android 9) Chrome/78.0 Mobile Safari/537.36 MicroMessenger/8.0.16 Language/zh_CN"


def offering(settings: Settings, provider: Provider) -> Settings:
    """The same settings with messages and WeChat chosen."""
    return replace(
        settings,
        sms=SmsChoice("https", f"{provider.url}/messages", KEY, TEXT),
        wechat=WechatChoice(APP_ID, APP_SECRET, provider.url),
    )


def choose(app: Flask, provider: Provider) -> None:
    """Let an application offer both from now on; the lent application forgets it after the test."""
    app.extensions["consult_settings"] = offering(app.extensions["consult_settings"], provider)
