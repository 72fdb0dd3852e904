"""WeChat's web authorization (网页授权), the silent kind `snsapi_base`: it tells an openid, and nothing about a person.

https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from consult.sign_in_ways.calling import ask
from consult.sign_in_ways.chosen import WechatChoice
from consult.sign_in_ways.interface import WaySilent

AUTHORIZE = "https://open.weixin.qq.com/connect/oauth2/authorize"
_OPENID = re.compile(r"[A-Za-z0-9_-]{10,64}")
_CODE = re.compile(r"[A-Za-z0-9_-]{8,128}")
_USED_OR_WRONG = {40029, 40163, 41008, 42003}
"""Error codes about the code itself: another one helps, waiting does not."""


@dataclass(frozen=True, slots=True)
class Wechat:
    """Asks WeChat whose browser this is."""

    chosen: WechatChoice
    name: str = "wechat"

    def address(self, *, back: str, state: str) -> str:
        """Where the browser is sent; WeChat wants the names in this order, and the fragment."""
        asked = {
            "appid": self.chosen.app_id,
            "redirect_uri": back,
            "response_type": "code",
            "scope": "snsapi_base",
            "state": state,
        }
        return f"{AUTHORIZE}?{urlencode(asked)}#wechat_redirect"

    def subject(self, code: str) -> str:
        """The openid behind a code; raises `WaySilent`, with `code-refused` where another code is needed."""
        if not _CODE.fullmatch(code):
            raise WaySilent("code-refused")
        asked = {
            "appid": self.chosen.app_id,
            "secret": self.chosen.secret,
            "code": code,
            "grant_type": "authorization_code",
        }
        status, answer = ask("GET", f"{self.chosen.api}/sns/oauth2/access_token?{urlencode(asked)}")
        openid = answer.get("openid")
        if status == 200 and not answer.get("errcode") and isinstance(openid, str) and _OPENID.fullmatch(openid):
            return openid
        raise WaySilent(_why(status, answer.get("errcode")))


def _why(status: int, error: object) -> str:
    if error in _USED_OR_WRONG:
        return "code-refused"
    return f"refused-{error}" if isinstance(error, int) and error else f"refused-{status}"
