"""The providers behind what an installation chose."""

from __future__ import annotations

from consult.sign_in_ways.aliyun import AliyunSender
from consult.sign_in_ways.chosen import SmsChoice, WechatChoice
from consult.sign_in_ways.interface import AccountProvider, MessageSender
from consult.sign_in_ways.signed_json import SignedJsonSender
from consult.sign_in_ways.wechat import Wechat


def sender_of(chosen: SmsChoice) -> MessageSender:
    """Who sends messages."""
    return AliyunSender(chosen) if chosen.provider == "aliyun" else SignedJsonSender(chosen)


def accounts_of(chosen: WechatChoice) -> AccountProvider:
    """Who knows WeChat accounts."""
    return Wechat(chosen)
