"""The lines that welcome a visitor of the demo: where to look, as a resident and as the committee."""

from __future__ import annotations

from consult.cli.demo.load import Welcome
from consult.wording.language import Words
from consult.wording.places import place_name


def welcome_lines(words: Words, invited: Welcome, public_url: str) -> list[str]:
    """One line each: the consultation, a household's letter, the console."""
    lines = []
    if invited.consultation:
        lines.append(_line(words.gettext("The open consultation"), f"{public_url}/c/{invited.consultation.code}"))
    else:
        lines.append(words.gettext("The demo's vote is over by now. Build it anew: consult demo --reset"))
    if invited.letter and invited.place:
        door = place_name(words, *invited.place)
        said = words.gettext("The letter of %(door)s", door=door)
        lines.append(_line(said, f"{public_url}/h/{invited.letter}"))
    lines.append(_line(words.gettext("The committee's console (works once)"), f"{public_url}/staff/{invited.staff}"))
    return lines


def _line(label: str, address: str) -> str:
    return f"{label}\n  {address}"
