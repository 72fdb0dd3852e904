"""Pages of households and neighbours."""

from consult.web.resident import (
    about_us,
    ballot,
    contest,
    front,
    ideas,
    letter,
    message_sign_in,
    objection,
    opinion,
    privacy,
    question,
    receipt,
    remembered,
    screen,
    sign_in,
    wechat,
    who,
)
from consult.web.resident.pages import resident as blueprint

__all__ = [
    "about_us",
    "ballot",
    "blueprint",
    "contest",
    "front",
    "ideas",
    "letter",
    "message_sign_in",
    "objection",
    "opinion",
    "privacy",
    "question",
    "receipt",
    "remembered",
    "screen",
    "sign_in",
    "wechat",
    "who",
]
