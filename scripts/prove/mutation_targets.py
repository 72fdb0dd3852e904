"""What is mutated, and the tests that must notice: the module's own tests first, then those that stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DOMAIN = Path("consult/domain")
TESTS = Path("tests/domain")


@dataclass(frozen=True, slots=True)
class Target:
    """One module of rules: its name here, its file, and the test files to try on each mutant, nearest first."""

    name: str
    path: Path
    tests: tuple[Path, ...]

    @property
    def module(self) -> str:
        """The module's dotted name."""
        return ".".join(self.path.with_suffix("").parts)


def _target(path: str, *tests: str) -> Target:
    files = [*tests, "test_values"]
    return Target(Path(path).name, DOMAIN / f"{path}.py", tuple(TESTS / f"{name}.py" for name in files))


_LIBRARIES = "counting/test_against_libraries"
_BOOK = ("counting/test_book_count", "counting/test_book_count_edges", "counting/test_opinions")
_LATER = ("counting/test_book_count_amended", "counting/test_book_count_readings")
_SUMS = ("counting/test_sums_edges", "counting/test_tally_figures", "counting/test_rows")

COUNTING = (
    _target("counting/averages", "counting/test_scoring", _LIBRARIES),
    _target(
        "counting/ballot_line",
        "counting/test_ballot_line",
        "counting/test_ballot_line_cut",
        "counting/test_standing_ballots",
        *_BOOK,
    ),
    _target("counting/book_count", *_LATER, *_BOOK, "test_deeming"),
    _target("counting/borda", "counting/test_ranking", _LIBRARIES),
    _target("counting/breakdown", "counting/test_breakdown", *_BOOK),
    _target("counting/budgeting", "counting/test_budgeting", "counting/test_equal_shares"),
    _target("counting/electors", "counting/test_electors", "counting/test_electors_room", *_BOOK),
    _target("counting/equal_shares", "counting/test_equal_shares", "counting/test_budgeting"),
    _target("counting/pairwise", "counting/test_ranking", _LIBRARIES),
    _target("counting/ranking", "counting/test_ranking", "counting/test_scoring", _LIBRARIES),
    _target("counting/rows", "counting/test_rows", "test_each_plan", "counting/test_tally_figures"),
    _target("counting/runoff", "counting/test_ranking", _LIBRARIES),
    _target("counting/schulze", "counting/test_ranking", _LIBRARIES),
    _target("counting/scoring", "counting/test_scoring", _LIBRARIES),
    # Tests by hand before random ones: they take less time to find the same.
    _target("counting/sums", *_SUMS, *_BOOK, "counting/test_sums"),
    _target("counting/tally", *_SUMS, *_BOOK, "counting/test_tally"),
    _target("counting/running_count", "counting/test_running_count"),
)

OTHERS = (
    _target("consent", "test_consent", "test_findings", "test_rules", "test_deemed_figures"),
    _target("deemed", "test_deemed", "test_deemed_figures"),
    _target("deeming", "test_deeming", "test_sensitivity"),
    _target("judging", "test_judging", "test_deeming"),
    _target("ledger", "test_ledger", "test_ledger_edges"),
    _target("book_walk", "test_ledger", "test_ledger_edges"),
    _target("privacy", "test_privacy", "test_privacy_merging", "test_secret_count", "counting/test_breakdown"),
    _target("proxy", "test_proxy", "test_proxy_edges"),
    _target("scope", "test_scope"),
    _target("secret_count", "test_secret_count", "test_secret_result", "test_secret_poll"),
)

TARGETS = {target.name: target for target in (*OTHERS, *COUNTING)}
GROUPS = {"counting": tuple(target.name for target in COUNTING), "all": tuple(TARGETS)}
USUAL = ("consent", "counting")


def chosen(names: list[str]) -> list[Target]:
    """The targets behind names and groups of names, each once; raises KeyError for an unknown name."""
    each = [name for named in names or USUAL for name in GROUPS.get(named, (named,))]
    return [TARGETS[name] for name in dict.fromkeys(each)]
