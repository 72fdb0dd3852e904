"""What could be done to the lines beside the ballots: who was served, what tenants said, which procedure held."""

from __future__ import annotations

import copy
from typing import Any

from tests.verifier.mutations import last_of, put, renumber, resealed
from tests.verifier.mutations_of_votes import ANYBODY
from tests.verifier.packages import Forgery

# ---- Service and silence ------------------------------------------------------------------------------------------


def _served(f: Forgery) -> list[int] | None:
    entry = last_of(f, "SERVED")
    return entry["payload"]["electors"] if entry else None


@resealed("service of nobody on the roll")
def _(f: Forgery) -> bool | None:
    electors = _served(f)
    return False if electors is None else electors.append(ANYBODY)


@resealed("service of one elector twice")
def _(f: Forgery) -> bool | None:
    electors = _served(f)
    return electors.append(electors[-1]) if electors else False


@resealed("service backwards")
def _(f: Forgery) -> bool | None:
    electors = _served(f)
    return electors.reverse() if electors and len(electors) > 1 else False


@resealed("service of an elector as text")
def _(f: Forgery) -> bool | None:
    electors = _served(f)
    return electors.append("9") if electors else False  # type: ignore[arg-type]


@resealed("service without a list")
def _(f: Forgery) -> bool | None:
    entry = last_of(f, "SERVED")
    return entry["payload"].update(electors=7) if entry else False


@resealed("two lines of service")
def _(f: Forgery) -> bool | None:
    entry = last_of(f, "SERVED")
    return put(f, f.entries.index(entry), copy.deepcopy(entry)) if entry else False


@resealed("no line of service")
def _(f: Forgery) -> bool | None:
    if not (entry := last_of(f, "SERVED")):
        return False
    f.entries.remove(entry)
    return renumber(f)


@resealed("service where silence means nothing")
def _(f: Forgery) -> bool | None:
    if last_of(f, "SERVED"):
        return False
    closing = f.of_type("CLOSE")[0]
    return put(f, f.entries.index(closing), {**copy.deepcopy(closing), "type": "SERVED", "payload": {"electors": []}})


@resealed("a ballot after service")
def _(f: Forgery) -> bool | None:
    served, ballots = last_of(f, "SERVED"), f.ballots
    if not served or not ballots or f.of_type("RESOLVE", "DUPLICATE"):
        return False
    f.entries.remove(served)
    return put(f, f.entries.index(ballots[-1]), served)


@resealed("a silent elector served beside the others")
def _(f: Forgery) -> bool | None:
    electors = _served(f)
    heard = {e["payload"]["elector"] for e in f.of_type("BALLOT", "PAPER", "INVALID")}
    silent = [n for n in range(1, f.result["electorate"]["heads"] + 1) if n not in heard and n not in (electors or [])]
    deems = any(q["type"] == "consent" and "show_if" not in q and _has_a_side(q) for q in _results(f))
    if electors is None or not silent or not deems:
        return False
    electors[:] = sorted([*electors, silent[0]])
    return None


def _results(f: Forgery) -> list[dict[str, Any]]:
    return [{**question["question"], **question} for question in f.result["questions"]]


def _has_a_side(question: dict[str, Any]) -> bool:
    return question["deemed"] is not None


@resealed("silence with a meaning that the rule does not give it")
def _(f: Forgery) -> bool | None:
    if not last_of(f, "SERVED"):
        return False
    f.rule["allows_deeming"] = f.entries[0]["payload"]["rule"]["allows_deeming"] = False
    return None


@resealed("following that the procedure does not offer")
def _(f: Forgery) -> bool | None:
    if not any(question.get("can_follow") for question in f.text["questions"]):
        return False
    f.entries[0]["payload"]["procedure"]["follow"] = f.result["procedure"]["follow"] = False
    return None


# ---- Tenants and procedure ----------------------------------------------------------------------------------------


def _opinion(f: Forgery) -> dict[str, Any] | None:
    return last_of(f, "OPINION")


@resealed("an opinion that names an elector")
def _(f: Forgery) -> bool | None:
    return entry["payload"].update(elector=1) if (entry := _opinion(f)) else False


@resealed("an opinion that was not offered")
def _(f: Forgery) -> bool | None:
    return entry["payload"].update(answers={"1": "perhaps"}) if (entry := _opinion(f)) else False


@resealed("an opinion after the end")
def _(f: Forgery) -> bool | None:
    return entry.update(at=f.entries[0]["payload"]["closes_at"]) if (entry := _opinion(f)) else False


@resealed("an opinion taken out")
def _(f: Forgery) -> bool | None:
    if not (entry := _opinion(f)):
        return False
    f.entries.remove(entry)
    return renumber(f)


@resealed("opinions that nobody asked for")
def _(f: Forgery) -> bool | None:
    if not _opinion(f):
        return False
    f.entries[0]["payload"]["procedure"]["tenants"] = f.result["procedure"]["tenants"] = False
    return None


@resealed("OPEN without the procedure that the result names")
def _(f: Forgery) -> None:
    f.entries[0]["payload"].pop("procedure")


for _key in ("blank_abstains", "invalid_takes_part", "late_paper", "tenants", "parking"):

    @resealed(f"the result's procedure: {_key}")
    def _(f: Forgery, key: str = _key) -> None:
        f.result["procedure"][key] = not f.result["procedure"][key]

    @resealed(f"a procedure without {_key}")
    def _(f: Forgery, key: str = _key) -> None:
        f.entries[0]["payload"]["procedure"].pop(key)
        f.result["procedure"].pop(key)


@resealed("a procedure that says silence means agreement")
def _(f: Forgery) -> None:
    f.entries[0]["payload"]["procedure"]["deemed"]["mode"] = f.result["procedure"]["deemed"]["mode"] = "agree"
