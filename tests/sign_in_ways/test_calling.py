"""Asking another machine: in little time, with its certificate checked, and trusting nothing it says."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from time import monotonic, sleep

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from consult.sign_in_ways import waiting
from consult.sign_in_ways.calling import ask
from consult.sign_in_ways.interface import WaySilent
from tests.fake_providers import APP_ID, Provider, a_provider


def why(url: str, **more: object) -> str:
    with pytest.raises(WaySilent) as silent:
        ask("GET", url, **more)  # type: ignore[arg-type]
    return silent.value.why


@pytest.mark.parametrize("mood", ["slow", "trickling"])
def test_whoever_takes_too_long_is_hung_up_on(provider: Provider, mood: str) -> None:
    """A byte every 20 ms keeps a socket's own timeout from ever running out."""
    provider.mood = mood
    began = monotonic()
    assert why(provider.url, seconds=0.2) == "took-too-long"
    assert 0.15 < monotonic() - began < 3


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("rubbish", "not-understood"),
        ("list", "not-understood"),
        ("huge", "too-long"),
        ("hangs up", "not-reached"),
        ("no http", "not-understood"),
    ],
)
def test_what_is_no_sensible_answer_has_a_word(provider: Provider, mood: str, said: str) -> None:
    provider.mood = mood
    assert why(provider.url) == said


def test_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert why(f"http://127.0.0.1:{port}/") == "not-reached"


def test_an_answer_nested_too_deep_is_not_understood(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fake_providers._Answer._wechat", lambda _self: (200, b"[" * 60_000))
    assert why(provider.url) == "not-understood"


def _certificate(folder: Path) -> Path:
    """A certificate for this machine that nobody vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    certificate = _certificate(tmp_path)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    with a_provider(own) as server:
        question = f"{server.url}/sns/oauth2/access_token?appid={APP_ID}"
        assert why(question) == "not-trusted"
        assert server.questions == [], "nothing was said to a stranger"
        vouched = ssl.create_default_context(cafile=str(certificate))
        assert ask("GET", question, trust=vouched)[0] == 200


def test_a_request_waits_no_longer_than_it_may() -> None:
    freed = threading.Event()
    began = monotonic()
    with pytest.raises(WaySilent, match="took-too-long"):
        waiting.within(lambda: freed.wait(30), seconds=0.1)
    assert monotonic() - began < 3
    freed.set()


def test_few_requests_wait_at_a_time() -> None:
    freed, inside = threading.Event(), threading.Barrier(waiting.AT_ONCE + 1)

    def hang() -> str:
        inside.wait(10)
        freed.wait(30)
        return "at last"

    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(waiting.within(hang, seconds=30))) for _ in range(waiting.AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    inside.wait(10)
    with pytest.raises(WaySilent, match="too-many-waiting"):
        waiting.within(lambda: "one more")
    freed.set()
    for thread in threads:
        thread.join(10)
    assert found == ["at last"] * waiting.AT_ONCE
    while True:  # the hands give their place back a moment after they have answered
        try:
            assert waiting.within(lambda: "room again") == "room again"
            break
        except WaySilent:
            sleep(0.01)


def test_what_a_provider_raises_comes_through() -> None:
    def silent() -> str:
        raise WaySilent("code-refused")

    with pytest.raises(WaySilent, match="code-refused"):
        waiting.within(silent)
