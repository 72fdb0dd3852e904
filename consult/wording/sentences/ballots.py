"""Sentences about answering: codes, answers, receipts, paper ballots."""

from consult.wording.marking import N_

SENTENCES = {
    "closed": N_("Answering ended on %(closed_at)s. This ballot was not counted."),
    "not-yet-open": N_("Answering begins on %(opens_at)s. Nothing was sent; please come back then."),
    "channel-not-offered": N_(
        "This consultation does not take ballots this way (%(channel)s). See the notice for the ways to answer."
    ),
    "unknown-elector": N_(
        "This household does not take part in this consultation. Ask the committee if that surprises you."
    ),
    "already-answered": N_(
        "Your household's ballot is already recorded: no. %(seq)s, on %(at)s, slip code %(receipt)s. The second one was not counted."
    ),
    "other-version": N_(
        "The questions were changed after this ballot was opened. Look at your answers again, then send them once more."
    ),
    "submission-reused": N_(
        "This page was sent before from another household. Open the ballot again and send it once more."
    ),
    "tenants-not-asked": N_("Tenants’ opinions are not collected in consultation %(code)s."),
    "opinion-given": N_(
        "An opinion is already recorded for this home: no. %(seq)s, on %(at)s, slip code %(code)s. Each home gives one."
    ),
    "opinion-reused": N_("This page was sent before from another home. Open the form again and send it once more."),
    "unknown-home": N_("Choose the home you live in from the list; this letter covers no other."),
    "unknown-serial": N_(
        "No ballot with the serial %(serial)s was issued for this consultation. Check the number on the sheet."
    ),
    "serial-missing": N_("Type the serial printed on the ballot."),
    "serial-mistyped": N_(
        "“%(serial)s” is not a ballot serial: a digit is wrong or missing. Check it against the sheet."
    ),
    "paper-entered-already": N_("The paper ballot %(serial)s has been entered before."),
    "keyed-by-yourself": N_(
        "You have entered sheet %(serial)s already. Somebody else must enter it once more, without seeing your entry."
    ),
    "paper-keyed-twice": N_(
        "In this consultation a paper ballot counts only once two people have entered it. Use the page “Enter a paper ballot”."
    ),
    "photo-of-another-sheet": N_(
        "This very photo was kept for sheet %(other)s before. Take a photo of sheet %(serial)s itself, and look whether the other is right."
    ),
    "paper-without-photo": N_(
        "Sheet %(serial)s has no photo yet. By the rules of procedure every paper ballot is photographed: add its photo."
    ),
    "paper-not-waiting": N_(
        "Nobody has entered sheet %(serial)s yet, so there is nothing to confirm. Enter it on the page “Enter a paper ballot”."
    ),
    "invalid-reason": N_("“%(given)s” is not a reason for setting a ballot aside. Choose one of: %(known)s."),
    "unknown-answer": N_(
        "Question %(question)s does not offer the answer “%(answer)s”. Choose one of those on the ballot."
    ),
    "too-many-choices": N_("Question %(question)s takes at most %(limit)s choices. Take some away."),
    "mixed-choices": N_(
        "Question %(question)s: “none of these” and “abstain” cannot stand beside an option. Keep one or the other."
    ),
    "text-too-long": N_("Question %(question)s takes at most %(limit)s characters. Shorten it a little."),
    "unknown-question": N_(
        "The ballot has an answer to question %(question)s, which is not asked. Open the ballot again."
    ),
    "nothing-answered": N_("Nothing is marked yet. Answer at least one question before sending."),
    "books-went-back": N_(
        "Recording is paused: the books here (%(codes)s) reach less far than they did. Nothing was sent or changed, and what you hold a receipt for is not forgotten. The committee is looking into it; please come back later."
    ),
    "receipt-wrong": N_(
        "Receipt %(code)s does not hold. Keep it, and take it to the committee: that must be looked into."
    ),
    "key-unreadable": N_("Give the public key as 64 characters from 0 to 9 and a to f, as the book's page shows it."),
    "promise-mistyped": N_(
        "This long receipt code is not whole. Scan the QR code of the receipt again, or look up its slip code."
    ),
    "receipt-mistyped": N_(
        "“%(code)s” is not a slip code: a character is wrong or missing. It looks like 4K7P-9QXM-2TZ."
    ),
    "code-mistyped": N_("A household code has ten letters and digits. Check it against the letter."),
}
