"""Pages of households and neighbours."""

from consult.web.resident import (
    ballot,
    contest,
    front,
    letter,
    message_sign_in,
    opinion,
    question,
    receipt,
    remembered,
    sign_in,
    wechat,
    who,
)
from consult.web.resident.pages import resident as blueprint

__all__ = [
    "ballot",
    "blueprint",
    "contest",
    "front",
    "letter",
    "message_sign_in",
    "opinion",
    "question",
    "receipt",
    "remembered",
    "sign_in",
    "wechat",
    "who",
]
