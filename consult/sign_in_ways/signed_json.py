"""A sender of messages that anybody can build: it takes JSON over HTTPS, signed with a key that both know.

    POST <CONSULT_SMS_URL>
    Content-Type: application/json
    X-Consult-Time: 1795449600                     (seconds since 1970; refuse what is older than five minutes)
    X-Consult-Signature: hex(HMAC-SHA256(key, time + "." + body))

    {"id": "…", "to": "+8613800138000", "text": "…", "code": "048213", "minutes": 5}

It answers 200 and `{"accepted": true}`; anything else means that the message was not taken. The same `id` is the same
message.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime

from consult.sign_in_ways.calling import ask
from consult.sign_in_ways.chosen import SmsChoice
from consult.sign_in_ways.interface import CodeMessage, WaySilent


@dataclass(frozen=True, slots=True)
class SignedJsonSender:
    """Hands messages to a service of the installation's own."""

    chosen: SmsChoice
    name: str = "https"

    def send(self, message: CodeMessage, *, now: datetime) -> None:
        """Hand a message over; raises `WaySilent`."""
        body = self._body(message)
        at = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "X-Consult-Time": at,
            "X-Consult-Signature": signature(self.chosen.key, at, body),
        }
        status, answer = ask("POST", self.chosen.url, body=body, headers=headers)
        if status != 200 or answer.get("accepted") is not True:
            raise WaySilent(f"refused-{status}")

    def _body(self, message: CodeMessage) -> bytes:
        # Not `format`: a template is a setting, and must not reach into anything.
        text = self.chosen.template.replace("{code}", message.digits).replace("{minutes}", str(message.minutes))
        told = {
            "id": message.id,
            "to": message.number,
            "text": text,
            "code": message.digits,
            "minutes": message.minutes,
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def signature(key: str, at: str, body: bytes) -> str:
    """What proves to the service that a message is from here and unchanged."""
    return hmac.new(key.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
