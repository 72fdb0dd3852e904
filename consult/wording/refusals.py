"""A refusal in the reader's language: what is wrong, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from consult.domain.refusal import Refusal
from consult.domain.rules import RULES
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.matters import MATTER_NAMES
from consult.wording.procedure import DEEMED_NAME, SWITCHES_SAID
from consult.wording.rules import RULE_NAMES
from consult.wording.sentences import SENTENCES
from consult.wording.states import CHANNELS


def sentence(words: Words, refusal: Refusal) -> str:
    """Say one refusal; several at once are joined into one paragraph."""
    if faults := refusal.details.get("faults"):
        return " ".join(sentence(words, fault) for fault in faults)
    said = words.gettext(_msgid(refusal), **_spoken(words, refusal.details))
    # At the top of a file there is no place to name.
    return said.replace("（）", "").replace(" ()", "") or refusal.reason


def sentences(words: Words, refusal: Refusal) -> list[str]:
    """Say one refusal, or each of the faults it gathers, for a list on a page."""
    faults = refusal.details.get("faults") or (refusal,)
    return [sentence(words, fault) for fault in faults]


def _msgid(refusal: Refusal) -> str:
    """The sentence of a reason; a list of what is known, or what was typed, is left out where it would be empty."""
    if refusal.details.get("given") == "":
        return _GIVEN_NOTHING.get(refusal.reason, SENTENCES[refusal.reason])
    if "known" in refusal.details and not refusal.details["known"]:
        return _KNOWING_NONE.get(refusal.reason, SENTENCES[refusal.reason])
    return SENTENCES[refusal.reason]


_KNOWING_NONE: Mapping[str, str] = {
    "wrong-value": N_("“%(value)s” does not fit “%(key)s”. Mend it and try again."),
    "unknown-estate": N_("There is no estate with the code “%(estate)s”: no estate has been entered yet."),
    "method-not-for-type": N_("Question %(question)s is of a type that is counted in one way only. Take “method” out."),
}


_GIVEN_NOTHING: Mapping[str, str] = {
    "figure-unreadable": N_("%(field)s is missing. Write a number like 1152, or an area like 124799.30."),
    "pair-unreadable": N_("%(field)s is missing. Write heads and area with a comma between them, like 768,83199.54"),
}


def _spoken(words: Words, details: Mapping[str, Any]) -> dict[str, str]:
    return {name: _named(words, name, value) or _say(words, value) for name, value in details.items()}


_NAMES: Mapping[str, Mapping[str, str]] = {
    "matter": MATTER_NAMES,
    "rule": {key: RULE_NAMES[key] for key in RULES},
    "channel": {channel.value: name for channel, name in CHANNELS.items()},
    "setting": {key: name for key, (name, _does) in SWITCHES_SAID.items()} | {"deemed": DEEMED_NAME},
}
"""Detail → its keys, which stand in files and addresses, by the names that people read."""


def _named(words: Words, detail: str, value: Any) -> str | None:
    """The name behind a key; None where it is none, as an unknown key stays what was typed."""
    if not isinstance(value, str):
        return None
    if detail in ("where", "field") and (found := _IN_A_FILE.fullmatch(value)):
        number, option = found.groups()
        frame = N_("question %(n)s, option %(option)s") if option else N_("question %(n)s")
        return words.gettext(frame, n=number, option=option)
    name = _NAMES.get(detail, {}).get(value)
    return words.gettext(name) if name else None


_IN_A_FILE = re.compile(r"question (\d+)(?:, option (\d+))?")
"""A place in a consultation file, as the rules name it."""


def _say(words: Words, value: Any) -> str:
    match value:
        case datetime():
            return words.moment(value)
        case date():
            return words.date(value)
        case bool() | None:
            return str(value)
        case int():
            return words.integer(value)
        case Mapping():
            return words.pick(value)
        case list() | tuple():
            return ("、" if words.is_chinese else ", ").join(_say(words, item) for item in value)
    return str(value)
