"""Sentences about the service log: who was served, when and how."""

from consult.wording.marking import N_

SENTENCES = {
    "nobody-chosen": N_("No household is ticked. Tick at least one, then record."),
    "service-method": N_("“%(given)s” is not a way of delivery. Choose one of: %(known)s."),
    "service-time": N_("“%(given)s” is no date and time. Write it like 2026-12-18T19:30."),
    "service-not-yet": N_("%(at)s has not come yet. Write down when the ballot was really delivered."),
    "service-before-announcement": N_(
        "The consultation was announced on %(announced_at)s; nothing can have been delivered before. Check the date."
    ),
    "service-after-end": N_(
        "Answering ended on %(closes_at)s. What is delivered later can no longer be answered, so it is not recorded."
    ),
    "service-note-too-long": N_("Recipient, relation and proof take at most %(limit)s characters each. Shorten them."),
    "service-without-recipient": N_(
        "By the rules of procedure silence counts after delivery. So write down who took the ballot, or what they are to the owner."
    ),
    "service-without-number": N_(
        "By the rules of procedure silence counts after delivery. So write down the number of the registered letter."
    ),
    "service-code": N_("“%(given)s” stands for nothing. Type one of these figures: %(known)s."),
    "service-row-without-code": N_("Type the figure for what came of the visit, or clear the line."),
    "service-row-time": N_("“%(given)s” is no time. Write 19:30, or 12-18 19:30."),
    "service-refused-without-reason": N_("Write down what was said when it was not accepted."),
    "unknown-attempt": N_("This line does not stand in the log of this consultation."),
    "withdrawal-without-reason": N_("Say why the line is taken back."),
    "withdrawn-already": N_("This line was taken back on %(at)s."),
}
