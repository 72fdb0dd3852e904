"""Settings of logs and figures: read, or refused with a word on what to write."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from consult.config import Settings, WrongSetting


def settings(folder: Path, **environ: str) -> Settings:
    return Settings.from_environ({"CONSULT_INSTANCE": str(folder), **environ})


def test_what_holds_when_nothing_is_set(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.log, found.security_log, found.least_free) == ("text", "", 1024**3)
    assert found.metrics_from == (ip_network("127.0.0.0/8"), ip_network("::1"))
    assert found.disk_folders == (tmp_path, tmp_path)


def test_what_is_set(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        CONSULT_LOG="json",
        CONSULT_LEAST_FREE="0",
        CONSULT_METRICS_FROM=" 192.0.2.7 , 2001:db8::/32",
        CONSULT_DATABASE_URL="postgresql://a@b/c",
    )
    assert (found.log, found.least_free, found.disk_folders) == ("json", 0, (tmp_path,))
    assert found.metrics_from == (ip_network("192.0.2.7/32"), ip_network("2001:db8::/32"))
    assert settings(tmp_path, CONSULT_METRICS_FROM="").metrics_from == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONSULT_LOG", "xml"),
        ("CONSULT_LEAST_FREE", "-1"),
        ("CONSULT_LEAST_FREE", "1.5"),
        ("CONSULT_LEAST_FREE", "１０"),
        ("CONSULT_METRICS_FROM", "everybody"),
        ("CONSULT_STAFF_SECOND_FACTOR", "no"),
        ("CONSULT_METRICS_FROM", "192.0.2.7/8"),
    ],
)
def test_what_does_not_fit(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        settings(tmp_path, **{name: value})
    assert refused.value.name == name
