"""Aliyun's short messages (dysmsapi, SendSms of 2017-05-25), signed as its documentation of ACS3-HMAC-SHA256 says.

https://help.aliyun.com/document_detail/2593177.html (signature), https://help.aliyun.com/document_detail/419273.html
(SendSms). The template, approved by Aliyun, has one place: `${code}`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from consult.sign_in_ways.calling import ask
from consult.sign_in_ways.chosen import SmsChoice
from consult.sign_in_ways.interface import CodeMessage, WaySilent

ALGORITHM = "ACS3-HMAC-SHA256"
_NO_BODY = hashlib.sha256(b"").hexdigest()
_ERROR_CODE = re.compile(r"[A-Za-z][A-Za-z_.:]{1,58}")


@dataclass(frozen=True, slots=True)
class AliyunSender:
    """Hands messages to Aliyun."""

    chosen: SmsChoice
    name: str = "aliyun"

    def send(self, message: CodeMessage, *, now: datetime) -> None:
        """Hand a message over; raises `WaySilent`."""
        asked = {
            "OutId": message.id,
            "PhoneNumbers": _number(message.number),
            "SignName": self.chosen.signature,
            "TemplateCode": self.chosen.template,
            "TemplateParam": json.dumps({"code": message.digits}),
        }
        parts = urlsplit(self.chosen.url)
        headers = {
            "host": parts.netloc,
            "x-acs-action": "SendSms",
            "x-acs-content-sha256": _NO_BODY,
            "x-acs-date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-version": "2017-05-25",
        }
        headers["Authorization"] = authorization(self.chosen.key_id, self.chosen.key, asked, headers)
        url = f"{parts.scheme}://{parts.netloc}/?{canonical_query(asked)}"
        status, answer = ask("POST", url, headers=headers)
        if status != 200 or answer.get("Code") != "OK":
            raise WaySilent(f"refused-{_said(answer.get('Code'))}")


def authorization(key_id: str, key: str, asked: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """The header that signs a question without a body; `headers` are written small and all signed."""
    names = sorted(headers)
    listed = ";".join(names)
    lines = [
        "POST",
        "/",
        canonical_query(asked),
        *(f"{name}:{headers[name].strip()}" for name in names),
        "",
        listed,
        headers["x-acs-content-sha256"],
    ]
    asked_as = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    signed = hmac.new(key.encode(), f"{ALGORITHM}\n{asked_as}".encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={key_id},SignedHeaders={listed},Signature={signed}"


def canonical_query(asked: Mapping[str, str]) -> str:
    """Names and values in order, with everything but letters, digits and -_.~ percent-encoded."""
    return "&".join(f"{quote(name, safe='~')}={quote(asked[name], safe='~')}" for name in sorted(asked))


def _number(written: str) -> str:
    """As Aliyun writes numbers: a mainland one without its country, any other without the plus."""
    return written.removeprefix("+86") if written.startswith("+86") else written.removeprefix("+")


def _said(code: object) -> str:
    """Aliyun's error code for the log, if it looks like one: it answers words, never what was sent."""
    return code if isinstance(code, str) and _ERROR_CODE.fullmatch(code) else "strangely"
