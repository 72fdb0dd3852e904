"""How the print log speaks: what was printed, for whom, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from consult.domain.printing import PrintState
from consult.domain.refusal import Refusal
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.refusals import sentence

PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "poster-a4": N_("Poster, A4"),
        "poster-a3": N_("Poster, A3"),
        "poster": N_("Poster"),
        "letters": N_("Household letters"),
        "ballots": N_("Paper ballots"),
        "ballots-large": N_("Large-print ballots"),
        "delivery-sheets": N_("Delivery sheets"),
        "walking-lists": N_("Walking lists"),
        "proxy-form": N_("Proxy form"),
        "proxy-forms": N_("Proxy forms with room and serial"),
        "notice": N_("Notice"),
        "invitations": N_("Invitations"),
        "rule-sheet": N_("Rule sheet"),
        "counting-record": N_("Counting record"),
        "result": N_("Result notice"),
        "result-by-building": N_("Result notice with the answers by building"),
        "advisory-result": N_("Result of the consultation"),
        "readings": N_("Readings compared"),
        "turnout-sheet": N_("Turnout sheet"),
        "audit-list": N_("List of the sample drawn"),
        "objections": N_("Register of objections"),
        "minutes": N_("Minutes"),
        "minutes-hearing": N_("Minutes of a hearing"),
        "minutes-coordination": N_("Minutes of a coordination meeting"),
        "minutes-review": N_("Minutes of a review meeting"),
        "digest": N_("Daily digest"),
    }
)
"""Kind of a paper → its name."""

STATES: Mapping[PrintState, str] = MappingProxyType(
    {
        PrintState.WAITING: N_("waiting to start"),
        PrintState.RUNNING: N_("being printed"),
        PrintState.DONE: N_("finished"),
        PrintState.CANCELLED: N_("cancelled"),
        PrintState.FAILED: N_("stopped"),
    }
)

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What Windows takes in no file name."""

_LONGEST = 60
"""Characters of a file's name that say for whom it is."""

LANGUAGES: Mapping[str, str] = MappingProxyType({"zh": "中文", "en": "English", "both": "中文 / English", "": "—"})


def paper_name(words: Words, kind: str) -> str:
    """A kind of paper in the reader's language; one without a name of its own is called by its key."""
    return words.gettext(PAPERS[kind]) if kind in PAPERS else kind


def print_state(words: Words, state: PrintState, *, is_stalled: bool = False) -> str:
    """Where a printing stands; one that nobody works on any more is interrupted."""
    return words.gettext("interrupted") if is_stalled else words.gettext(STATES[state])


def printed_for(words: Words, building: str, rooms: Sequence[str]) -> str:
    """For whom a batch is."""
    if rooms:
        return ("、" if words.is_chinese else ", ").join(rooms)
    return words.gettext("Building %(name)s", name=building) if building else words.gettext("everybody")


def buildings_named(words: Words, buildings: Sequence[str]) -> str:
    """The buildings of one file: all of few, the first and the last of many."""
    if len(buildings) <= 4:
        return ("、" if words.is_chinese else ", ").join(buildings)
    return words.gettext("%(first)s to %(last)s", first=buildings[0], last=buildings[-1])


def file_name(words: Words, kind: str, buildings: Sequence[str], number: int, files: int) -> str:
    """What one file of a batch is called: `02-5号至8号-致业主的一封信.pdf`; a number only where there are several."""
    places = [place_name(words, building, "", "") for building in buildings]
    parts = [f"{number:0{max(2, len(str(files)))}d}" if files > 1 else "", buildings_named(words, places)[:_LONGEST]]
    return _FORBIDDEN.sub("_", "-".join(part for part in [*parts, paper_name(words, kind)] if part)) + ".pdf"


def parcel_name(words: Words, kind: str, code: str) -> str:
    """What all files of a batch together are called."""
    return _FORBIDDEN.sub("_", f"{paper_name(words, kind)}-{code}") + ".zip"


def why_stopped(words: Words, reason: str, code: str) -> str:
    """The sentence of a printing that stopped; '' where it did not."""
    return sentence(words, Refusal(reason, code=code)) if reason else ""
