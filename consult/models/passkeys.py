"""Asking passkeys and reading what they answer (WebAuthn level 2, through py_webauthn).

Staff prove a password first, so a passkey is a second factor: that its holder was checked by the device is preferred,
not demanded. Makers of devices are not asked about (attestation "none").
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from consult.domain.refusal import Refusal
from consult.models.second_factor import Passkey

PATIENCE_MS = 120_000


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys belong: the host that they are bound to, and the origin that they answer."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """The public half of a passkey that has just been made."""

    credential: bytes
    public_key: bytes
    sign_count: int


def passkey_site(public_url: str) -> Site | None:
    """Where passkeys of an installation belong; None where browsers would refuse them: an IP address, or no TLS."""
    parts = urlsplit(public_url)
    host = (parts.hostname or "").lower()
    is_safe = parts.scheme == "https" or host == "localhost" or host.endswith(".localhost")
    if not host or not is_safe or _is_address(host):
        return None
    return Site(host, f"{parts.scheme}://{parts.netloc.lower()}")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def new_challenge() -> str:
    """What a passkey is to sign, 256 random bits in base64url."""
    return secrets.token_urlsafe(32)


def creation_options(site: Site, challenge: str, *, who: tuple[int, int], login: str, known: Sequence[Passkey]) -> str:
    """What a browser needs to make a passkey, as JSON; those `known` are not made twice."""
    # The library brings half a second of imports on a small machine, and most visitors never ask for a passkey.
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs

    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Consult",
        user_name=login,
        user_id=hashlib.sha256(f"consult {who[0]} {who[1]}".encode()).digest(),
        challenge=_bytes(challenge),
        timeout=PATIENCE_MS,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.DISCOURAGED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=key.credential) for key in known],
    )
    return options_to_json(options)


def request_options(site: Site, challenge: str, known: Sequence[Passkey]) -> str:
    """What a browser needs to ask one of the `known` passkeys, as JSON."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers import structs

    options = generate_authentication_options(
        rp_id=site.host,
        challenge=_bytes(challenge),
        timeout=PATIENCE_MS,
        allow_credentials=[structs.PublicKeyCredentialDescriptor(id=key.credential) for key in known],
        user_verification=structs.UserVerificationRequirement.PREFERRED,
    )
    return options_to_json(options)


def read_new_key(site: Site, challenge: str, response: str) -> NewKey:
    """The key in a browser's answer to `creation_options`; refuses `wrong-passkey`."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        made = verify_registration_response(
            credential=response,
            expected_challenge=_asked(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise Refusal("wrong-passkey") from error
    return NewKey(made.credential_id, made.credential_public_key, made.sign_count)


def answering_key(site: Site, challenge: str, response: str, known: Sequence[Passkey]) -> tuple[Passkey, int]:
    """Which of the `known` passkeys has answered, and its new count of signatures; refuses `wrong-passkey`."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        answer = parse_authentication_credential_json(response)
        key = next(one for one in known if one.credential == answer.raw_id)
        proved = verify_authentication_response(
            credential=answer,
            expected_challenge=_asked(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    except (WebAuthnException, StopIteration, ValueError, TypeError, KeyError) as error:
        raise Refusal("wrong-passkey") from error
    return key, proved.new_sign_count


def _asked(challenge: str) -> bytes:
    if not challenge:
        raise Refusal("wrong-passkey")
    return _bytes(challenge)


def _bytes(challenge: str) -> bytes:
    return challenge.encode("ascii")
