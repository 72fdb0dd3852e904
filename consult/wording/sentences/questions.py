"""Sentences about planning and answering rankings, scores, budgets, sites and numbers."""

from consult.wording.marking import N_

SENTENCES = {
    "too-many-options": N_(
        "Question %(question)s asks people to put more than %(limit)s options in order. Keep the ones that matter most."
    ),
    "method-not-for-type": N_("Question %(question)s cannot be counted by “%(method)s”. Choose from: %(known)s."),
    "scale-impossible": N_(
        "Question %(question)s needs a scale that rises and has at most %(limit)s steps, such as 1 to 5 or 0 to 10."
    ),
    "budget-missing": N_("Question %(question)s shares out a budget: write how much there is, above zero."),
    "cost-missing": N_("Question %(question)s: “%(label)s” has no cost. Write what it would cost, above zero."),
    "cost-above-budget": N_(
        "Question %(question)s: “%(label)s” costs more than the whole budget. Leave it out, or raise the budget."
    ),
    "point-missing": N_(
        "Question %(question)s: “%(label)s” has no point on the plan. Give its place from the left and from the top, each from 0 to 100 %%."
    ),
    "bounds-impossible": N_(
        "Question %(question)s: no number fits. The least must not be above the most, and the step must be above zero."
    ),
    "nothing-to-decide": N_(
        "This binding vote asks for words or numbers only, so it would decide nothing. Add a question to agree or oppose, or to choose; or make it an advisory consultation."
    ),
    "type-only-advises": N_(
        "Question %(question)s: rankings, scores, budgets and sites cannot decide in a binding vote. Let people choose one plan instead, or make it an advisory consultation."
    ),
    "plans-without-refusal": N_(
        "Question %(question)s: in a binding vote people must be able to refuse all plans, or to abstain."
    ),
    "ranked-twice": N_(
        "Question %(question)s: an option is there twice, or two options have the same place. Give each its own place."
    ),
    "score-off-scale": N_("Question %(question)s: give whole numbers from %(low)s to %(high)s."),
    "over-budget": N_(
        "Question %(question)s: your choice comes to %(sum)s yuan, and there are %(budget)s yuan. Take something away."
    ),
    "number-unreadable": N_(
        "Question %(question)s: “%(answer)s” is not a number. Write it in digits, such as 12 or 3.5."
    ),
    "number-too-small": N_("Question %(question)s: the number must be at least %(least)s."),
    "number-too-large": N_("Question %(question)s: the number must be at most %(most)s."),
    "number-off-step": N_("Question %(question)s: only steps of %(step)s are possible. Choose the nearest."),
}
