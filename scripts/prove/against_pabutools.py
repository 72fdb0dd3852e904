"""Hold budgets against pabutools (S. Rey, G. Pierczyński and others): greedy by support, and equal shares.

pabutools settles every tie by an order; we list ties. So it runs once for each order of the options, after our
published rules (more supporters first, then the cheaper): what it funds under all of them must be what we fund for
certain, and what it funds under some but not all must be what we list as tied.
"""

from __future__ import annotations

from itertools import permutations

from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.rules import BudgetAllocation, greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from consult.domain.counting.budgeting import ChosenBallots, Costs, Shares, greedy, support
from consult.domain.counting.equal_shares import equal_shares
from scripts.prove.profiles import budgets

Spent = frozenset[str]


def main() -> None:
    """Compare thousands of random budgets; stop at the first difference."""
    times, ties = 1_500, 0
    for costs, budget, ballots in budgets(times, 3):
        wanted = support(costs, ballots)
        # pabutools also spends what is left on projects that nobody chose; we never do.
        costs = {option: cost for option, cost in costs.items() if wanted[option]}
        election = _Election(costs, budget, ballots)
        ties += _compare("greedy", election, greedy(costs, budget, ballots), election.greedy)
        ties += _compare("equal shares", election, equal_shares(costs, budget, ballots).shares, election.equal_shares)
    print(f"pabutools: {2 * times} budgets agree, {ties} of them tied")


class _Election:
    """One budget in pabutools' own words."""

    def __init__(self, costs: Costs, budget: int, ballots: ChosenBallots) -> None:
        self.costs, self.budget, self.ballots = costs, budget, ballots
        self.wanted = support(costs, ballots)
        projects = {option: Project(option, cost) for option, cost in costs.items()}
        self.instance = Instance(projects.values(), budget_limit=budget)
        self.profile = ApprovalProfile(
            [ApprovalBallot({projects[o] for o in chosen}) for chosen, n in ballots.items() for _ in range(n)],
            instance=self.instance,
        )

    def _rule(self, order: tuple[str, ...]) -> TieBreakingRule:
        def rank(_instance: object, _profile: object, project: Project) -> tuple[int, int, int]:
            return (-self.wanted[project.name], self.costs[project.name], order.index(project.name))

        return TieBreakingRule(rank)

    def greedy(self, order: tuple[str, ...], before: BudgetAllocation | None = None) -> Spent:
        """Greedy by support: value for money, where the value of a project to its supporter is its cost."""
        found = greedy_utilitarian_welfare(
            self.instance,
            self.profile,
            sat_class=Cost_Sat,
            tie_breaking=self._rule(order),
            initial_budget_allocation=before,
        )
        return frozenset(project.name for project in found)

    def equal_shares(self, order: tuple[str, ...]) -> Spent:
        """Equal shares with cost as utility, completed by support."""
        found = method_of_equal_shares(self.instance, self.profile, sat_class=Cost_Sat, tie_breaking=self._rule(order))
        return self.greedy(order, before=found)


def _compare(what: str, election: _Election, ours: Shares, theirs: object) -> bool:
    ends = {theirs(order) for order in permutations(election.costs)}  # type: ignore[operator]
    certain, possible = frozenset.intersection(*ends), frozenset().union(*ends)
    tied = {option for tie in ours.ties for option in tie.options}
    if certain != set(ours.funded) or possible - certain != tied:
        asked = f"{election.costs} of {election.budget}: {dict(election.ballots)}"
        raise SystemExit(f"{what} differs for {asked}: ours {ours}, theirs {sorted(map(sorted, ends))}")
    numbers = {len(end - certain) for end in ends}
    if sum(tie.fewest for tie in ours.ties) > min(numbers) or sum(tie.most for tie in ours.ties) < max(numbers):
        raise SystemExit(f"{what}: {ours.ties} places, {numbers} found for {dict(election.ballots)}")
    return bool(tied)


if __name__ == "__main__":
    main()
