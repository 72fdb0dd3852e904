"""What could be done to contests, to how they were decided, and to ballots that were annulled or corrected."""

from __future__ import annotations

import copy
from typing import Any

from tests.verifier.mutations import put, renumber, resealed
from tests.verifier.mutations_of_votes import ANYBODY
from tests.verifier.packages import Forgery

CHANGES: dict[str, dict[str, dict[str, Any]]] = {
    "CONTEST": {
        "a contest of nobody on the roll": {"elector": ANYBODY},
        "a contest of a line that is no ballot": {"ballot": 1},
        "a contest of a line as text": {"ballot": "3"},
    },
    "ANNUL": {
        "an annulment of nobody on the roll": {"elector": ANYBODY},
        "an annulment of a line that is no ballot": {"ballot": 1},
        "an annulment for a cause nobody knows": {"cause": "because"},
        "an annulment as if the elector had answered anew": {"cause": "replaced"},
        "an annulment that points at no decision": {"resolve": 1},
        "an annulment that points at a list": {"resolve": [1]},
    },
    "CORRECT": {
        "a correction of nobody on the roll": {"elector": ANYBODY},
        "a correction of a line that is no ballot": {"ballot": 1},
        "a correction with a choice that was not offered": {"answers": {"1": "perhaps"}},
        "a correction with nothing answered": {"answers": {}},
        "a correction without evidence": {"evidence": None},
        "a correction without a reason": {"reason": ""},
        "a correction by one person alone": {"proposed": "sha256:" + "0" * 64, "confirmed": "sha256:" + "0" * 64},
    },
}
for _kind, _named in CHANGES.items():
    for _name, _changes in _named.items():

        @resealed(_name)
        def _(f: Forgery, kind: str = _kind, changes: dict[str, Any] = _changes) -> bool | None:
            payloads = [line["payload"] for line in f.of_type(kind)]
            changed = [one for one in payloads if changes.keys() <= one.keys() and one | changes != one]
            return changed[-1].update(changes) if changed else False


@resealed("a correction of the first ballot where another counts")
def _(f: Forgery) -> bool | None:
    seconds = {
        entry["payload"]["duplicate"]: entry["payload"]
        for entry in f.of_type("RESOLVE")
        if "answers" in entry["payload"]
    }
    for entry in f.of_type("CORRECT"):
        if settled := seconds.get(entry["payload"]["ballot"]):
            return entry["payload"].update(ballot=settled["counted"])
    return False


def _rulings(f: Forgery) -> list[dict[str, Any]]:
    return [entry for entry in f.of_type("RESOLVE") if "contest" in entry["payload"]]


_RULED: dict[str, dict[str, Any]] = {
    "of a contest nobody made": {"contest": 1},
    "with a decision nobody knows": {"decision": "perhaps"},
    "without a reason": {"reason": None},
    "about another ballot": {"ballot": 1},
}
for _name, _changes in _RULED.items():

    @resealed(f"a decided contest {_name}")
    def _(f: Forgery, changes: dict[str, Any] = _changes) -> bool | None:
        return ruled[-1]["payload"].update(changes) if (ruled := _rulings(f)) else False


@resealed("a dismissed contest turned into an upheld one")
def _(f: Forgery) -> bool | None:
    dismissed = [entry for entry in _rulings(f) if entry["payload"]["decision"] == "dismissed"]
    # Where the ballot counted no longer, upholding takes nothing out: either decision fits the same count.
    settled = {
        entry["payload"]["elector"]
        for entry in f.of_type("RESOLVE")
        if entry["payload"]["decision"] in ("second-counts", "neither-counts")
    }
    dismissed = [entry for entry in dismissed if entry["payload"].get("elector") not in settled]
    return dismissed[-1]["payload"].update(decision="upheld") if dismissed else False


@resealed("a contest decided twice")
def _(f: Forgery) -> bool | None:
    if not (ruled := _rulings(f)):
        return False
    return put(f, f.entries.index(ruled[-1]) + 1, copy.deepcopy(ruled[-1]))


@resealed("an upheld contest whose annulment was taken out")
def _(f: Forgery) -> bool | None:
    annulled = [entry for entry in f.of_type("ANNUL") if entry["payload"]["cause"] == "contest"]
    if not annulled:
        return False
    f.entries.remove(annulled[-1])
    return renumber(f)


def _instead(f: Forgery, which: str) -> list[dict[str, Any]]:
    return [entry for entry in _rulings(f) if entry["payload"].get("instead") == which]


_INSTEAD: dict[str, dict[str, Any]] = {
    "that does not count": {"instead": "first-stands"},
    "in place of a line that is no ballot": {"counted": 1},
    "from a line that is no second ballot": {"duplicate": 1},
    "with answers that it did not seal": {"opening": "0" * 64},
    "though the contest was dismissed": {"decision": "dismissed"},
}
for _name, _changes in _INSTEAD.items():

    @resealed(f"an upheld contest that lets a ballot count {_name}")
    def _(f: Forgery, changes: dict[str, Any] = _changes) -> bool | None:
        return kept[-1]["payload"].update(changes) if (kept := _instead(f, "second-counts")) else False


@resealed("an upheld contest that lets its own ballot count on")
def _(f: Forgery) -> bool | None:
    if not (kept := _instead(f, "second-counts")):
        return False
    for member in ("instead", "counted", "duplicate", "answers", "opening"):
        del kept[-1]["payload"][member]
    return None


@resealed("a second ballot that fell and counts on")
def _(f: Forgery) -> bool | None:
    if not (back := _instead(f, "first-stands")):
        return False
    for member in ("instead", "counted", "duplicate"):
        del back[-1]["payload"][member]
    return None


@resealed("a correction taken out, the figures kept")
def _(f: Forgery) -> bool | None:
    if not (corrected := f.of_type("CORRECT")):
        return False
    f.entries.remove(corrected[-1])
    return renumber(f)


@resealed("the result not published again after a correction")
def _(f: Forgery) -> bool | None:
    if not (again := f.of_type("REPUBLISH")):
        return False
    f.entries.remove(again[-1])
    return renumber(f)


@resealed("the result published again for nothing")
def _(f: Forgery) -> bool | None:
    if not (again := f.of_type("REPUBLISH")):
        return False
    return put(f, len(f.entries), copy.deepcopy(again[-1]))


for _kind in ("annulled", "corrected", "replaced"):

    @resealed(f"another number of ballots {_kind}")
    def _(f: Forgery, kind: str = _kind) -> bool | None:
        return f.result["amended"].update({kind: f.result["amended"][kind] + 1}) if "amended" in f.result else False


def _replaced(f: Forgery) -> list[dict[str, Any]]:
    return [entry for entry in f.of_type("ANNUL") if entry["payload"]["cause"] == "replaced"]


@resealed("a replaced ballot without the new one")
def _(f: Forgery) -> bool | None:
    if not (replaced := _replaced(f)):
        return False
    f.entries.pop(f.entries.index(replaced[-1]) + 1)
    return renumber(f)


@resealed("a ballot replaced after the end")
def _(f: Forgery) -> bool | None:
    replaced = _replaced(f)
    return replaced[-1].update(at=f.entries[0]["payload"]["closes_at"]) if replaced else False


@resealed("a ballot replaced where the first one stands")
def _(f: Forgery) -> bool | None:
    if not _replaced(f):
        return False
    f.entries[0]["payload"]["procedure"]["replace"] = f.result["procedure"]["replace"] = False
    return None


@resealed("the photo of a proxy that is no fingerprint")
def _(f: Forgery) -> bool | None:
    proxies = [entry["payload"]["proxy"] for entry in f.ballots if "proxy" in entry["payload"]]
    return proxies[-1].update(photo="IMG_2041.jpg") if proxies else False
