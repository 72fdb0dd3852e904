"""A leader's phone in pure Python: it seals, keeps, sends and forgets by the written format (docs/doorstep.md).

It shares nothing with the service but that page, so that a second maker could build the next one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
PADDED_TO = 2_048


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def rfc3339(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def padded(entry: dict[str, Any]) -> bytes:
    text = json.dumps(entry, ensure_ascii=False).encode()
    return text + b" " * (-len(text) % PADDED_TO)


def sealed(plain: bytes, public: bytes, bound: bytes) -> bytes:
    """Seal to an estate's public key; the phone cannot open it again."""
    ephemeral = ec.generate_private_key(CURVE)
    shared = ephemeral.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public))
    outside = point(ephemeral)
    key = HKDF(hashes.SHA256(), 32, salt=outside + public, info=b"consult doorstep 1").derive(shared)
    nonce = os.urandom(12)
    return outside + nonce + AESGCM(key).encrypt(nonce, plain, bound)


@dataclass(frozen=True)
class Pending:
    """An entry that the phone holds: it knows its outside, and nothing of what is inside."""

    envelope: dict[str, str]

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(unb64(self.envelope["sealed"])).hexdigest()


@dataclass
class Phone:
    """One phone. `clock` is what it believes the time is; `offset_ms` what it measured when it last had a network.

    `monotonic_ms`: how long ago that was, by an even clock; None where the app has been started since.
    """

    clock: datetime
    offset_ms: int | None = None
    monotonic_ms: int | None = 0
    device: str = ""
    key_id: str = ""
    public: bytes = b""
    secret: bytes = field(default_factory=lambda: os.urandom(32))
    sending: bytes = field(default_factory=lambda: os.urandom(32))
    signing: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    pending: list[Pending] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)

    def enrolment(self, token: str, name: str = "旧华为") -> dict[str, Any]:
        """What the phone sends to be enrolled."""
        return {
            "v": 1,
            "token": token,
            "secret": b64(self.secret),
            "sending": b64(self.sending),
            "public_key": b64(point(self.signing)),
            "name": name,
        }

    @property
    def headers(self) -> dict[str, str]:
        """Of a phone that was unlocked with its PIN."""
        return {"Authorization": f"Bearer {b64(self.secret)}"}

    @property
    def locked_headers(self) -> dict[str, str]:
        """Of a phone that lies locked in a pocket, and sends."""
        return {"Authorization": f"Bearer {b64(self.sending)}"}

    def record(self, consultation: str, elector: int | str, kind: str, **told: Any) -> Pending:
        """Make an entry, seal it at once, and keep it."""
        entry = {
            "v": 1,
            "kind": kind,
            "elector": str(elector),
            "made_at": rfc3339(self.clock),
            "offset_ms": self.offset_ms,
            "monotonic_ms": self.monotonic_ms,
        }
        return self.keep(consultation, padded(entry | told))

    def keep(self, consultation: str, plain: bytes, submission_id: str = "") -> Pending:
        """Seal any text and keep it."""
        submission_id = submission_id or str(uuid.uuid4())
        bound = f"{consultation}\n{submission_id}".encode()
        envelope = {
            "submission_id": submission_id,
            "consultation": consultation,
            "key": self.key_id,
            "sealed": b64(sealed(plain, self.public, bound)),
        }
        made = Pending(envelope)
        self.pending.append(made)
        return made

    def bundle(self, *entries: Pending) -> dict[str, Any]:
        """A bundle of these entries, or of all that are pending."""
        sent = entries or tuple(self.pending)
        return {"v": 1, "sent_at": rfc3339(self.clock), "entries": [entry.envelope for entry in sent]}

    def hear(self, acknowledgements: list[dict[str, Any]]) -> None:
        """Forget what has come to something, and nothing else."""
        final = {ack["fingerprint"] for ack in acknowledgements if ack["status"] != "waiting"}
        self.told += [ack for ack in acknowledgements if ack["status"] != "recorded"]
        self.pending = [entry for entry in self.pending if entry.fingerprint not in final]

    def file(self) -> dict[str, Any]:
        """The last resort: everything pending in a signed file."""
        fingerprints = "\n".join(entry.fingerprint for entry in self.pending)
        signed = f"consult-doorstep-1\n{self.device}\n{fingerprints}".encode()
        r, s = decode_dss_signature(self.signing.sign(signed, ec.ECDSA(hashes.SHA256())))
        return {
            "format": "consult-doorstep-1",
            "device": self.device,
            "made_at": rfc3339(self.clock),
            "entries": [entry.envelope for entry in self.pending],
            "signature": b64(r.to_bytes(32, "big") + s.to_bytes(32, "big")),
        }

    def is_extension(self, seq: int, head: str, proof: dict[str, Any]) -> bool:
        """Whether a proof leads from the checkpoint that the phone remembers to the head that the service names."""
        found = bytes.fromhex(head)
        for leaf in proof["leaves"]:
            found = hashlib.sha256(b"\x01" + found + bytes.fromhex(leaf)).digest()
        return found.hex() == proof["to"]["head"] and seq + len(proof["leaves"]) == proof["to"]["seq"]
