"""A passkey in software, for tests: makes a P-256 key, answers questions as a browser would (attestation "none")."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def base64url(content: bytes) -> str:
    """As browsers write bytes into JSON."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


@dataclass
class SoftPasskey:
    """One key; `count` rises with every signature."""

    origin: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    count: int = 0

    def make(self, asked: dict[str, Any]) -> str:
        """Answer the question of a page that registers a passkey."""
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + self._cose()
        shown = self._shown(asked["rp"]["id"], PRESENT | VERIFIED | ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": shown})
        return self._written(
            clientDataJSON=base64url(self._client("webauthn.create", asked["challenge"])),
            attestationObject=base64url(made),
        )

    def answer(self, asked: dict[str, Any]) -> str:
        """Answer the question of a page that signs in."""
        self.count += 1
        client, shown = self._client("webauthn.get", asked["challenge"]), self._shown(asked["rpId"], PRESENT | VERIFIED)
        signature = self.key.sign(shown + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._written(
            clientDataJSON=base64url(client),
            authenticatorData=base64url(shown),
            signature=base64url(signature),
            userHandle=None,
        )

    def _shown(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _cose(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})

    def _written(self, **response: str | None) -> str:
        name = base64url(self.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
