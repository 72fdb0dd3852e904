"""Sentences about planning, announcing, opening and closing a consultation."""

from consult.wording.marking import N_

SENTENCES = {
    "title-missing": N_("The consultation has no title yet. Write one sentence that says what is asked."),
    "title-too-long": N_(
        "%(field)s is too long: keep it within %(limit)s characters and put the rest in the text below it."
    ),
    "no-questions": N_("The consultation asks nothing yet. Add at least one question."),
    "question-title-missing": N_("Question %(question)s has no words yet. Write what is asked."),
    "options-missing": N_("Question %(question)s needs at least two options, each with a label."),
    "option-doubled": N_("Question %(question)s has two options called “%(label)s”. Give them different labels."),
    "limit-impossible": N_(
        "Question %(question)s lets people choose %(limit)s options, which does not fit the number of options."
    ),
    "condition-impossible": N_(
        "Question %(question)s is shown after an answer that no earlier question offers. Choose an earlier question and one of its answers."
    ),
    "condition-on-each-plan": N_(
        "Question %(question)s hangs on question %(earlier)s, which asks about each plan in turn, so no single answer can show it. Choose another question."
    ),
    "closes-before-opening": N_(
        "The consultation would close (%(closes_at)s) before it opens (%(opens_at)s). Choose a later end."
    ),
    "opens-before-notice": N_(
        "The consultation would open (%(opens_at)s) before its notice is posted (%(notice_on)s). Choose a later opening or an earlier notice."
    ),
    "time-without-zone": N_("“%(field)s” has no time zone. Write it like 2026-12-16T09:00:00+08:00."),
    "no-channels": N_("Nobody could answer: choose the web, paper, or both."),
    "rule-not-for-kind": N_(
        "The rule “%(rule)s” decides nothing, so it cannot stand for a binding vote. Choose a rule with a threshold, or make it an advisory consultation."
    ),
    "rule-without-approval": N_(
        "The estate's own rule only says how many must take part: anything would pass then, whatever they answer. Add a share that must agree, or that may oppose at most."
    ),
    "scope-empty": N_(
        "Nobody in the roll owns anything in this scope (%(buildings)s). Check the buildings against the roll."
    ),
    "left-out-unknown": N_(
        "These units are to be left out, but the scope on the roll does not have them: %(units)s. Write them as the roll does."
    ),
    "left-out-not-for-rule": N_(
        "Under the rule “%(rule)s” every owner counts, so no unit can be left out. Leave units out only where everyone concerned must agree, or under the estate's own rule."
    ),
    "member-unknown": N_("The roll does not have these homes of members: %(units)s. Write them as the roll does."),
    "members-missing": N_(
        "Under the rule “%(rule)s” the members of the committee are counted, not all owners. List the members' homes, or choose another rule."
    ),
    "members-not-for-rule": N_(
        "Under the rule “%(rule)s” every owner counts, so it cannot be decided among members. Choose a meeting's rule, or ask everybody."
    ),
    "members-beside-scope": N_(
        "Only the members are asked, so there are no buildings to choose and no units to leave out. Empty one of the two."
    ),
    "rule-needs-households": N_(
        "Under the rule “%(rule)s” households or their representatives are counted, not owners. Let every household answer, or list the representatives' homes."
    ),
    "unit-unreadable": N_(
        "“%(line)s” names no unit. Write building/room, or building/entrance/room, like 3/502 or 3/1/502."
    ),
    "closing-needs-another": N_(
        "Two people close a binding vote: one proposes it, another of the committee or a scrutineer confirms. "
        "Answering has ended all the same. (In a command: --by NAME --confirmed-by NAME, both by their sign-in names.)"
    ),
    "closing-own": N_(
        "You proposed to close it, so somebody else confirms: another member of the committee or a scrutineer."
    ),
    "already-closed": N_("Consultation %(code)s is over; it cannot be opened or closed again."),
    "not-announced": N_(
        "Consultation %(code)s is still a draft. Announce it first; that freezes its text and its list of electors."
    ),
    "already-announced": N_(
        "Consultation %(code)s has been announced, so its text stands still. Draft a new one to change it."
    ),
    "draft-changed": N_(
        "%(name)s saved this draft on %(saved_at)s, after you opened it. Read what it says now, then save again."
    ),
    "already-open": N_("Consultation %(code)s is open already."),
    "no-checkpoint-now": N_(
        "Consultation %(code)s is not open: checkpoints are written into a book while people answer."
    ),
    "checkpoint-mistyped": N_(
        "This is no checkpoint. Give the number and the sixteen characters from the board, like 145 5ccd 28cb 4792 962e."
    ),
    "not-open": N_("Consultation %(code)s is not open, so there is nothing to close."),
    "opens-later": N_("It is too early to open: the notice says %(opens_at)s."),
    "closes-later": N_("It is too early to close: ballots may come in until %(closes_at)s."),
    "unknown-consultation": N_(
        "There is no consultation with the code “%(code)s”. Check the six characters on the poster or the letter."
    ),
    "unknown-estate": N_("There is no estate with the code “%(estate)s”. Known: %(known)s."),
    "no-roll": N_("The estate has no roll yet. Import the list of units and owners first."),
    "area-missing": N_(
        "%(units)s electors in this scope have no floor area, and the rule weighs area. Complete the roll and import it again."
    ),
    "file-not-toml": N_("The file cannot be read as a consultation (TOML): %(detail)s."),
    "file-too-large": N_(
        "The file is larger than %(limit)s KB, so it is no consultation written by hand. Choose the right file."
    ),
    "file-unreadable": N_("The file is missing or is not a UTF-8 text. Save it as UTF-8 and try again."),
    "unknown-key": N_("“%(key)s” is not known here (%(where)s). Check the spelling, or take it out."),
    "key-missing": N_("“%(key)s” is missing (%(where)s). Add it."),
    "wrong-value": N_("“%(value)s” does not fit “%(key)s” (possible: %(known)s). Mend it and try again."),
    "plan-faults": N_("The plan cannot be kept as it is."),
    "dry-run-too-late": N_("Consultation %(code)s is over. Look at its result instead of a dry run."),
    "no-earlier-turnout": N_(
        "No earlier consultation of this estate has closed with five electors or more, so there is no turnout to go by."
    ),
    "line-unproved": N_("No. %(seq)s does not stand before the closing line of this book."),
    "book-still-open": N_(
        "The lines of the book are published after %(closes_at)s, so that nobody sees how the vote stands before."
    ),
}
