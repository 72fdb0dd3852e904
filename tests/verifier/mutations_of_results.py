"""Results that say something else, sealed as if they had been counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.verifier.mutations import resealed
from tests.verifier.packages import Forgery


def _set(name: str, *path: str | int, value: Any = None, change: Callable[[Any], Any] | None = None) -> None:
    @resealed(f"the result's {name}")
    def _(f: Forgery) -> bool | None:
        at: Any = f.result
        for step in path:
            if not at or (isinstance(step, str) and step not in at):
                return False
            holder, at = at, at[step]
        holder[path[-1]] = change(at) if change else value
        return None if holder[path[-1]] != at or holder[path[-1]] is True else False


def _more(number: int) -> int:
    return number + 1


_set("format", "format", value=3)
_set("code", "consultation", "code", value="ZZZZZZ")
_set("title", "consultation", "title", value={"zh": "别的事"})
_set("kind", "consultation", "kind", value="binding")
_set("basis", "consultation", "basis", value="by-household")
_set("text", "consultation", "text", value="0" * 64)
_set("opening", "consultation", "opened_at", value="2026-12-01T00:00:00.000Z")
_set("announced end", "consultation", "closes_at", value="2026-12-01T00:00:00.000Z")
_set("closing", "consultation", "closed_at", value=None)
_set("rule", "rule", "key", value="simple-majority")
_set("rule's version", "rule", "version", change=_more)
_set("rule's basis", "rule", "basis", value=["口头约定"])
_set("electorate heads", "electorate", "heads", change=_more)
_set("electorate area", "electorate", "area", change=_more)
_set("web ballots", "returned", "web", change=_more)
_set("doorstep ballots", "returned", "doorstep", change=_more)
_set("valid ballots", "valid", change=_more)
_set("double ballots", "double", change=_more)
_set("settled that neither counts", "neither", change=_more)
_set("question", "questions", 0, "question", value={})
_set("number of a question", "questions", 0, "number", value=9)
_set("participating heads", "questions", 0, "participating", "heads", change=_more)
_set("participating area", "questions", 0, "participating", "area", change=_more)
_set("expressed area", "questions", 0, "expressed", "area", change=_more)
_set("void heads", "questions", 0, "void", "heads", change=_more)
_set("void heads, as true", "questions", 0, "void", "heads", change=lambda heads: True)
_set("heads it was shown to", "questions", 0, "shown_to", "heads", change=_more)
_set("outcome", "questions", 0, "outcome", change=lambda outcome: "rejected" if outcome == "passed" else "passed")
_set("requirements, taken away", "questions", 0, "requirements", change=lambda found: found[:-1] if found else [{}])
_set("list of questions, cut short", "questions", change=lambda questions: questions[:-1])
_set("list of questions, made an object", "questions", value={})
_set("list of questions, filled with nothing", "questions", change=lambda questions: [None] * len(questions))
for _member in ("numerator", "denominator", "needed", "missing"):
    _set(f"requirement's {_member}", "questions", 0, "requirements", 0, _member, change=_more)
_set("requirement met or not", "questions", 0, "requirements", 0, "met", change=lambda met: not met)
_set("requirement's share", "questions", 0, "requirements", 0, "share", value="1/9")
_set(
    "requirement's share, enough or not", "questions", 0, "requirements", 0, "strict", change=lambda strict: not strict
)
for _answer in ("agree", "oppose", "abstain", "1"):
    _set(f"heads for {_answer}", "questions", 0, "counts", _answer, "heads", change=_more)
    _set(f"area for {_answer}", "questions", 0, "counts", _answer, "area", change=_more)
_set(
    "plan's outcome", "questions", 0, "plans", "1", "outcome", change=lambda was: "passed" if was != "passed" else "no"
)
_set("plans, one taken away", "questions", 0, "plans", change=lambda plans: dict(list(plans.items())[1:]) or None)


@resealed("an option that nobody offered, in the result")
def _(f: Forgery) -> None:
    f.result["questions"][0]["counts"]["7"] = {"heads": 0, "area": 0}


# ---- What only some questions have --------------------------------------------------------------------------------


def _in_a_question(name: str, *path: str | int, value: Any = None, change: Callable[[Any], Any] | None = None) -> None:
    """Change something in the first question of the result that has it."""

    @resealed(f"a question's {name}")
    def _(f: Forgery) -> bool | None:
        for question in f.result["questions"]:
            if _changed(question, path, value, change):
                return None
        return False


def _changed(at: Any, path: tuple[str | int, ...], value: Any, change: Callable[[Any], Any] | None) -> bool:
    holder: Any = None
    for step in path:
        if not at or (isinstance(step, str) and step not in at):
            return False
        holder, at = at, at[step]
    new = change(at) if change else value
    if new == at:
        return False
    holder[path[-1]] = new
    return True


def _reversed(ranking: list[Any]) -> list[Any]:
    return ranking[::-1]


def _doubled(number: str) -> str:
    return f"{int(number.split('/')[0]) * 2 + 1}/{number.split('/')[1]}"


for _method in ("borda", "instant-runoff", "schulze", "mean", "median", "approval", "plurality"):
    _in_a_question(f"ranking by {_method}", "methods", _method, "ranking", change=_reversed)
    _in_a_question(f"winners by {_method}", "methods", _method, "winners", value=["7"])
for _name, _path in {
    "Borda points": ("methods", "borda", "points", "1"),
    "mean score": ("methods", "mean", "averages", "1"),
    "median score": ("methods", "median", "averages", "1"),
    "mean number": ("methods", "figures", "mean"),
    "median number": ("methods", "figures", "median"),
    "lowest numbers": ("methods", "figures", "five_lowest"),
    "equal share": ("methods", "equal-shares", "each"),
}.items():
    _in_a_question(_name, *_path, change=_doubled)
for _name, _numbers in {
    "pairs": ("methods", "schulze", "pairs", "1", "2"),
    "ballots in a round": ("methods", "instant-runoff", "rounds", 0, "counts", "1"),
    "ballots set aside in a round": ("methods", "instant-runoff", "rounds", 0, "set_aside"),
    "money spent": ("methods", "greedy", "spent"),
    "supporters of a purchase": ("methods", "equal-shares", "purchases", 0, "heads"),
    "numbers given": ("methods", "figures", "heads"),
    "blank heads": ("blank", "heads"),
    "blank area": ("blank", "area"),
    "heads for a plan's row": ("plans", "1", "counts", "agree", "heads"),
    "heads in a plan's row": ("plans", "1", "participating", "heads"),
    "void marks in a plan's row": ("plans", "1", "void", "heads"),
}.items():
    _in_a_question(_name, *_numbers, change=_more)
for _method in ("greedy", "equal-shares"):
    _in_a_question(f"funded options by {_method}", "methods", _method, "funded", change=lambda keys: keys[1:])
    _in_a_question(f"ties by {_method}", "methods", _method, "ties", change=lambda ties: [] if ties else [{}])
_in_a_question("methods, all taken away", "methods", value={})

_set("invalid papers", "invalid", "spoilt", change=_more)
_set("invalid heads", "invalid_weight", "heads", change=_more)
_set("invalid area", "invalid_weight", "area", change=_more)

for _side in ("agree", "oppose", "abstain"):
    _in_a_question(f"silent who {_side}", "deemed", _side, "heads", change=_more)
for _side in ("agree", "oppose"):
    _in_a_question(f"followers who {_side}", "followed", _side, "area", change=_more)
_in_a_question("silent, left out", "deemed", change=lambda deemed: None)
_in_a_question("silent in a plan's row", "plans", "1", "deemed", change=lambda deemed: {} if deemed is None else None)
_in_a_question("reason not to deem", "deemed_refused", change=lambda why: "deeming-undecided" if why is None else None)
_in_a_question(
    "second outcome", "with_deemed", "outcome", change=lambda was: "passed" if was != "passed" else "rejected"
)
_in_a_question("second outcome's figures", "with_deemed", "requirements", 0, "numerator", change=_more)
_in_a_question("second outcome, left out", "with_deemed", change=lambda second: None)
_set("tenants", "tenants", change=lambda tenants: None if tenants else {"returned": 0, "questions": []})
_set("tenants returned", "tenants", "returned", change=_more)
_set("tenants' choices", "tenants", "questions", change=lambda told: told[1:] if told else [{}])
