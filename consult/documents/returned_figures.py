"""What came back, as a notice lists it: issued, served, received by channel, valid, invalid by reason, and refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from consult.domain.consultation import Channel
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.sheets import reconciled_said

_CHANNELS = {
    "web": N_("web ballots"),
    "paper": N_("paper ballots"),
    "doorstep": N_("doorstep ballots"),
    "proxy": N_("proxy ballots"),
}

_INVALID = {
    "spoilt": N_("cannot be read"),
    "unsigned": N_("not signed"),
    "unauthorised": N_("signed by somebody else"),
    "copied": N_("copies"),
    "blank": N_("left blank"),
}


def returned_rows(words: Words, result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and figure: issued, served, received (valid and invalid), and apart from them the refused attempts."""
    valid_by_channel = _listed(words, result["returned"], _CHANNELS)
    invalid = result["invalid"]
    received = _received(result)
    return [
        (words.gettext("Ballots issued"), words.integer(result["issued"])),
        (words.gettext("Served"), words.integer(result["served"])),
        (words.gettext("Received"), _with_parts(words, sum(received.values()), _listed(words, received, _CHANNELS))),
        (words.gettext("Valid"), _with_parts(words, result["valid"], valid_by_channel)),
        (words.gettext("Invalid"), _with_parts(words, sum(invalid.values()), _listed(words, invalid, _INVALID))),
        (words.gettext("Second ballots, not counted"), words.integer(result["double"])),
        *neither_rows(words, result),
        *amended_rows(words, result),
        (words.gettext("Late, not counted"), words.integer(result["late"])),
        *sheet_rows(words, result),
    ]


def sheet_rows(words: Words, result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What became of the sheets of paper, where two people enter them: not confirmed, and how they were reconciled."""
    sheets = result.get("sheets")
    if not sheets:
        return []
    rows = [(words.gettext("Paper not confirmed, not counted"), words.integer(sheets["unconfirmed"]))]
    if found := sheets.get("reconciled"):
        rows.append((words.gettext("Sheets of paper"), reconciled_said(words, found)))
    return rows


def neither_rows(words: Words, result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Of how many electors neither of two ballots counts, where that was settled; older results do not say."""
    settled = result.get("neither", 0)
    return [(words.gettext("Two ballots of one elector, neither counted"), words.integer(settled))] if settled else []


_AMENDED = {
    "annulled": N_("Annulled after an objection"),
    "corrected": N_("Entered wrongly and corrected by two people"),
    "replaced": N_("Replaced by the elector’s own later answer"),
}


def amended_rows(words: Words, result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What happened to ballots after they were recorded, where anything did; older results do not say."""
    amended = result.get("amended", {})
    return [(words.gettext(name), words.integer(amended[key])) for key, name in _AMENDED.items() if amended.get(key)]


def _received(result: Mapping[str, Any]) -> dict[str, int]:
    """What came back by channel, valid or not; only sheets of paper can be invalid."""
    returned = dict(result["returned"])
    returned["paper"] = returned.get("paper", 0) + sum(result["invalid"].values())
    return returned


def _listed(words: Words, figures: Mapping[str, int], names: Mapping[str, str]) -> str:
    joint = "，" if words.is_chinese else ", "
    said = [f"{words.gettext(names.get(key, key))} {words.integer(n)}" for key, n in figures.items() if n]
    return joint.join(said)


def _with_parts(words: Words, whole: int, parts: str) -> str:
    if not parts:
        return words.integer(whole)
    return f"{words.integer(whole)}（{parts}）" if words.is_chinese else f"{words.integer(whole)} ({parts})"


def blank_returns(words: Words, channels: Collection[Channel]) -> list[str]:
    """The same labels for a form to be filled in by hand: only the channels on offer, and every reason."""
    came = [words.gettext(name) for channel, name in _CHANNELS.items() if Channel(channel) in channels]
    return [
        words.gettext("Ballots issued"),
        words.gettext("Served"),
        words.gettext("Received"),
        *(_part(words, name) for name in came),
        words.gettext("Valid"),
        words.gettext("Invalid"),
        *(_part(words, words.gettext(name)) for name in _INVALID.values()),
        words.gettext("Second ballots, not counted"),
        words.gettext("Late, not counted"),
    ]


def _part(words: Words, name: str) -> str:
    return words.gettext("of these %(name)s", name=name)
