"""What could be done to second ballots, and to how a conflict was settled."""

from __future__ import annotations

import copy
from typing import Any

from tests.verifier.mutations import last_ballot, put, renumber, resealed
from tests.verifier.mutations_of_votes import ANYBODY
from tests.verifier.packages import Forgery

# ---- Conflicts ----------------------------------------------------------------------------------------------------


def settlements(f: Forgery) -> list[dict[str, Any]]:
    """The lines that settle a conflict of two ballots; others decide a contest."""
    return [entry for entry in f.of_type("RESOLVE") if "contest" not in entry["payload"]]


_SETTLED: dict[str, dict[str, Any]] = {
    "of nobody on the roll": {"elector": ANYBODY},
    "of an elector that is a list": {"elector": [1]},
    "that points at OPEN as the ballot": {"counted": 1},
    "that points at no second ballot": {"duplicate": 1},
    "that points at a line as text": {"duplicate": "3"},
    "with a decision nobody knows": {"decision": "both-count"},
    "with the decision to count the second, and no answers": {"decision": "second-counts", "answers": None},
    "with a choice that was not offered": {"decision": "second-counts", "answers": {"1": "perhaps"}},
    "with answers that do not count": {"decision": "neither-counts", "answers": {"1": "agree"}},
}
for _name, _changes in _SETTLED.items():

    @resealed(f"a settlement {_name}")
    def _(f: Forgery, changes: dict[str, Any] = _changes) -> bool | None:
        if not (settled := settlements(f)):
            return False
        settled[-1]["payload"].update(changes)
        if changes.get("answers", 1) is None:
            settled[-1]["payload"].pop("answers")
        return None


def _second_counts(f: Forgery) -> dict[str, Any] | None:
    taken = [entry["payload"] for entry in settlements(f) if entry["payload"]["decision"] == "second-counts"]
    return taken[-1] if taken else None


@resealed("a settlement whose answers were exchanged")
def _(f: Forgery) -> bool | None:
    if not (payload := _second_counts(f)) or payload["answers"] == f.ballots[0]["payload"]["answers"]:
        return False
    payload["answers"] = copy.deepcopy(f.ballots[0]["payload"]["answers"])
    return None


@resealed("a settlement with another opening")
def _(f: Forgery) -> bool | None:
    return payload.update(opening="0" * 64) if (payload := _second_counts(f)) else False


@resealed("a settlement with an opening that is none")
def _(f: Forgery) -> bool | None:
    return payload.update(opening=7) if (payload := _second_counts(f)) else False


@resealed("a settlement without an opening")
def _(f: Forgery) -> bool | None:
    return payload.pop("opening") and None if (payload := _second_counts(f)) else False


@resealed("a second ballot without its seal")
def _(f: Forgery) -> bool | None:
    return f.of_type("DUPLICATE")[0]["payload"].pop("answers") and None if f.of_type("DUPLICATE") else False


@resealed("a second ballot in plain words")
def _(f: Forgery) -> bool | None:
    return f.of_type("DUPLICATE")[0]["payload"].update(answers={"1": "agree"}) if f.of_type("DUPLICATE") else False


@resealed("a settlement of two others' ballots")
def _(f: Forgery) -> bool | None:
    settled, ballots = settlements(f), f.ballots
    others = [
        entry for entry in ballots if settled and entry["payload"]["elector"] != settled[-1]["payload"]["elector"]
    ]
    if not others:
        return False
    settled[-1]["payload"]["counted"] = others[0]["seq"]
    return None


@resealed("a settlement taken out, its decision kept")
def _(f: Forgery) -> bool | None:
    settled = [entry for entry in settlements(f) if entry["payload"]["decision"] == "neither-counts"]
    last = {entry["payload"]["elector"]: entry for entry in settlements(f)}
    only = [entry for entry in settled if last[entry["payload"]["elector"]] is entry]
    if not only:
        return False
    elector = only[0]["payload"]["elector"]
    f.entries = [e for e in f.entries if "duplicate" not in e["payload"] or e["payload"]["elector"] != elector]
    return renumber(f)


@resealed("a settlement after CLOSE")
def _(f: Forgery) -> bool | None:
    if not (settled := settlements(f)):
        return False
    return put(f, len(f.entries), copy.deepcopy(settled[-1]))


@resealed("a second ballot that nobody settled, counted instead of the first")
def _(f: Forgery) -> bool | None:
    if not (doubles := f.of_type("DUPLICATE")):
        return False
    first = next(e for e in f.ballots if e["payload"]["elector"] == doubles[-1]["payload"]["elector"])
    doubles[-1]["type"], doubles[-1]["payload"] = "BALLOT", copy.deepcopy(first["payload"])
    return None


@resealed("a second ballot that points nowhere")
def _(f: Forgery) -> bool | None:
    if not (entry := last_ballot(f)):
        return False
    payload = {"elector": entry["payload"]["elector"], "channel": "web", "counted": 1}
    f.result["double"] += 1
    return put(f, f.entries.index(f.of_type("CLOSE")[0]), {**entry, "type": "DUPLICATE", "payload": payload})
