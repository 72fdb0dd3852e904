"""A disk whose power may fail at any moment: what was synced is there; of the rest anything may be, and in any order.

Of each write since the last sync of its file every sector may have reached the disk or not, each truncation too; a name
that was made or taken away since the last sync of the folder may be there or not. Where a file grew and nothing of that
part was written, it may hold anything. That is what POSIX promises, and no more; most file systems are kinder.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

from scripts.prove.traced_writes import Cut, Event, Made, Removed, Sent, Synced, Written

SECTOR = 512
_SHARES = (0.0, 0.03, 0.3, 0.7, 0.97, 1.0)
"""How much of what was not synced reaches the disk: in one outage hardly anything, in another nearly all."""


@dataclass(eq=False)
class File:
    """What is surely on the disk, and what was handed to the system since."""

    kept: bytearray = field(default_factory=bytearray)
    since: list[Written | Cut] = field(default_factory=list)

    def sync(self) -> None:
        """All of it is there now."""
        self.kept = self.whole()
        self.since.clear()

    def whole(self) -> bytearray:
        """The file as a program sees it."""
        content = bytearray(self.kept)
        for change in self.since:
            _apply(content, change)
        return content

    def after_outage(self, chance: random.Random) -> bytearray:
        """The file as it may be found."""
        content, share = bytearray(self.kept), chance.choice(_SHARES)
        for change in self.since:
            parts = _sectors(change) if isinstance(change, Written) else [change]
            for part in parts:
                if chance.random() < share:
                    _apply(content, part, chance)
        return content


def _sectors(written: Written) -> list[Written]:
    """A write in the parts that a disk takes whole."""
    parts, at, end = [], written.at, written.at + len(written.content)
    while at < end:
        upto = min(end, (at // SECTOR + 1) * SECTOR)
        parts.append(Written(written.name, at, written.content[at - written.at : upto - written.at]))
        at = upto
    return parts


def _apply(content: bytearray, change: Written | Cut, chance: random.Random | None = None) -> None:
    if isinstance(change, Cut):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    gap = change.at - len(content)
    if gap > 0:
        content.extend(chance.randbytes(gap) if chance is not None and chance.random() < 0.5 else bytes(gap))
    content[change.at : change.at + len(change.content)] = change.content


class Disk:
    """One folder. `take` tells it what a program did; `after_outage` answers what may be found."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.names = {name: File(bytearray(content)) for name, content in files.items()}
        self._kept_names = dict(self.names)
        self._since: list[tuple[str, File | None]] = []

    def take(self, event: Event) -> None:
        """Do as the program did."""
        match event:
            case Made(name):
                self._name(name, File())
            case Removed(name):
                self._name(name, None)
            case Written(name) | Cut(name):
                self.names[name].since.append(event)
            case Synced(""):
                self._kept_names = dict(self.names)
                self._since.clear()
            case Synced(name):
                self.names[name].sync()
            case Sent():
                pass

    def _name(self, name: str, file: File | None) -> None:
        if file is None:
            self.names.pop(name, None)
        else:
            self.names[name] = file
        self._since.append((name, file))

    def as_seen(self) -> dict[str, bytes]:
        """Every file as a program sees it."""
        return {name: bytes(file.whole()) for name, file in self.names.items()}

    def after_outage(self, chance: random.Random) -> dict[str, bytes]:
        """One of the many states in which the disk may be found."""
        names, share = copy(self._kept_names), chance.choice(_SHARES)
        for name, file in self._since:
            if chance.random() >= share:
                continue
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file
        return {name: bytes(file.after_outage(chance)) for name, file in names.items()}
