"""Twins of what pages say of a vote, for the pages of a survey: for residents, in the public book, in the console."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.wording.marking import N_

PAGE_TWINS: Mapping[str, str] = MappingProxyType(
    {
        # What a resident reads
        "Answer now": N_("Answer the questions now"),
        "Every household, one ballot each": N_("Every household, one answer each"),
        "Owners; one ballot for each owner, however many rooms": N_(
            "Owners; one answer for each owner, however many rooms"
        ),
        "Answering is over; the ballots are being counted": N_("Answering is over; the answers are being counted"),
        "Who took part": N_("Who answered"),
        "They are kept on this phone. Sign in, check them, and send: only then do they count.": N_(
            "They are kept on this phone. Sign in, check and send them: only then do they count."
        ),
        "Your ballot is recorded, no. %(seq)s": N_("Your answers are recorded, no. %(seq)s"),
        "A ballot is recorded for your household": N_("Your household’s answers are recorded"),
        "A ballot is already recorded: no. %(seq)s.": N_("Answers are already recorded: no. %(seq)s."),
        "A ballot was recorded on %(moment)s, no. %(seq)s, %(channel)s.": N_(
            "Answers were recorded on %(moment)s, no. %(seq)s, %(channel)s."
        ),
        "A ballot was recorded on %(moment)s, no. %(seq)s, %(channel)s. It counts; the one just sent does not.": N_(
            "Answers were recorded on %(moment)s, no. %(seq)s, %(channel)s. They count; those just sent do not."
        ),
        "Perhaps somebody in your family was quicker, or you sent it from another phone. Each household has "
        "one ballot.": N_(
            "Perhaps somebody in your family was quicker, or you sent it from another phone. Each household "
            "answers once."
        ),
        "Answering ended on %(moment)s, so this ballot cannot be counted. We are sorry.": N_(
            "Answering ended on %(moment)s, so these answers cannot be counted. We are sorry."
        ),
        "That a ballot came too late is noted and stands in the result's figures; what it says is not kept.": N_(
            "That answers came too late is noted and stands in the result's figures; what they say is not kept."
        ),
        "Nothing is sent yet. Until then your answers stay on this phone only.": N_(
            "Nothing is sent yet. Until you send them your answers stay on this phone only."
        ),
        "Send my ballot": N_("Send my answers"),
        "You may leave them. A question left blank is not counted as taking part in that question.": N_(
            "You may leave them. A question left blank is not counted as answered."
        ),
        "You may leave them. Who says nothing to a plan is not counted as taking part in the vote on that plan.": N_(
            "You may leave them. Who says nothing to a plan is not counted on that plan."
        ),
        "Then the ballots are counted, and the result is posted on the board and on this page.": N_(
            "Then the answers are counted, and the result is posted on the board and on this page."
        ),
        "With the slip code you can look up at any time that your ballot is in the book: %(address)s": N_(
            "With the slip code you can look up at any time that your answers are in the book: %(address)s"
        ),
        "This ballot was entered for you": N_("These answers were entered for you"),
        "What was entered for you was corrected": N_("What was entered for you has been corrected"),
        "Two ballots from your household": N_("Two sets of answers from your household"),
        "Somebody helped me to answer": N_("Somebody helped me with the answers"),
        "What you send now takes the place of ballot no. %(seq)s. Until you send it, that one counts.": N_(
            "What you send now takes the place of no. %(seq)s. Until you send it, that one counts."
        ),
        "An earlier ballot of your household was annulled": N_("Earlier answers of your household were annulled"),
        "Look up your slip code first. If your ballot is missing or the count seems wrong, say so while the result is "
        "posted: every objection is decided, with a reason that you read.": N_(
            "Look up your slip code first. If your answers are missing or the figures seem wrong, say so while the "
            "result is posted: every objection is decided, with a reason that you read."
        ),
        "This result was counted anew on %(moment)s, after an objection or a correction: no. %(seq)s in the book.": N_(
            "These figures were counted anew on %(moment)s, after an objection or a correction: no. %(seq)s in "
            "the book."
        ),
        "Paper ballots go to: %(place)s": N_("Answer sheets go to: %(place)s"),
        "one ballot, %(area)s": N_("one answer, %(area)s"),
        "Help and how votes are kept safe": N_("Help and how answers are kept safe"),
        "From this vote": N_("From this survey"),
        "The committee handed over the roll. For this vote it has stood still since it opened.": N_(
            "The committee handed over the roll. For this survey it has stood still since it opened."
        ),
        "The committee handed over the roll and corrects it until voting opens on %(moment)s; from then on it stands "
        "still.": N_(
            "The committee handed over the roll and corrects it until answering opens on %(moment)s; from then on it "
            "stands still."
        ),
        "Nothing is lost: every ballot that has a receipt counts.": N_(
            "Nothing is lost: every answer that has a receipt counts."
        ),
        "It is used to deliver the ballots, to see that each owner counts once, to count heads and area as the "
        "Civil Code (art. 278) wants it, and to let the result be checked. Not for advertising, and not for anybody "
        "else.": N_(
            "It is used to deliver the papers, to see that each household counts once, and to let the result be "
            "checked. Not for advertising, and not for anybody else."
        ),
        "We use your room and area to count, and nothing about you is published with your name.": N_(
            "We use your room to count, and nothing about you is published with your name."
        ),
        "Or use the paper ballot: it counts just the same.": N_("Or answer on paper: it counts just the same."),
        "You would rather not answer on the phone? The paper ballot counts just the same.": N_(
            "You would rather not answer on the phone? Paper counts just the same."
        ),
        # What anybody reads in the book
        "What the lines say is published when answering has ended, so that nobody sees how the vote stands before.": N_(
            "What the lines say is published when answering has ended, so that nobody sees before what others answered."
        ),
        "Anyone can count this vote again: the package holds the questions, the rule, the electors' weights, "
        "every line and the result, with a small program that checks them all. It holds no names and no "
        "rooms.": N_(
            "Anyone can count these answers again: the package holds the questions, how they are counted, the "
            "weight of each of those asked, every line and the result, with a small program that checks them all. "
            "It holds no names and no rooms."
        ),
        "Download the package to recount": N_("Download the package to count again"),
        "ballot": N_("answers"),
        "paper ballot": N_("answer sheet"),
        "counted": N_("answers counted"),
        "second ballot, not counted": N_("second answers, not counted"),
        "opened: texts, rule and list of electors fixed": N_(
            "opened: texts, way of counting and list of those asked fixed"
        ),
        # What the committee reads
        "Close and count": N_("Close and count the answers"),
        "Close and count…": N_("Close and count the answers…"),
        "Close and count?": N_("Close and count the answers?"),
        "Closed and counted. The result stands below.": N_("Closed, and the answers counted. The result stands below."),
        "The book is sealed and the result is counted from it at once; neither can be undone.": N_(
            "The book is sealed and the answers are counted from it at once; neither can be undone."
        ),
        "No ballot counts after this, on paper or by phone. Enter all paper ballots first.": N_(
            "No answer counts after this, on paper or by phone. Enter all answer sheets first."
        ),
        "Before the announced end this works only when every elector has answered.": N_(
            "Before the announced end this works only when everybody asked has answered."
        ),
        "Open. People can answer from now on.": N_("Open. Answers are taken from now on."),
        "answered": N_("have answered"),
        "of electors": N_("of those asked"),
        "m² answered": N_("m² have answered"),
        "of m²": N_("of m² asked"),
        "Electorate": N_("Those asked"),
        "Rules of procedure of this vote": N_("Rules of procedure of this survey"),
        "Enter a paper ballot": N_("Enter an answer sheet"),
        "Enter paper ballots": N_("Enter answer sheets"),
        "Reconcile the sheets": N_("Reconcile the answer sheets"),
        "The formal notice to post before voting: every question in full, who votes and how it is counted.": N_(
            "The formal notice to post beforehand: every question in full, who is asked and how the answers are "
            "counted."
        ),
        "How votes will be counted, in plain words and figures, for everybody to read before voting.": N_(
            "How answers will be counted, in plain words and figures, for everybody to read beforehand."
        ),
        "The same ballot in large print, for those who ask.": N_("The same sheet in large print, for those who ask."),
        "For building leaders: who was served a ballot, when and how, with a line to sign.": N_(
            "For building leaders: who was served an answer sheet, when and how, with a line to sign."
        ),
        "To the residents' committee and the housing office, to be present at the count.": N_(
            "To the residents' committee and the housing office, to be present when the answers are counted."
        ),
        "A sheet a day for the board: ballots so far, no answers.": N_(
            "A sheet a day for the board: how many have answered, not what."
        ),
        "For the counters: to fill in and sign, or with the figures once it is counted.": N_(
            "For those who count: to fill in and sign, or with the figures once the answers are counted."
        ),
    }
)
"""Sentence of a vote → its twin of a survey."""
