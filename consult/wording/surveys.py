"""What a paper or page of a survey says: 意见表 and 份, where a vote says 表决票 and 张, for nothing is voted on.

As with households (`consult.wording.households`), a sentence about ballots is exchanged for its twin before it is
translated. A twin about heads may have a twin about households in turn.
"""

from __future__ import annotations

from typing import Any

from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.survey_objections import OBJECTION_TWINS
from consult.wording.survey_pages import PAGE_TWINS
from consult.wording.survey_ways import WAY_TWINS

_TWINS = {
    **PAGE_TWINS,
    **WAY_TWINS,
    **OBJECTION_TWINS,
    # What came back
    "Ballots": N_("Answers"),
    "Ballots issued": N_("Answer sheets issued"),
    "Valid": N_("Valid answers"),
    "Invalid": N_("Invalid answers"),
    "Valid ballots": N_("Valid answers"),
    "Invalid ballots": N_("Invalid answers"),
    "Second ballots, not counted": N_("Second answers, not counted"),
    "Late, not counted": N_("Late answers, not counted"),
    "Too late, not counted": N_("Late answers, not counted"),
    "Two ballots of one elector, neither counted": N_("Two answers of one household, neither counted"),
    "Paper not confirmed, not counted": N_("Answer sheets not confirmed, not counted"),
    "Sheets of paper": N_("Answer sheets"),
    "Valid and invalid together must be the ballots received. Do they?": N_(
        "Valid and invalid answers together must be those received. Do they?"
    ),
    "Valid and invalid together: %(valid)s + %(invalid)s = %(received)s received.": N_(
        "Valid and invalid answers together: %(valid)s + %(invalid)s = %(received)s received."
    ),
    "In heads, as ballots came back. Buildings with fewer than five electors are put together with others, so that "
    "nobody’s choice can be worked out.": N_(
        "In heads, as answers came back. Buildings with fewer than five of those asked are put together with others, "
        "so that nobody’s choice can be worked out."
    ),
    # How it is counted
    "How it is counted": N_("How the answers are counted"),
    "How “%(title)s” is counted": N_("How the answers to “%(title)s” are counted"),
    "Rule sheet": N_("How answers are counted"),
    "The whole rule sheet, in words and figures": N_("How answers are counted, in words and figures"),
    "Who counts as one": N_("Who gives one answer"),
    "Which ballots count": N_("Which answers count"),
    "Every home has one ballot, whoever owns it.": N_("Every home gives one answer, whoever owns it."),
    "Each ballot counts once, for the option it chooses; the most chosen leads.": N_(
        "Each answer counts once, for the option it chooses; the most chosen leads."
    ),
    "Each ballot counts once for every option it chooses; the most chosen leads.": N_(
        "Each answer counts once for every option it chooses; the most chosen leads."
    ),
    "Each ballot counts once, for the site it chooses; the most chosen leads.": N_(
        "Each answer counts once, for the site it chooses; the most chosen leads."
    ),
    "On each ballot an option gets one point for every option placed below it; options left out share the"
    " points that are left, and the sum decides the order.": N_(
        "On each sheet an option gets one point for every option placed below it; options left out share the points "
        "that are left, and the sum decides the order."
    ),
    "The option with the fewest first places is taken out and its ballots go to their next choice, until "
    "one option has more than half of the ballots that still name one.": N_(
        "The option with the fewest first places is taken out and its answers go to their next choice, until one "
        "option has more than half of the answers that still name one."
    ),
    "A question left blank is not answered: it does not count as taking part in that question.": N_(
        "A question left blank is not answered; the other answers count."
    ),
    "A question left blank beside answered ones counts as an abstention on it.": N_(
        "A question left blank on a sheet with other answers counts as an abstention on it."
    ),
    "A row of a paper ballot with two marks or a changed mark is void; the other rows count.": N_(
        "A row of an answer sheet with two marks or a changed mark is void; the other rows count."
    ),
    "A row of a paper ballot with two marks or a changed mark is void: it takes part without agreeing, and so does a "
    "whole paper ballot that is unsigned, unreadable or blank; the other rows count as they are marked.": N_(
        "A row of an answer sheet with two marks or a changed mark is void but counts as answered, and so does a whole "
        "sheet that is unsigned, unreadable or blank; the other rows count as they are marked."
    ),
    "Each owner is counted once: the first ballot received counts. Late ballots do not count.": N_(
        "Each owner is counted once: the first answer received counts. Late answers do not count."
    ),
    "Each household is counted once: the first ballot received counts. Late ballots do not count.": N_(
        "Each household is counted once: the first answer received counts. Late answers do not count."
    ),
    "Each owner is counted once: the first ballot received counts. Late ballots do not count; paper handed in before "
    "the end counts, even if it is entered after it.": N_(
        "Each owner is counted once: the first answer received counts. Late answers do not count; sheets handed in "
        "before the end count, even if they are entered after it."
    ),
    "Each household is counted once: the first ballot received counts. Late ballots do not count; paper handed in "
    "before the end counts, even if it is entered after it.": N_(
        "Each household is counted once: the first answer received counts. Late answers do not count; sheets handed in "
        "before the end count, even if they are entered after it."
    ),
    "Until the end an owner may answer anew on the web: the new answer takes the place of the recorded ballot, however"
    " that one came in. Both stay in the book.": N_(
        "Until the end everyone may answer anew on the web: the new answer takes the place of the one before, however "
        "that one came in. Both stay in the book."
    ),
    "Co-owners who answered differently may settle in writing, before the count, which of their ballots counts.": N_(
        "Co-owners who answered differently may settle in writing, before the count, which of their answers counts."
    ),
    "Whoever does not answer is not counted as taking part.": N_(
        "Whoever does not answer is not counted among those who did."
    ),
    # How to answer
    "On paper": N_("On an answer sheet"),
    "Paper ballots": N_("Answer sheets"),
    "Large-print ballots": N_("Large-print answer sheets"),
    "Fill in the paper ballot and put it into the box: %(place)s.": N_(
        "Fill in the answer sheet and hand it in: %(place)s."
    ),
    "Ask your building leader for a paper ballot and hand it back by the last day.": N_(
        "Ask your building leader for an answer sheet and hand it back by the last day."
    ),
    "On paper: hand in the signed ballot at %(place)s.": N_("On paper: hand in the signed answer sheet at %(place)s."),
    "On paper: hand the signed ballot to your building leader.": N_(
        "On paper: hand the signed answer sheet to your building leader."
    ),
    "On the paper ballot: mark it, sign it, and give it to your building leader or the committee before the end.": N_(
        "On the answer sheet: mark it, sign it, and give it to your building leader or the committee before the end."
    ),
    "One ballot for each owner: who has answered on the web page does not hand in paper as well.": N_(
        "One answer for each owner: who has answered on the web page does not hand in a sheet as well."
    ),
    "Your privacy: the room and the area on the owners' roll are used for this vote only, "
    "to count each owner once. Public results carry totals only, no names and no rooms. "
    "You may ask the issuer to see or correct your entry. "
    "We never ask for money, a bank card or an ID number.": N_(
        "Your privacy: the room and the area on the owners' roll are used for this survey only, "
        "to count each home once. Public results carry totals only, no names and no rooms. "
        "You may ask the issuer to see or correct your entry. "
        "We never ask for money, a bank card or an ID number."
    ),
    # The count and after
    "Counting record": N_("Record of the answers"),
    "Time of the count": N_("Time when the answers are counted"),
    "Place of the count": N_("Place where the answers are counted"),
    "When it is counted": N_("When the answers are counted"),
    "Where it is counted": N_("Where the answers are counted"),
    "Who counts and who watches": N_("Who counts the answers and who watches"),
    "Calls the ballots": N_("Reads the answers out"),
    "Counted by": N_("Answers counted by"),
    "Scrutineer": N_("Watches the counting"),
    "Ballot box 1": N_("Answer box 1"),
    "Ballot box 2": N_("Answer box 2"),
    "Papers of the doorstep rounds": N_("Answer sheets of the doorstep rounds"),
    "Lines in the book of ballots before the count": N_("Lines in the book before the answers are counted"),
    "The book of ballots has %(lines)s lines. Its seal, with which anyone can check their receipt and recount:": N_(
        "The book of answers has %(lines)s lines. Its seal, with which anyone can check their receipt and count again:"
    ),
    "The book of ballots was closed with %(lines)s lines. Its seal:": N_(
        "The book of answers was closed with %(lines)s lines. Its seal:"
    ),
    "All figures, and a recount by anyone: %(address)s": N_("All figures, and how to count again: %(address)s"),
    "Closed in the system": N_("Counted in the system"),
    "Each question": N_("The answers to each question"),
    "Tally": N_("Tally of answers"),
    "What happened during the count, and objections": N_("What happened during the counting, and objections"),
    "This record was read out at the count and agrees with the ballots.": N_(
        "This record was read out on the spot and agrees with the answer sheets."
    ),
    "Result of": N_("Answers counted on"),
    "counted again": N_("answers counted again"),
    "Please send somebody to the count, to see the seals, the ballots and the figures, and to sign.": N_(
        "Please send somebody to see the seals, the answer sheets and the figures, and to sign the record."
    ),
    "Enclosed: the notice with the full texts, and the sheet of the rules for counting.": N_(
        "Enclosed: the notice with the full texts, and how the answers are counted."
    ),
}
"""Sentence about ballots → its twin about answers: those of pages, and those of papers or of both."""

_POSTED = "The result is posted for %(n)s day; until then a household may object to a ballot recorded for it."


class Surveys(Words):
    """Words that name answers where others name ballots."""

    def gettext(self, sentence: str, **details: Any) -> str:
        """Translate a sentence, or its twin about answers."""
        return super().gettext(_TWINS.get(sentence, sentence), **details)

    def ngettext(self, one: str, many: str, n: int, **details: Any) -> str:
        """Translate a sentence that depends on a number, or its twin about answers."""
        if one == _POSTED:
            return super().ngettext(
                "The result is posted for %(n)s day; until then a household may object to answers recorded for it.",
                "The result is posted for %(n)s days; until then a household may object to answers recorded for it.",
                n,
            )
        return super().ngettext(one, many, n, **details)
