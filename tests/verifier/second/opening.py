"""OPEN, and the question and the rule that it fixes (the document, 3 and 5)."""

import re
from typing import Any

from tests.verifier.second.canonical import is_hex, is_moment, sha256
from tests.verifier.second.chain import Line
from tests.verifier.second.faulty import need
from tests.verifier.second.state import USUAL

NEWER = {"paper_twice", "paper_photo", "replace", "assisted", "posted_days"}
MODES = ("off", "abstain", "majority")
SHARE = re.compile(r"([1-9][0-9]*)/([1-9][0-9]*)")
TYPES = (
    "consent", "each-plan", "choose-one", "choose-some", "text", "number", "place", "rank", "score", "budget",
)  # fmt: skip


def check_opening(lines: list[Line], files: dict[str, bytes], rule: Any) -> dict[str, Any]:
    """What OPEN fixes, once question.json and rule.json are the fixed ones."""
    need(lines[0].type == "OPEN", "The book does not begin with OPEN.")
    opened = lines[0].payload
    need(opened["text"] == sha256(files["question.json"]).hex(), "question.json is not the one that OPEN fixed.")
    need(opened["rule"] == rule, "rule.json is not the one that OPEN fixed.")
    need(is_moment(opened["closes_at"]) and is_moment(opened["opens_at"]), "OPEN has no times.")
    need(is_hex(opened.get("signing_key", "0" * 64)), "OPEN has a strange signing key.")
    if "secrecy" in opened:
        need(opened["secrecy"] == "secret" and opened["kind"] == "advisory", "Only a survey can be held in secret.")
    check_rule(rule)
    check_procedure(opened, rule)
    serials = opened.get("serials")
    need(serials is None or {"sheets", "root"} <= set(serials) <= {"sheets", "root", "salted"}, "Strange serials.")
    return opened


def check_rule(rule: Any) -> None:
    """A rule that can be counted by."""
    members = {"key", "version", "basis", "allows_proxies", "allows_deeming", "participation", "approval"}
    need(isinstance(rule, dict) and set(rule) == members, "rule.json has other members.")
    for one in [*rule["participation"], *rule["approval"]]:
        needed = {"measure", "share", "of", "strict"}
        need(needed <= set(one) <= needed | {"subject", "ceiling"}, "A requirement has other members.")
        share = SHARE.fullmatch(one["share"])
        need(share and int(share[1]) <= int(share[2]), "A share is not above 0 and up to 1.")
        need(one["measure"] in ("heads", "area"), "An unknown measure.")
        need(one["of"] in ("electorate", "participating", "expressed"), "An unknown denominator.")
        need(type(one["strict"]) is bool, "Strict or not?")
        need(one.get("subject", "oppose") == "oppose" and one.get("ceiling", True) is True, "A strange requirement.")


def check_procedure(opened: dict[str, Any], rule: dict[str, Any]) -> None:
    """The rules of procedure, with every key."""
    if "procedure" not in opened:
        return
    procedure = opened["procedure"]
    need(set(USUAL) - NEWER <= set(procedure) <= set(USUAL), "The procedure has other members.")
    need(procedure["deemed"]["mode"] in MODES, "Silence means something unknown.")
    needless = procedure["deemed"]["mode"] == "off" and not procedure["follow"]
    need(rule["allows_deeming"] or needless, "This rule lets silence and following mean nothing.")


def check_following(questions: list[dict[str, Any]], opened: dict[str, Any]) -> None:
    """Following is offered only where the rules of procedure offer it, and to agreement only."""
    offers = opened.get("procedure", USUAL)["follow"]
    for one in questions:
        need(one.get("can_follow", True) is True, "Following offered, or not?")
        fits = "can_follow" not in one or (offers and one["type"] == "consent")
        need(fits, f"Question {one['number']} offers what the procedure does not.")


def check_questions(text: Any, picture: bytes | None) -> None:
    """question.json has what is asked, and the picture is the one that was shown."""
    need(isinstance(text, dict) and {"title", "intro", "questions"} <= set(text), "question.json lacks a member.")
    need(set(text) <= {"title", "intro", "questions", "picture", "answers"}, "question.json has other members.")
    need(all(one["type"] in TYPES for one in text["questions"]), "A question of an unknown type.")
    shown = text.get("picture")
    need((shown is None) == (picture is None), "The picture is missing, or needless.")
    need(picture is None or shown["sha256"] == sha256(picture).hex(), "The picture is not the one that was shown.")
