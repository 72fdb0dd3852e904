"""What stands in an `Authorization: Bearer …`: the key of a phone or of a program, which no browser sends by itself."""

from __future__ import annotations

import base64
import binascii

from flask import request

_LONGEST = 200


def bearer_text() -> str:
    """The text behind `Bearer`; '' for anything else."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and len(token) <= _LONGEST else ""


def bearer_bytes() -> bytes:
    """The bytes that this text is the base64url of; b'' for anything else."""
    try:
        secret = base64.b64decode(bearer_text() + "==", altchars=b"-_")
    except (binascii.Error, ValueError):
        return b""
    return secret if len(secret) <= 64 else b""
