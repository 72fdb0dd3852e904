"""In what kind of browser a sign-in began, coarse on purpose: enough to know one's own again, nothing to follow."""

from __future__ import annotations

from consult.wording.language import Words
from consult.wording.marking import N_

# The first that fits counts: every browser names several others.
_PROGRAMS = (
    ("micromessenger", "wechat", N_("WeChat")),
    ("edg", "edge", "Edge"),
    ("firefox", "firefox", "Firefox"),
    ("fxios", "firefox", "Firefox"),
    ("chrome", "chrome", "Chrome"),
    ("crios", "chrome", "Chrome"),
    ("safari", "safari", "Safari"),
)
_SYSTEMS = (
    ("openharmony", "harmonyos", "HarmonyOS"),
    ("harmonyos", "harmonyos", "HarmonyOS"),
    ("android", "android", "Android"),
    ("iphone", "iphone", "iPhone"),
    ("ipad", "ipad", "iPad"),
    ("windows", "windows", "Windows"),
    ("mac os", "mac", "Mac"),
    ("linux", "linux", "Linux"),
)
_NAMES = {word: name for _sign, word, name in (*_PROGRAMS, *_SYSTEMS)}


def browser_of(agent: str) -> str:
    """The kind of browser that a `User-Agent` names, like `chrome-windows`; parts that are unknown are left out."""
    folded = agent.casefold()
    found = (next((word for sign, word, _ in kinds if sign in folded), "") for kinds in (_PROGRAMS, _SYSTEMS))
    return "-".join(word for word in found if word)


def browser_said(words: Words, kept: str) -> str:
    """What a kind of browser is called, like “Chrome · Windows”."""
    said = [words.gettext(_NAMES[word]) for word in kept.split("-") if word in _NAMES]
    return " · ".join(said) or words.gettext("Unknown browser")
