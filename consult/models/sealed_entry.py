"""Sealed entries: only the estate's private key opens them, not the phone that sealed them.

An ephemeral ECDH on P-256, HKDF-SHA-256, AES-256-GCM: what every browser's WebCrypto can do. The bytes are the
ephemeral public key (65), the nonce (12), and the ciphertext with its tag (docs/doorstep.md has the format).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from consult.domain.refusal import Refusal

INFO = b"consult doorstep 1"
CURVE = ec.SECP256R1()
POINT_BYTES = 65
_NONCE_BYTES = 12
_TAG_BYTES = 16
_SCALAR_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An estate's sealing key: the point that phones get, and the number that opens what they seal."""

    public: bytes
    private: bytes

    @property
    def id(self) -> str:
        """By which name phones say what they sealed to: 16 hex digits."""
        return hashlib.sha256(self.public).hexdigest()[:16]


def new_key_pair() -> KeyPair:
    """A fresh key pair on P-256."""
    private = ec.generate_private_key(CURVE)
    number = private.private_numbers().private_value
    return KeyPair(point_of(private.public_key()), number.to_bytes(_SCALAR_BYTES, "big"))


def point_of(public: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as its 65 uncompressed bytes."""
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def opened(pair: KeyPair, sealed: bytes, bound: bytes) -> bytes:
    """What is inside a seal; refuses `seal-unreadable` where the key, a byte or the outside is another one."""
    point, nonce, closed = (
        sealed[:POINT_BYTES],
        sealed[POINT_BYTES:][:_NONCE_BYTES],
        sealed[POINT_BYTES + _NONCE_BYTES :],
    )
    if len(closed) < _TAG_BYTES:
        raise Refusal("seal-unreadable")
    try:
        private = ec.derive_private_key(int.from_bytes(pair.private, "big"), CURVE)
        shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
        return AESGCM(sealing_key(shared, point, pair.public)).decrypt(nonce, closed, bound)
    except (InvalidTag, ValueError) as error:
        raise Refusal("seal-unreadable") from error


def sealing_key(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    """The AES key of one entry."""
    return HKDF(hashes.SHA256(), 32, salt=ephemeral + public, info=INFO).derive(shared)


def is_signed(public: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether the holder of a public key signed this (ECDSA with SHA-256, 64 bytes r and s, as WebCrypto writes it)."""
    if len(signature) != 2 * _SCALAR_BYTES:
        return False
    r, s = (int.from_bytes(part, "big") for part in (signature[:_SCALAR_BYTES], signature[_SCALAR_BYTES:]))
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
        key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def is_point(public: bytes) -> bool:
    """Whether these bytes are a public key on the curve."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    except ValueError:
        return False
    return len(public) == POINT_BYTES
