"""What could be done to ballots and to the lines beside them: bounds, proxies, conflicts, invalid papers, tenants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.verifier.mutations import renumber, resealed
from tests.verifier.packages import Forgery

ANYBODY = 100_000
"""A number that no roll here reaches."""

# ---- Ballots that could not be filled in --------------------------------------------------------------------------


def _keys(question: dict[str, Any]) -> list[str]:
    return [option["key"] for option in question["options"]]


def _too_many(question: dict[str, Any]) -> Any:
    return _keys(question) if question.get("most", 99) < len(question["options"]) else None


def _over_budget(question: dict[str, Any]) -> Any:
    dear = sum(option["cost"] for option in question["options"]) > question["budget"]
    return _keys(question) if dear else None


_BEYOND: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
    "more options than allowed": ("choose-some", _too_many),
    "more options ranked than allowed": ("rank", _too_many),
    "an option ranked twice": ("rank", lambda q: [_keys(q)[0]] * 2),
    "a site that is not on the plan": ("place", lambda q: "9"),
    "more than the budget": ("budget", _over_budget),
    "an option for money that nobody offered": ("budget", lambda q: ["9"]),
    "a score off the scale": ("score", lambda q: {_keys(q)[0]: q["scale"]["high"] + 1}),
    "a score that is true": ("score", lambda q: {_keys(q)[0]: True}),
    "a score for nothing": ("score", lambda q: {"9": q["scale"]["low"]}),
    "a number beyond its bounds": ("number", lambda q: "99" if "most" in q["bounds"] else None),
    "a number between the steps": ("number", lambda q: "3.3"),
    "a number written in another way": ("number", lambda q: "4.0"),
    "a number that is none": ("number", lambda q: "many"),
    "a row that says something else": ("each-plan", lambda q: {_keys(q)[0]: "perhaps"}),
    "a row for a plan that is not there": ("each-plan", lambda q: {"9": "agree"}),
    "one side for all plans": ("each-plan", lambda q: "agree"),
    "no row at all": ("each-plan", lambda q: {}),
    "following where it is not offered": ("consent", lambda q: None if q.get("can_follow") else "follow"),
}
for _name, (_kind, _make) in _BEYOND.items():

    @resealed(f"a ballot with {_name}")
    def _(f: Forgery, kind: str = _kind, make: Callable[[dict[str, Any]], Any] = _make) -> bool | None:
        for question in f.text["questions"]:
            number, beyond = str(question["number"]), make(question) if question["type"] == kind else None
            for entry in f.ballots if beyond is not None else ():
                if number in entry["payload"]["answers"]:
                    entry["payload"]["answers"][number] = beyond
                    return None
        return False


@resealed("an answer to a question that was not shown")
def _(f: Forgery) -> bool | None:
    for question in f.text["questions"]:
        condition = question.get("show_if")
        if not condition or question["type"] != "consent":
            continue
        for entry in f.ballots:
            answers = entry["payload"]["answers"]
            earlier = answers.get(str(condition["question"]), "")
            if earlier != condition["answer"] and condition["answer"] not in earlier:
                answers[str(question["number"])] = "agree"
                return None
    return False


# ---- Proxies ------------------------------------------------------------------------------------------------------

DOCUMENT = "sha256:" + "0" * 64


def _web(f: Forgery) -> list[dict[str, Any]]:
    return [entry for entry in f.of_type("BALLOT") if entry["payload"]["channel"] == "web"]


def _by_proxy(f: Forgery, number: int, agent: int | None) -> bool:
    """Make a ballot that came on the web one that came by proxy, in the result as well."""
    web = _web(f)
    if len(web) <= number or not f.rule["allows_proxies"]:
        return False
    web[number]["payload"].update(channel="proxy", proxy={"agent": agent, "document": DOCUMENT})
    settled = [entry["payload"] for entry in f.of_type("RESOLVE")]
    decisions = [one["decision"] for one in settled if one["elector"] == web[number]["payload"]["elector"]]
    if decisions[-1:] != ["neither-counts"]:
        f.result["returned"]["web"] -= 1
        f.result["returned"]["proxy"] += 1
    return True


def _web_elector(f: Forgery, number: int) -> int:
    web = _web(f)
    return int(web[number]["payload"]["elector"]) if len(web) > number else 0


@resealed("a proxy for oneself")
def _(f: Forgery) -> bool | None:
    return None if _by_proxy(f, 0, _web_elector(f, 0)) else False


@resealed("a circle of agents")
def _(f: Forgery) -> bool | None:
    first, second = _web_elector(f, 0), _web_elector(f, 1)
    return None if second and _by_proxy(f, 0, second) and _by_proxy(f, 0, first) else False


@resealed("a chain of agents")
def _(f: Forgery) -> bool | None:
    second, third = _web_elector(f, 1), _web_elector(f, 2)
    return None if third and _by_proxy(f, 0, second) and _by_proxy(f, 0, third) else False


@resealed("more principals than the cap")
def _(f: Forgery) -> bool | None:
    cap, web = f.entries[0]["payload"]["procedure"]["proxy_cap"], _web(f)
    if len(web) < cap + 2:
        return False
    agent = web[-1]["payload"]["elector"]
    for _ in range(cap + 1):
        if not _by_proxy(f, 0, agent):
            return False
    return None


@resealed("an agent who is not on the roll")
def _(f: Forgery) -> bool | None:
    return None if _by_proxy(f, 0, ANYBODY) else False


@resealed("a proxy without its document")
def _(f: Forgery) -> bool | None:
    if not _by_proxy(f, 0, None):
        return False
    for entry in f.of_type("BALLOT"):
        if entry["payload"].get("proxy", {}).get("document") == DOCUMENT:
            entry["payload"]["proxy"].pop("document")
    return None


@resealed("a proxy that says nothing of its agent")
def _(f: Forgery) -> bool | None:
    if not _by_proxy(f, 0, None):
        return False
    for entry in f.of_type("BALLOT"):
        if entry["payload"].get("proxy", {}).get("document") == DOCUMENT:
            entry["payload"].pop("proxy")
    return None


@resealed("a proxy that came on the web")
def _(f: Forgery) -> bool | None:
    return _web(f)[0]["payload"].update(proxy={"agent": None, "document": DOCUMENT}) if _web(f) else False


@resealed("a proxy where the rule allows none")
def _(f: Forgery) -> bool | None:
    if not f.of_type("BALLOT") or not f.rule["allows_proxies"] or not _by_proxy(f, 0, None):
        return False
    f.rule["allows_proxies"] = f.entries[0]["payload"]["rule"]["allows_proxies"] = False
    return None


# ---- Papers set aside, late papers --------------------------------------------------------------------------------


def _invalid(f: Forgery) -> dict[str, Any] | None:
    return f.of_type("INVALID")[-1] if f.of_type("INVALID") else None


@resealed("an invalid paper of nobody on the roll")
def _(f: Forgery) -> bool | None:
    return entry["payload"].update(elector=ANYBODY) if (entry := _invalid(f)) else False


@resealed("an invalid paper for no reason")
def _(f: Forgery) -> bool | None:
    return entry["payload"].update(reason="too late") if (entry := _invalid(f)) else False


@resealed("an invalid paper taken out")
def _(f: Forgery) -> bool | None:
    if not f.result["invalid"] or not (papers := f.of_type("INVALID")):
        return False
    f.entries = [entry for entry in f.entries if entry not in papers]
    f.entries = [entry for entry in f.entries if entry["type"] not in ("DUPLICATE", "RESOLVE")]
    return renumber(f)


@resealed("a late paper where none is taken")
def _(f: Forgery) -> bool | None:
    late = [e for e in f.of_type("PAPER", "INVALID") if e["at"] >= f.entries[0]["payload"]["closes_at"]]
    if not late:
        return False
    f.entries[0]["payload"]["procedure"]["late_paper"] = f.result["procedure"]["late_paper"] = False
    return None
