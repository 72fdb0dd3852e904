"""Twins of what pages, register and decisions say of objections and contested ballots, for a survey."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.wording.marking import N_

OBJECTION_TWINS: Mapping[str, str] = MappingProxyType(
    {
        "My ballot: missing, or not as we gave it": N_("My answers: missing, or not as we gave them"),
        "The count or the figures": N_("The totals or the figures"),
        "How the vote was carried out": N_("How the survey was carried out"),
        "Something else about the vote": N_("Something else about the survey"),
        "Passed on: dealt with as a contested ballot or a correction": N_(
            "Passed on: dealt with as contested answers or a correction"
        ),
        "Was a ballot entered for you that you never gave?": N_("Were answers entered for you that you never gave?"),
        "Say “this was not us” instead: one tap": N_("Say “we did not answer this” instead: one tap"),
        "A decision here changes no figure. What has to be put right goes through a contested ballot or a "
        "correction, by two people and in the book; the result is then counted anew by itself.": N_(
            "A decision here changes no figure. What has to be put right goes through contested answers or a "
            "correction, by two people and in the book; the figures are then counted anew by themselves."
        ),
        "Contested ballots": N_("Contested answers"),
        "Counted anew": N_("Added up anew"),
        "This concerns you: you raised it, or you had the household's ballot in hand. Somebody else decides.": N_(
            "This concerns you: you raised it, or you had the household's answers in hand. Somebody else decides."
        ),
        "Household of the ballot on line %(line)s of the book": N_(
            "Household of the answers on line %(line)s of the book"
        ),
        "The ballot was entered otherwise than it was given": N_(
            "The answers were entered otherwise than they were given"
        ),
        "“This was not us”: the ballot is not the household's": N_(
            "“We did not answer this”: the answers are not the household's"
        ),
        "Counts as": N_("Is counted as"),
        "First seen signed in": N_("First looked at the questions"),
        "Ballot": N_("Answers recorded"),
        "This was not us": N_("We did not answer this"),
        "This was not us…": N_("We did not answer this…"),
        "A paper ballot of your household": N_("An answer sheet of your household"),
        "On %(moment)s you said that this was not you: no. %(seq)s in the book.": N_(
            "On %(moment)s you said that you did not answer this: no. %(seq)s in the book."
        ),
        "The committee looks into it. Whoever entered the ballot does not decide. You will read the "
        "decision and its reason here.": N_(
            "The committee looks into it. Whoever entered the answers does not decide. You will read the "
            "decision and its reason here."
        ),
        "If nobody in your family did it, say so: every contested ballot is looked into.": N_(
            "If nobody in your family did it, say so: all contested answers are looked into."
        ),
        "You said that it was not you, and the committee agreed on %(moment)s. You can answer now.": N_(
            "You said that you had not answered, and the committee agreed on %(moment)s. You can answer now."
        ),
        "You are answering anew": N_("You are changing your answers"),
        "Once sent, the ballot is written in the book. Until %(moment)s you may answer anew, and the last "
        "answer counts.": N_(
            "Once sent, the answers are written in the book. Until %(moment)s you may answer anew, and the "
            "last answers count."
        ),
        "The committee looks into it: who entered the ballot, the photo, the signature. Whoever had it in "
        "hand does not decide.": N_(
            "The committee looks into it: who entered the answers, the photo, the signature. Whoever had them "
            "in hand does not decide."
        ),
        "If you are right, it counts no longer. What you sent yourselves counts; if you sent nothing, you "
        "can still answer as long as answering is open.": N_(
            "If you are right, they count no longer. What you sent yourselves counts; if you sent nothing, "
            "you can still answer as long as answering is open."
        ),
        "If you are right, it counts no longer, and what you sent yourselves in time counts in its place. "
        "Answering anew is no longer possible.": N_(
            "If you are right, they count no longer, and what you sent yourselves in time counts in their "
            "place. Answering anew is no longer possible."
        ),
        "It was somebody of your family after all?": N_("Did somebody of your family answer after all?"),
        "Take it back: it was us": N_("Take it back: we did answer"),
        "Recorded for your household": N_("Answers recorded for your household"),
        "It was not you? Every contested ballot is looked into. Nothing is sent yet with this button.": N_(
            "You did not answer? All contested answers are looked into. Nothing is sent yet with this button."
        ),
        "Until %(moment)s you may answer anew; then the new answer counts and this one no longer.": N_(
            "Until %(moment)s you may answer anew; then the new answers count and these no longer."
        ),
        "It was not you who answered? Say so here.": N_("You did not answer this? Say so here."),
        "This ballot is in the book": N_("These answers are in the book"),
        "It counts no longer: on %(moment)s its household answered anew, no. %(seq)s.": N_(
            "They count no longer: on %(moment)s the household answered anew, no. %(seq)s."
        ),
        "It counts no longer: on %(moment)s it was annulled after an objection, no. %(seq)s.": N_(
            "They count no longer: on %(moment)s they were annulled after an objection, no. %(seq)s."
        ),
        "What should be thought of before the vote? Ideas are collected until %(moment)s, when voting begins.": N_(
            "What should be thought of before everybody is asked? Ideas are collected until %(moment)s, when "
            "answering begins."
        ),
        "Ideas are no votes: they change neither the count nor the result. Nobody sees who wrote or supported one.": N_(
            "Ideas are no answers: they change neither the figures nor the result. Nobody sees who wrote or "
            "supported one."
        ),
        "Upheld: the ballot no longer counts": N_("Upheld: the answers no longer count"),
        "Dismissed: the ballot stands": N_("Dismissed: the answers stand"),
        "A decision that neither of two ballots counts": N_("A decision that neither of two sets of answers counts"),
        "Nobody has contested a ballot": N_("Nobody has contested answers"),
        "Back to the ballot or receipt": N_("Back to the questions or receipt"),
        "Put right on %(moment)s, by a correction or a contested ballot.": N_(
            "Put right on %(moment)s, by a correction or contested answers."
        ),
    }
)
"""Sentence of a vote → its twin of a survey."""
