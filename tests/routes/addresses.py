"""A route's addresses: with what is there, with what is next door, with what is nowhere, and with rubbish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import Rule

from consult.domain.receipt import receipt_code
from tests.house import rounds
from tests.routes.neighbours import Neighbours

_PLACE = re.compile(r"<(?:[^<>]*:)?([a-z0-9_]+)>")
MISSING = {
    "code": "ZZZZZZ",
    "deed": "close",
    "entry": "4503599627370497",
    "number": "997",
    "printing": "4503599627370497",
    "reason": "nothing-of-this-name",
    # With its right check character: a code that cannot be one is told so, whoever's it might be.
    "receipt": receipt_code(bytes(32)),
    "seq": "99991",
    "serial": "99999",
    "sha256": "cd" * 32,
    "token": "ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
    "typed": "ZZZZ-ZZZZ-ZZZ",
    "mark": "1-" + "cd" * 32,
}
"""What may stand in an address and is nowhere; any other place gets a word that means nothing."""
RUBBISH = (
    "0", "-1", "1.5", "９", "99999999999999999999", "9223372036854775808", "null", "None", "true", " ", "%00", "a%00b",
    "..", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%C0%AF", "%ED%A0%80", "%F0%9F%92%A9", "%E2%80%AE1", "' OR 1=1 --",
    "{{7*7}}", "<script>", "A" * 3_000, "notice", "announce", "0000-0000-000", "letters", "\u0130", "%0d%0aX: y", "*",
)  # fmt: skip


@dataclass(frozen=True)
class Places:
    """What each place of an address may hold, in both worlds."""

    app: Flask
    here: Neighbours

    def world(self, *, is_other: bool = False) -> rounds.World:
        """Ours, or next door."""
        return self.here.other if is_other else self.here.own

    def own(self, rule: Rule, *, is_other: bool = False) -> list[str]:
        """Every address at which there is something; none where this world does not know what a place may hold."""
        try:
            return list(self.world(is_other=is_other).addresses(self.app, rule))
        except KeyError:
            return []

    def swapped(self, rule: Rule, codes: int = 99) -> Iterator[tuple[str, tuple[str, str], tuple[str, str]]]:
        """An address of ours with one place that is next door's, and the same with one that is nowhere: for each place.

        Answers the place's name, what stands there in each, and the two addresses.
        """
        for code in self.here.own.codes[:codes] if "code" in rule.arguments else ("",):
            for name in sorted(rule.arguments):
                foreign = self._foreign(rule, name, code)
                if foreign is not None and name in MISSING:
                    missing = MISSING[name]
                    theirs, nowhere = (self._with(rule, code, name, one) for one in (foreign, missing))
                    yield name, (foreign, missing), (theirs, nowhere)

    def _foreign(self, rule: Rule, name: str, code: str) -> str | None:
        """What stands at this place next door and not here."""
        if name == "sha256":
            return self.here.other_photo
        there = self.here.other.codes[self.here.own.codes.index(code)] if code else ""
        try:
            theirs = self.here.other._value(rule, name, there)
            ours = self.here.own._value(rule, name, code)
        except KeyError:
            return None
        return theirs if theirs != ours else None

    def _with(self, rule: Rule, code: str, swapped: str, value: str) -> str:
        values = {name: self.here.own._value(rule, name, code) for name in rule.arguments} | {swapped: value}
        return self.app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False)

    def drawn(self, rule: Rule, chance: Random) -> str:
        """An address at random: ours, next door's, or with places that are nowhere or rubbish."""
        known = self.own(rule, is_other=chance.random() < 0.2)
        if known and chance.random() < 0.6:
            return chance.choice(known)
        return _PLACE.sub(lambda place: self._some(place[1], known, chance), rule.rule)

    def _some(self, name: str, known: list[str], chance: Random) -> str:
        if chance.random() < 0.4:
            return MISSING.get(name, "nothing")
        parts = chance.choice(known).split("/") if known else []
        drawn = chance.choice((*RUBBISH, *(part for part in parts if part)))
        # Some come as they are, as a program sends them, and some as a browser would write them.
        return quote(drawn, safe="%") if chance.random() < 0.8 else drawn.replace("/", "").replace("?", "") or "x"
