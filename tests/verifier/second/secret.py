"""Secret polls: what can be checked of them (the document, 10)."""

from collections.abc import Callable
from typing import Any

from tests.verifier.second.canonical import is_count, is_salted, sealed
from tests.verifier.second.chain import Line
from tests.verifier.second.counts import Figures
from tests.verifier.second.faulty import need
from tests.verifier.second.questions import Question, on_offer, option_keys
from tests.verifier.second.roll import Weight, together
from tests.verifier.second.state import State

LINES = {"CHECKPOINT", "LOSS", "CLOSE", "TALLY", "PARTICIPATED", "DUPLICATE", "CONTEST", "RESOLVE"}
TYPES = {"consent", "choose-one", "choose-some", "place", "text"}
FEWEST, APART = 20, 3
Told = Callable[[Question, Figures], dict[str, Any]]


def participated(book: State, line: Line) -> None:
    """PARTICIPATED: an elector took part, once."""
    where, elector = f"Line {line.seq}", line.payload["elector"]
    need(elector in book.roll, f"{where}: elector {elector} is not on the roll.")
    need(elector not in book.ballot, f"{where}: elector {elector} took part already.")
    need(line.at < book.opened["closes_at"], f"{where} came after the end.")
    book.ballot[elector] = line.seq
    book.doubles[elector] = []
    book.votes += 1


def turnout(book: State, electorate: Weight) -> dict[str, Any]:
    """What the result says of who took part."""
    area = together([book.roll[one] for one in book.ballot]).area
    permille = (2_000 * area + electorate.area) // (2 * electorate.area) if electorate.area else None
    came = len(book.ballot)
    return {
        "secrecy": "secret",
        "turnout": {"heads": came, "area_permille": permille},
        "returned": {"web": came, "paper": 0, "doorstep": 0, "proxy": 0},
        "valid": came,
        "neither": 0,
    }


def question(book: State, asked: Question, said: Any, others: list[Any], told: Told) -> dict[str, Any]:
    """One question of the result as it must be, from the figures that it tells itself and that CLOSE sealed."""
    where = f"Question {asked['number']}"
    need(asked["type"] in TYPES, f"{where} cannot be asked in secret.")
    need(isinstance(said, dict) and type(said.get("withheld")) is bool, f"{where}: withheld, or not?")
    seals = book.close.payload["sealed"] if book.close else {}
    names = {*(str(one["number"]) for one in book.questions), "ballots"}
    need(set(seals) == names and all(map(is_salted, seals.values())), "CLOSE seals something else.")
    if said["withheld"]:
        return {"number": asked["number"], "question": asked, "withheld": True}
    figures = figures_of(book, asked, said, others, where)
    due = {**told(asked, figures), "withheld": False}
    if asked["type"] == "text":
        return due
    answered = together([weight for weight, _ in figures.answered]).heads
    table = {"answered": answered, "counts": {key: weight.heads for key, weight in figures.counts.items()}}
    need(sealed(said.get("opening"), table) == seals[str(asked["number"])], f"{where} is not what CLOSE sealed.")
    return {**due, "opening": said["opening"]}


def figures_of(book: State, asked: Question, said: dict[str, Any], others: list[Any], where: str) -> Figures:
    """The figures that a question tells, once they fit each other and may be told."""
    came, blank = said["participating"]["heads"], said["blank"]["heads"]
    abstains = book.procedure["blank_abstains"]
    answered = came - blank * abstains
    shown = shown_to(book, asked, others, where)
    need(is_count(blank) and is_count(answered) and answered + blank == shown, f"{where}: the figures do not add up.")
    counts = {key: said["counts"][key]["heads"] for key in on_offer(asked) if asked["type"] != "text"}
    need(all(map(is_count, counts.values())), f"{where} has strange counts.")
    may_be_told(asked, answered, blank, counts, where)
    silent = counts.get("abstain", 0)
    return Figures(
        participating=Weight(came, 0),
        expressed=Weight(answered - silent, 0),
        blank=Weight(blank, 0),
        shown_to=Weight(shown, 0),
        counts={key: Weight(heads, 0) for key, heads in counts.items()},
        answered=[(Weight(answered, 0), None)],
    )


def shown_to(book: State, asked: Question, others: list[Any], where: str) -> int:
    """Everybody who took part, or those who gave the answer that the question hangs on."""
    if not asked.get("show_if"):
        return len(book.ballot)
    before = next(one for one in others if one["number"] == asked["show_if"]["question"])
    need(before.get("withheld") is False, f"{where} is told, but not the one that it hangs on.")
    return int(before["counts"][asked["show_if"]["answer"]]["heads"])


def may_be_told(asked: Question, answered: int, blank: int, counts: dict[str, int], where: str) -> None:
    """Only figures of many, who do not all say the same."""
    if asked["type"] == "text":
        need(answered + blank >= FEWEST and min(answered, blank) >= APART, f"{where} tells of too few.")
        return
    need(answered >= FEWEST and max(counts.values()) <= answered - APART, f"{where} tells of too few.")
    most = asked.get("most", len(option_keys(asked))) if asked["type"] == "choose-some" else 1
    need(answered <= sum(counts.values()) <= answered * most, f"{where}: the counts do not add up.")
