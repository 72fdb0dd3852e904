"""What could be done to batches, and to ballots from the door that say they were registered before the end."""

from __future__ import annotations

import copy
from typing import Any

from tests.verifier.mutations import put, resealed
from tests.verifier.packages import Forgery


def _marked(f: Forgery) -> dict[str, Any] | None:
    """The first ballot that says it was registered."""
    return next((entry for entry in f.of_type("BALLOT") if "registered" in entry["payload"]), None)


def _batch_of(f: Forgery, ballot: dict[str, Any]) -> dict[str, Any]:
    batch: dict[str, Any] = f.entries[ballot["payload"]["registered"]["line"] - 1]
    return batch


_MARKS: dict[str, dict[str, Any]] = {
    "of a fingerprint nobody registered": {"fingerprint": "0" * 64},
    "on another line": {"line": 1},
    "on a line as text": {"line": "2"},
    "of a list": {"fingerprint": ["0" * 64]},
}
for _name, _changes in _MARKS.items():

    @resealed(f"a registered ballot {_name}")
    def _(f: Forgery, changes: dict[str, Any] = _changes) -> bool | None:
        return ballot["payload"]["registered"].update(changes) if (ballot := _marked(f)) else False


@resealed("a registered ballot from the web")
def _(f: Forgery) -> bool | None:
    if not (ballot := _marked(f)):
        return False
    ballot["payload"]["channel"] = "web"
    f.result["returned"]["doorstep"] -= 1
    f.result["returned"]["web"] += 1
    return None


@resealed("a mark of registration that is no mark")
def _(f: Forgery) -> bool | None:
    if not (ballot := _marked(f)):
        return False
    ballot["payload"]["registered"] = True
    return None


@resealed("one registration for two ballots")
def _(f: Forgery) -> bool | None:
    ballot = _marked(f)
    others = [entry for entry in f.of_type("BALLOT") if ballot and entry["seq"] > ballot["seq"]]
    doors = [entry for entry in others if entry["payload"]["channel"] == "doorstep"]
    if ballot is None or not doors:
        return False
    doors[0]["payload"]["registered"] = dict(ballot["payload"]["registered"])
    return None


@resealed("a late ballot from the door whose registration was taken out")
def _(f: Forgery) -> bool | None:
    if not (ballot := _marked(f)):
        return False
    ballot["at"] = f.entries[0]["payload"]["closes_at"]
    del ballot["payload"]["registered"]
    return None


@resealed("a batch after the end")
def _(f: Forgery) -> bool | None:
    if not (ballot := _marked(f)):
        return False
    _batch_of(f, ballot)["at"] = f.entries[0]["payload"]["closes_at"]
    return None


@resealed("a batch registered twice")
def _(f: Forgery) -> bool | None:
    if not (batches := f.of_type("BATCH")):
        return False
    return put(f, f.entries.index(batches[0]) + 1, copy.deepcopy(batches[0]))


_BATCHES: dict[str, Any] = {
    "an empty batch": [],
    "a batch of a text": "0" * 64,
    "a batch of numbers": [1],
    "a batch that goes backwards": ["1" * 64, "0" * 64],
}
for _name, _fingerprints in _BATCHES.items():

    @resealed(_name)
    def _(f: Forgery, fingerprints: Any = _fingerprints) -> bool | None:
        if not (batches := f.of_type("BATCH")):
            return False
        batches[-1]["payload"]["fingerprints"] = fingerprints
        return None
