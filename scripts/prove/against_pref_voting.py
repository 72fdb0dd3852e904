"""Hold rankings against pref_voting (W. Holliday and E. Pacuit): Borda, instant run-off, Schulze, approval."""

from __future__ import annotations

from fractions import Fraction

from pref_voting.grade_methods import approval
from pref_voting.grade_profiles import GradeProfile
from pref_voting.iterative_methods import instant_runoff_put
from pref_voting.margin_based_methods import beat_path
from pref_voting.profiles import Profile
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.scoring_methods import symmetric_borda_scores

from consult.domain.counting.borda import borda
from consult.domain.counting.ranking import RankedBallots, by_points, winners
from consult.domain.counting.runoff import instant_runoff
from consult.domain.counting.schulze import schulze
from scripts.prove.profiles import rankings

Options = tuple[str, ...]


def main() -> None:
    """Compare thousands of random elections; stop at the first difference."""
    times = 3_000
    ties = 0
    for options, ballots in rankings(times, 1, whole=True):
        ties += _same_runoff(options, ballots)
    for options, ballots in rankings(times, 2, whole=False):
        _same_borda(options, ballots)
        _same_schulze(options, ballots)
        _same_truncated_runoff(options, ballots)
        _same_approval(options, ballots)
    print(f"pref_voting: {2 * times} elections agree, {ties} of the run-offs tied")


def _numbers(options: Options, found: list[int]) -> set[str]:
    return {options[number] for number in found}


def _weak(options: Options, ballots: RankedBallots) -> ProfileWithTies:
    """Options left out are below all that are named: pref_voting's extended preference."""
    orders = [{options.index(option): place for place, option in enumerate(order, start=1)} for order in ballots]
    profile = ProfileWithTies(orders, rcounts=list(ballots.values()), candidates=list(range(len(options))))
    profile.use_extended_strict_preference()
    return profile


def _differ(what: str, options: Options, ballots: RankedBallots, ours: object, theirs: object) -> None:
    if ours != theirs:
        raise SystemExit(f"{what} differs for {options} {dict(ballots)}: ours {ours}, theirs {theirs}")


def _same_runoff(options: Options, ballots: RankedBallots) -> bool:
    """Every order of elimination followed to its end, as we do: the same winners, ties and all."""
    orders = [[options.index(option) for option in order] for order in ballots]
    theirs = instant_runoff_put(Profile(orders, list(ballots.values())))
    ours = instant_runoff(options, ballots).winners
    _differ("instant run-off", options, ballots, set(ours), _numbers(options, theirs))
    return len(ours) > 1


def _same_truncated_runoff(options: Options, ballots: RankedBallots) -> None:
    """For short ballots: a plain recursion over `first choices`, which pref_voting counts for us."""
    profile = _weak(options, ballots)

    def possible(standing: frozenset[int]) -> set[int]:
        if len(standing) == 1:
            return set(standing)
        counts = dict.fromkeys(standing, 0)
        for order, heads in zip(*profile.rankings_counts, strict=True):
            ranked = [c for c in standing if order.is_ranked(c)]
            if ranked:
                counts[min(ranked, key=lambda c: order.rmap[c])] += heads
        fewest = min(counts.values())
        return set().union(*(possible(standing - {c}) for c in standing if counts[c] == fewest))

    theirs = possible(frozenset(range(len(options))))
    ours = set(instant_runoff(options, ballots).winners)
    _differ("run-off of short ballots", options, ballots, ours, _numbers(options, list(theirs)))


def _same_borda(options: Options, ballots: RankedBallots) -> None:
    """Symmetric Borda counts options below less options above; ours is the same, moved and halved."""
    moved = (len(options) - 1) * sum(ballots.values())
    theirs = symmetric_borda_scores(_weak(options, ballots))
    points = {options[number]: Fraction(score + moved, 2) for number, score in theirs.items()}
    _differ("Borda", options, ballots, borda(options, ballots).points, points)


def _same_schulze(options: Options, ballots: RankedBallots) -> None:
    """The unbeaten options; strength is the support of a win, where the library would take its margin."""
    profile = _weak(options, ballots)
    theirs = beat_path(profile, strength_function=profile.support)
    ours = schulze(options, ballots).ranking[0]
    _differ("Schulze", options, ballots, set(ours), _numbers(options, theirs))


def _same_approval(options: Options, ballots: RankedBallots) -> None:
    """Whoever is named is approved; most approvals win, ties side by side."""
    grades = [{number: int(option in order) for number, option in enumerate(options)} for order in ballots]
    theirs = approval(GradeProfile(grades, [0, 1], gcounts=list(ballots.values())))
    wanted = {option: sum(n for order, n in ballots.items() if option in order) for option in options}
    _differ("approval", options, ballots, set(winners(by_points(options, wanted))), _numbers(options, theirs))


if __name__ == "__main__":
    main()
