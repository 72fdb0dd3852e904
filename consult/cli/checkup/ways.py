"""Other ways to sign in: what is chosen, and whether this machine reaches whoever provides it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from consult.cli.checkup import Finding
from consult.config import Settings
from consult.sign_in_ways.calling import trouble_reaching
from consult.wording.language import Words


def ways_findings(words: Words, settings: Settings) -> Iterator[Finding]:
    """One line for each way; nobody is asked where it is off."""
    messages, wechat = words.gettext("Codes by message"), words.gettext("Sign-in with WeChat")
    if settings.sms is None:
        yield Finding(messages, words.gettext("off"))
    else:
        yield _reached(words, messages, settings.sms.provider, settings.sms.url)
    if settings.wechat is None:
        yield Finding(wechat, words.gettext("off"))
    else:
        yield _reached(words, wechat, settings.wechat.app_id, settings.wechat.api)


def _reached(words: Words, what: str, chosen: str, url: str) -> Finding:
    host = urlsplit(url).netloc
    trouble = trouble_reaching(url)
    if not trouble:
        return Finding(what, f"{chosen}, {host}")
    mend = words.gettext(
        "This machine must reach %(host)s, and trust its certificate. Look at the firewall.", host=host
    )
    return Finding(what, f"{chosen}, {host}: {trouble}", mend)
