"""What each paper is for, in a sentence: for the list from which a committee looks at papers before printing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.wording.marking import N_

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "poster-a4": N_("For the bulletin board and the lift: what is asked, until when, and one code to scan."),
        "poster-a3": N_("The same poster at twice the size, for the gate and the large board."),
        "notice": N_(
            "The formal notice to post before voting: every question in full, who votes and how it is counted."
        ),
        "rule-sheet": N_("How votes will be counted, in plain words and figures, for everybody to read before voting."),
        "letters": N_("One for each home, with the code to answer by phone."),
        "ballots": N_("One for each home, to be filled in with a pen."),
        "ballots-large": N_("The same ballot in large print, for those who ask."),
        "proxy-form": N_("For an owner who sends somebody else to vote, with a choice on every question."),
        "proxy-forms": N_("The same form made out to every home."),
        "delivery-sheets": N_("For building leaders: who was served a ballot, when and how, with a line to sign."),
        "walking-lists": N_("For building leaders: the doors from which nothing has come back, in walking order."),
        "invitations": N_("To the residents' committee and the housing office, to be present at the count."),
        "turnout-sheet": N_("How many have taken part, by building, without anybody's answer."),
        "digest": N_("A sheet a day for the board: ballots so far, no answers."),
        "counting-record": N_("For the counters: to fill in and sign, or with the figures once it is counted."),
        "result": N_("The result to post, with every figure a reader needs to check it."),
        "result-by-building": N_("The same with the answers by building, as far as they may be told."),
        "advisory-result": N_("What people said, question by question, to post."),
        "readings": N_("Whether another reading of the law would change the outcome."),
        "audit-list": N_("The paper ballots drawn by lot, to fetch, compare, tick and sign."),
        "objections": N_("To write down what people object to, and what was decided."),
        "minutes-hearing": N_("To fill in at the hearing, before the text is settled."),
        "minutes-coordination": N_("To fill in when those who disagree meet."),
        "minutes-review": N_("To fill in when the result is looked back upon."),
    }
)
"""Kind of a paper → what it is for."""
