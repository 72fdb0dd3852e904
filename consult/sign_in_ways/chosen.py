"""Which providers an installation chose, read from its environment; loud when one is set by half."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

ALIYUN = "https://dysmsapi.aliyuncs.com/"
WECHAT = "https://api.weixin.qq.com"
TEXT = "您的登录验证码是{code}，{minutes}分钟内有效。任何人向您要这个验证码，请不要告诉。"


class WrongChoice(Exception):
    """A setting of a provider that cannot be used: its name and what to do about it."""

    def __init__(self, name: str, advice: str) -> None:
        super().__init__(f"{name}: {advice}")
        self.name, self.advice = name, advice


@dataclass(frozen=True, slots=True)
class SmsChoice:
    """Who sends messages: `https` for any service that takes our JSON, `aliyun` for Aliyun's."""

    provider: str
    url: str
    key: str = field(repr=False)
    template: str
    key_id: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class WechatChoice:
    """The official account whose name residents see, and where its API answers."""

    app_id: str
    secret: str = field(repr=False)
    api: str = WECHAT


def read_sms(environ: Mapping[str, str]) -> SmsChoice | None:
    """The chosen sender of messages, None where none is. Raises `WrongChoice`."""
    values = {name: environ.get(name, "").strip() for name in _SMS}
    provider = values["CONSULT_SMS"]
    if not provider:
        _refuse_leftovers(values, "CONSULT_SMS", "https or aliyun")
        return None
    if provider not in _NEEDED:
        raise WrongChoice("CONSULT_SMS", "use https or aliyun, or leave it out for no messages")
    _refuse_missing(values, _NEEDED[provider], provider)
    template = values["CONSULT_SMS_TEMPLATE"] or TEXT
    if provider == "https" and "{code}" not in template:
        raise WrongChoice("CONSULT_SMS_TEMPLATE", "write {code} where the six digits go, and {minutes} if you like")
    return SmsChoice(
        provider=provider,
        url=_reachable("CONSULT_SMS_URL", values["CONSULT_SMS_URL"] or ALIYUN),
        key=values["CONSULT_SMS_KEY"],
        template=template,
        key_id=values["CONSULT_SMS_KEY_ID"],
        signature=values["CONSULT_SMS_SIGNATURE"],
    )


def read_wechat(environ: Mapping[str, str], *, public_url: str) -> WechatChoice | None:
    """The chosen WeChat account, None where none is. Raises `WrongChoice`."""
    values = {name: environ.get(name, "").strip() for name in _WECHAT}
    if not values["CONSULT_WECHAT_APP_ID"]:
        _refuse_leftovers(values, "CONSULT_WECHAT_APP_ID", "the account's AppID, like wx0123456789abcdef")
        return None
    _refuse_missing(values, ("CONSULT_WECHAT_SECRET",), "WeChat")
    # WeChat hands the code to this address: on a network without TLS anybody could pick it up.
    _reachable("CONSULT_PUBLIC_URL", public_url)
    api = _reachable("CONSULT_WECHAT_API", values["CONSULT_WECHAT_API"] or WECHAT)
    return WechatChoice(values["CONSULT_WECHAT_APP_ID"], values["CONSULT_WECHAT_SECRET"], api.rstrip("/"))


_SMS = (
    "CONSULT_SMS",
    "CONSULT_SMS_URL",
    "CONSULT_SMS_KEY_ID",
    "CONSULT_SMS_KEY",
    "CONSULT_SMS_SIGNATURE",
    "CONSULT_SMS_TEMPLATE",
)
_WECHAT = ("CONSULT_WECHAT_APP_ID", "CONSULT_WECHAT_SECRET", "CONSULT_WECHAT_API")
_NEEDED = {
    "https": ("CONSULT_SMS_URL", "CONSULT_SMS_KEY"),
    "aliyun": ("CONSULT_SMS_KEY_ID", "CONSULT_SMS_KEY", "CONSULT_SMS_SIGNATURE", "CONSULT_SMS_TEMPLATE"),
}


def _refuse_leftovers(values: Mapping[str, str], missing: str, advice: str) -> None:
    left = next((name for name, value in values.items() if value), "")
    if left:
        raise WrongChoice(missing, f"{left} is set and this one is not: set it to {advice}, or leave both out")


def _refuse_missing(values: Mapping[str, str], needed: tuple[str, ...], provider: str) -> None:
    missing = next((name for name in needed if not values[name]), "")
    if missing:
        raise WrongChoice(missing, f"{provider} needs it too")


def _reachable(name: str, url: str) -> str:
    """An address over TLS; without it only on this machine itself."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise WrongChoice(name, "this is no address") from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
    if not is_safe or not host or port == 0 or parts.username or parts.fragment:
        raise WrongChoice(name, "use an address that begins with https://")
    return url


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
