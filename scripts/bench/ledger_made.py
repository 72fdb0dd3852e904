"""Packages of any length for the benchmark `ledger`: named votes of two questions, made by the product's own code."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from consult.domain.ledger import LineType
from consult.domain.procedure import Procedure
from consult.domain.question import Option, Question, QuestionType
from consult.domain.rules import rule_named
from consult.packaging.public_package import Checkpoint, PublicPackage, write_package
from tests.verifier.elections import Election
from tests.verifier.packages import package_of

_ROOFS = tuple(Option(key, {"zh": key, "en": key}) for key in ("steel", "glass"))
QUESTIONS = (
    Question(1, QuestionType.CONSENT, {"zh": "是否同意增设充电桩？", "en": "Add chargers?"}),
    Question(
        2, QuestionType.CHOOSE_ONE, {"zh": "车棚顶用什么？", "en": "Which roof?"}, options=_ROOFS, can_refuse=True
    ),
)


def make_package(file: Path, lines: int, chance: random.Random) -> Path:
    """A package whose book has about so many lines, nearly all of them ballots on the web."""
    areas = tuple(chance.randrange(38_00, 140_00) for _ in range(lines))
    order = chance.sample(range(1, lines + 1), lines - 5)
    ballots = tuple((LineType.BALLOT, _ballot(elector, chance)) for elector in order)
    election = Election(QUESTIONS, rule_named("general"), Procedure(), areas, ballots)
    package = package_of(election, chance)
    with file.open("wb") as written:
        write_package(replace(package, checkpoints=_posted(package)), written)
    return file


def _posted(package: PublicPackage) -> list[Checkpoint]:
    """The first line, CLOSE, the last and the evenings', as a board would show; the maker notes every seventh."""
    entries = list(package.entries)
    due = {seq for seq, entry in enumerate(entries, 1) if '"type":"CHECKPOINT"' in entry or '"type":"CLOSE"' in entry}
    due |= {1, len(entries)}
    return [one for one in package.checkpoints if one.seq in due]


def _ballot(elector: int, chance: random.Random) -> dict[str, object]:
    answers = {"1": chance.choice(("agree", "oppose", "abstain")), "2": chance.choice(("steel", "glass", "none"))}
    return {"elector": elector, "channel": "web", "answers": answers, "nonce": f"{chance.getrandbits(128):032x}"}
