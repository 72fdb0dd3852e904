"""The result as it must be (the document, 7)."""

from collections import Counter
from typing import Any

from tests.verifier.second import secret
from tests.verifier.second.canonical import tree_root
from tests.verifier.second.counts import Figures, count
from tests.verifier.second.deeming import deemed
from tests.verifier.second.opinions import methods
from tests.verifier.second.questions import SIDES, Question, option_keys
from tests.verifier.second.requirements import Side, judged, over_plans
from tests.verifier.second.roll import NOBODY, Weight, together
from tests.verifier.second.sheets import FATES
from tests.verifier.second.state import State

PLANS = ("choose-one", "choose-some", "each-plan")


class Recount:
    """Everything that one result must hold."""

    def __init__(self, book: State, form: int) -> None:
        """Count the ballots once."""
        self.book, self.form = book, form
        counting = list(book.counting())
        self.ballots = [(book.roll[elector], answers) for elector, _, answers in counting]
        self.channels = Counter(channel for _, channel, _ in counting)
        have = {elector for elector, _, _ in counting}
        self.invalid = {elector: seq for elector, seq in book.invalid.items() if elector not in have | book.excused}
        self.invalid_weight = together([book.roll[elector] for elector in self.invalid])
        self.silent = together([book.roll[one] for one in book.served or () if one not in book.touched])
        self.electorate = together(list(book.roll.values()))

    def whole(self) -> dict[str, Any]:
        """What must be found again, but the questions."""
        book, opened = self.book, self.book.opened
        reasons = Counter(book.lines[seq - 1].payload["reason"] for seq in self.invalid.values())
        found = {
            "format": self.form,
            "rule": {name: book.rule[name] for name in ("key", "version", "basis")},
            "electorate": self.electorate.json(),
            "returned": {name: self.channels[name] for name in ("web", "paper", "doorstep", "proxy")},
            "valid": len(self.ballots),
            "invalid": dict(reasons),
            "invalid_weight": self.invalid_weight.json(),
            "double": book.tally.get("double", 0),
            "amended": {name: book.tally.get(name, 0) for name in ("annulled", "corrected", "replaced")},
            "neither": sum(book.lines[book.holding(one) - 1].type == "RESOLVE" for one in book.ballot),
            "tenants": self.tenants(),
            "ledger": self.ledger(),
        }
        if book.is_secret:
            found |= secret.turnout(book, self.electorate)
        if "procedure" in opened:
            found["procedure"] = opened["procedure"]
        if book.procedure["paper_twice"]:
            found["sheets"] = self.sheets()
        return found

    def ledger(self) -> dict[str, Any]:
        """The book before the line that seals the result."""
        assert self.book.sealing
        before = self.book.lines[: self.book.sealing.seq - 1]
        root = tree_root([line.leaf for line in before]).hex()
        return {"lines": len(before), "head": before[-1].head.hex(), "root": root}

    def sheets(self) -> dict[str, Any]:
        """What became of the sheets that two people read."""
        book = self.book
        unsettled = sum(not one.agreed for one in book.sheets.values())
        found: dict[str, Any] = {"entered": len(book.sheets), "unconfirmed": unsettled}
        if book.reconciled:
            said = book.reconciled.payload
            names = ("listed", "unused", "issued", "in_hand", "missing", "difference", *FATES)
            figures = {name: said[name] for name in names if name in said}
            found["reconciled"] = {**figures, "explained": said["explanation"] is not None}
        return found

    def tenants(self) -> dict[str, Any] | None:
        """The tenants' tally, apart."""
        book = self.book
        if not book.procedure["tenants"]:
            return None
        ballots = [(Weight(1, 0), answers) for answers in book.opinions]
        told = book.questions if len(ballots) >= 5 else []
        usual = {**book.procedure, "blank_abstains": False, "invalid_takes_part": False}
        return {
            "returned": len(ballots),
            "questions": [tenants_of(one, count(one, ballots, NOBODY, usual)) for one in told],
        }

    def question(self, question: Question) -> dict[str, Any]:
        """One question of the result."""
        return self.told(question, count(question, self.ballots, self.invalid_weight, self.book.procedure))

    def told(self, question: Question, figures: Figures) -> dict[str, Any]:
        """What the result says of these figures."""
        found = {
            "number": question["number"],
            "question": question,
            "participating": figures.participating.json(),
            "expressed": figures.expressed.json(),
            "void": figures.void.json(),
            "blank": figures.blank.json(),
            "shown_to": figures.shown_to.json(),
            "counts": {key: weight.json() for key, weight in figures.counts.items()},
            "methods": methods(question, figures),
        }
        if question["type"] == "consent":
            return {**found, **self.proposal(question, figures)}
        if question["type"] in PLANS:
            return {**found, **self.plans(question, figures)}
        nothing = {"deemed": None, "followed": None, "deemed_refused": None, "with_deemed": None}
        return {**found, "outcome": "figures", "requirements": [], "plans": {}, **nothing}

    def side(self, figures: Figures, agree: Weight, oppose: Weight) -> Side:
        """What the rule is asked about."""
        electorate = Weight(self.electorate.heads, 0) if self.book.is_secret else self.electorate
        return Side(electorate, figures.participating, figures.expressed, agree, oppose)

    def deem(self, question: Question, side: Side, follow: Weight | None = None) -> dict[str, Any]:
        """Silence and following."""
        return deemed(question, self.book.procedure["deemed"]["mode"], side, self.silent, follow)

    def judge(self, side: Side) -> dict[str, Any]:
        """By the rule of the vote."""
        return judged(self.book.rule, side, self.form)

    def proposal(self, question: Question, figures: Figures) -> dict[str, Any]:
        """Agree and oppose."""
        side = self.side(figures, figures.counts["agree"], figures.counts["oppose"])
        second = self.deem(question, side, figures.counts.get("follow"))
        grown = second.pop("side")
        return {**self.judge(side), **second, "with_deemed": self.judge(grown) if grown else None}

    def plans(self, question: Question, figures: Figures) -> dict[str, Any]:
        """Plan by plan, or row by row."""
        rows = question["type"] == "each-plan"
        firsts, seconds, told, joins = {}, {}, {}, {}
        for key in option_keys(question):
            side = self.row_side(figures.rows[key]) if rows else self.plan_side(figures, key)
            joins[key] = self.deem(question, side)
            grown = joins[key].pop("side")
            firsts[key], seconds[key] = self.judge(side), self.judge(grown or side)
            told[key] = {**firsts[key], **(told_row(figures.rows[key], joins[key]) if rows else {})}
            joins[key]["grown"] = grown
        joined = any(one["grown"] for one in joins.values())
        return {
            **self.summary(firsts, figures, rows),
            "plans": told,
            **self.whole_question(joins, rows),
            "with_deemed": self.second(seconds, figures, rows, joins) if joined else None,
        }

    def summary(self, plans: dict[str, Any], figures: Figures, rows: bool) -> dict[str, Any]:
        """Outcome and requirements of the question itself."""
        nobody = self.side(figures, NOBODY, NOBODY)
        own = [one for one in self.judge(nobody)["requirements"] if one["stage"] == "participation"]
        return {"outcome": over_plans([one["outcome"] for one in plans.values()]), "requirements": [] if rows else own}

    def second(self, plans: dict[str, Any], figures: Figures, rows: bool, joins: dict[str, Any]) -> dict[str, Any]:
        """The second outcome over all plans."""
        grown = Figures(participating=next(iter(joins.values()))["grown"].participating) if not rows else figures
        return {**self.summary(plans, grown, rows), "plans": plans}

    def whole_question(self, joins: dict[str, Any], rows: bool) -> dict[str, Any]:
        """Plans share one silence; rows have their own."""
        first = next(iter(joins.values()))
        shared = None if rows else first["deemed"]
        return {"deemed": shared, "followed": None, "deemed_refused": None}

    def plan_side(self, figures: Figures, key: str) -> Side:
        """Who chose the plan agrees to it, who chose none opposes every plan."""
        return self.side(figures, figures.counts[key], figures.counts.get("none", NOBODY))

    def row_side(self, row: Figures) -> Side:
        """A row is a question of its own."""
        return self.side(row, row.counts["agree"], row.counts["oppose"])


def told_row(row: Figures, join: dict[str, Any]) -> dict[str, Any]:
    """What a row tells besides its outcome."""
    return {
        "counts": {side: row.counts[side].json() for side in SIDES},
        "participating": row.participating.json(),
        "expressed": row.expressed.json(),
        "void": row.void.json(),
        "deemed": join["deemed"],
        "deemed_refused": join["deemed_refused"],
    }


def tenants_of(question: Question, figures: Figures) -> dict[str, Any]:
    """One question of the tenants' tally: heads only."""
    found: dict[str, Any] = {
        "number": question["number"],
        "answered": sum(weight.heads for weight, _ in figures.answered),
        "counts": {key: weight.heads for key, weight in figures.counts.items()},
    }
    if figures.rows:
        found["plans"] = {
            key: {side: weight.heads for side, weight in row.counts.items()} for key, row in figures.rows.items()
        }
    return found
