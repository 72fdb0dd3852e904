"""Settings: read once from the environment into a frozen, typed thing; loud when one is missing or wrong."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from consult.domain.second_factor import OFFERED, REQUIRED
from consult.domain.weak_secret import SHORTEST_SECRET, is_default_password, is_weak_secret
from consult.sign_in_ways.chosen import SmsChoice, WechatChoice, WrongChoice, read_sms, read_wechat
from consult.wording.language import LOCALES

LOCAL_URL = "http://127.0.0.1:8000"

Network = IPv4Network | IPv6Network


class WrongSetting(Exception):
    """A setting that cannot be used: its name and what to do about it."""

    def __init__(self, name: str, advice: str) -> None:
        super().__init__(f"{name}: {advice}")
        self.name, self.advice = name, advice


class DefaultPassword(WrongSetting):
    """A database's password that everybody tries first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation chooses. `public_url` is the only source of printed addresses."""

    instance: Path
    database_url: str
    secret_key: str
    public_url: str
    timezone: str = "Asia/Shanghai"
    locale: str = "zh_Hans_CN"
    trusted_proxy: str = ""
    """Address of the one reverse proxy whose word on who is asking is taken; '' for none."""
    heads_kept_in: Path | None = None
    """The file that remembers the books' heads, where one was chosen."""

    @property
    def head_file(self) -> Path:
        """The file apart from the database that remembers the books' heads: the one chosen, or one for each database.

        Beside the instance folder, so that it stays where it is when that folder is put back from a backup; inside it
        only where nothing can be written beside it.
        """
        if self.heads_kept_in is not None:
            return self.heads_kept_in
        name = f"{self.instance.name}-{_database_name(self.database_url)}.heads"
        beside = self.instance.parent / name
        is_writable = beside.exists() or os.access(self.instance.parent, os.W_OK)
        return beside if is_writable else self.instance / name

    @property
    def check_file(self) -> Path:
        """The file in which the last check of the books is remembered, one for each database."""
        return self.instance / f"{_database_name(self.database_url)}.checked"

    log: str = "text"
    """Form of what is written to standard error: `text` for people, `json` for programs."""
    security_log: str = ""
    """File to which lines that concern security are written too; '' for none."""
    metrics_from: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1"))
    """Networks from which the figures for Prometheus may be asked."""
    least_free: int = 1024**3
    """Bytes below which the disk is called nearly full; 0 for never."""

    staff_second_factor: str = REQUIRED
    """Whether committee and scrutineers must have a second factor, `required`, or may, `offered`; the demo never."""

    sms: SmsChoice | None = None
    """Who sends codes by message; None for nobody."""
    wechat: WechatChoice | None = None
    """With which WeChat account's name households may be remembered; None for not at all."""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of every printed time."""
        return ZoneInfo(self.timezone)

    @property
    def disk_folders(self) -> tuple[Path, ...]:
        """The folders whose disks must not run full: the installation's, and that of an SQLite database."""
        scheme, _, file = self.database_url.partition(":///")
        return (self.instance, Path(file).parent) if scheme == "sqlite" else (self.instance,)

    @property
    def is_https(self) -> bool:
        """Whether people reach the service over TLS, so that cookies may demand it."""
        return urlsplit(self.public_url).scheme == "https"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str], *, root: Path | None = None) -> Settings:
        """Read `CONSULT_*`; keeps a secret made on first start in the instance folder. Raises `WrongSetting`."""
        sms, wechat = _other_ways(environ)
        instance = Path(environ.get("CONSULT_INSTANCE", (root or Path.cwd()) / "instance")).absolute()
        return cls(
            instance=instance,
            database_url=_database_url(environ, instance),
            secret_key=_secret(environ, instance),
            public_url=_public_url(environ.get("CONSULT_PUBLIC_URL", LOCAL_URL)),
            timezone=_timezone(environ.get("CONSULT_TIMEZONE", "Asia/Shanghai")),
            locale=_locale(environ.get("CONSULT_LOCALE", "zh_Hans_CN")),
            trusted_proxy=_proxy(environ.get("CONSULT_TRUSTED_PROXY", "")),
            heads_kept_in=_head_file(environ.get("CONSULT_HEAD_FILE", "")),
            log=_log(environ.get("CONSULT_LOG", "text")),
            security_log=environ.get("CONSULT_SECURITY_LOG", ""),
            metrics_from=_networks(environ.get("CONSULT_METRICS_FROM", "127.0.0.0/8,::1")),
            least_free=_megabytes(environ.get("CONSULT_LEAST_FREE", "1024")),
            sms=sms,
            wechat=wechat,
            staff_second_factor=_second_factor(environ.get("CONSULT_STAFF_SECOND_FACTOR", REQUIRED)),
        )


def _other_ways(environ: Mapping[str, str]) -> tuple[SmsChoice | None, WechatChoice | None]:
    public_url = environ.get("CONSULT_PUBLIC_URL", LOCAL_URL)
    try:
        return read_sms(environ), read_wechat(environ, public_url=public_url)
    except WrongChoice as wrong:
        raise WrongSetting(wrong.name, wrong.advice) from None


def version() -> str:
    """The installed version, `0` where the package is run from its folder without being installed."""
    try:
        return metadata.version("consult")
    except metadata.PackageNotFoundError:
        return "0"


def _head_file(path: str) -> Path | None:
    if not path:
        return None
    if not Path(path).is_absolute() or Path(path).is_dir():
        raise WrongSetting("CONSULT_HEAD_FILE", "use the absolute path of a file, best on another disk")
    return Path(path)


def _database_name(url: str) -> str:
    """A short name for a database, without any password: two databases of one instance have two."""
    parts = urlsplit(url)
    told = Path(parts.path).stem if parts.scheme == "sqlite" else f"{parts.hostname or ''}-{Path(parts.path).name}"
    return re.sub(r"[^0-9A-Za-z-]", "-", told).strip("-")


def _database_url(environ: Mapping[str, str], instance: Path) -> str:
    url = environ.get("CONSULT_DATABASE_URL") or f"sqlite:///{instance / 'consult.sqlite3'}"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        _refuse_default_password(url)
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and ":memory:" not in rest:
        return url
    raise WrongSetting("CONSULT_DATABASE_URL", "use sqlite:////path/to/file or postgresql://user@host/name")


def _refuse_default_password(url: str) -> None:
    parts = urlsplit(url)
    if parts.password is not None and is_default_password(parts.username or "", unquote(parts.password)):
        raise DefaultPassword("CONSULT_DATABASE_URL", "give the database's user a password of its own")


def _secret(environ: Mapping[str, str], instance: Path) -> str:
    given = environ.get("CONSULT_SECRET_KEY")
    if given is not None:
        if is_weak_secret(given):
            raise WrongSetting("CONSULT_SECRET_KEY", f"use at least {SHORTEST_SECRET} random characters")
        return given
    return kept_secret(instance / "secret_key")


def kept_secret(path: Path) -> str:
    """The secret kept in this file, readable by its owner only; made on first use, once even in a race.

    It appears whole or not at all: half a secret left by a full disk would lock everybody out of everything.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_secret(path)
    secret = path.read_text("ascii").strip()
    if len(secret) < SHORTEST_SECRET:
        raise WrongSetting("secret_key", f"{path} is damaged: restore it from the backup")
    return secret


def _make_secret(path: Path) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        _give_name(Path(name), path)
    finally:
        Path(name).unlink(missing_ok=True)


def _give_name(made: Path, path: Path) -> None:
    """Let a file have a name unless one has it: whoever made the first in a race has made everybody's."""
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:
        # A file system without second names.
        made.replace(path)


def _public_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise WrongSetting("CONSULT_PUBLIC_URL", "use the address people type, like https://vote.example.org")
    return url.rstrip("/")


def _proxy(address: str) -> str:
    try:
        return str(ip_address(address)) if address else ""
    except ValueError:
        raise WrongSetting("CONSULT_TRUSTED_PROXY", "use the address of the reverse proxy, like 127.0.0.1") from None


def _log(form: str) -> str:
    if form not in ("text", "json"):
        raise WrongSetting("CONSULT_LOG", "use text or json")
    return form


def _second_factor(wanted: str) -> str:
    if wanted not in (REQUIRED, OFFERED):
        raise WrongSetting("CONSULT_STAFF_SECOND_FACTOR", f"use {REQUIRED} or {OFFERED}")
    return wanted


def _networks(listed: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(one.strip()) for one in listed.split(",") if one.strip())
    except ValueError:
        raise WrongSetting("CONSULT_METRICS_FROM", "use addresses or networks, like 127.0.0.1,192.0.2.0/24") from None


def _megabytes(number: str) -> int:
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise WrongSetting("CONSULT_LEAST_FREE", "use a whole number of megabytes, like 1024; 0 for no warning")
    return int(number) * 1024**2


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise WrongSetting("CONSULT_TIMEZONE", "use a name like Asia/Shanghai") from None
    return name


def _locale(name: str) -> str:
    if name not in LOCALES:
        raise WrongSetting("CONSULT_LOCALE", f"use one of {', '.join(LOCALES)}")
    return name
