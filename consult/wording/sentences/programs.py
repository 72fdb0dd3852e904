"""Sentences about programs that ask in somebody's name: their tokens, and what they send."""

from consult.wording.marking import N_

SENTENCES = {
    "program-nothing-here": N_("There is nothing at this address. What there is stands in /api/v1/openapi.json."),
    "program-method": N_("This address is not asked in this way. How it is asked stands in /api/v1/openapi.json."),
    "program-too-large": N_("This is more than is taken at once."),
    "program-media-type": N_("Send this as described in /api/v1/openapi.json; the Content-Type must say what it is."),
    "program-unreadable": N_("This cannot be read. JSON must be whole and in UTF-8, each key once."),
    "program-number": N_("No number here is larger than 9007199254740991."),
    "program-unfit": N_("What was sent is not as described in /api/v1/openapi.json. Each place is named."),
    "program-fault": N_("Something is wrong on our side. Look whether the deed was done before you send it again."),
    "receipt-unknown": N_("This receipt stands in no book of this estate."),
    "result-not-counted": N_("There is no result before the count."),
    "token-missing": N_("Send a token: Authorization: Bearer …. The committee makes one in the console."),
    "token-unknown": N_("This token does not work: it has run out, was ended, or was never made. Ask for a new one."),
    "token-scope": N_("This token was not made for this. It needs the permission %(scope)s."),
    "token-without-name": N_("Write what the program is called."),
    "token-without-scope": N_("Choose at least one thing that the program may do."),
    "token-scope-unknown": N_("“%(given)s” is nothing that a program can be allowed. Choose among: %(known)s."),
    "token-days": N_("Choose how long the token works: %(known)s days."),
    "token-name-taken": N_("A token named “%(name)s” works already. End it first, or choose another name."),
    "token-ended": N_("This token is not here any more, or was ended already."),
    "token-no-second-person": N_(
        "Somebody has proposed to close %(code)s. The second of two people signs in and confirms; a program cannot."
    ),
    "too-many-tokens": N_("%(most)s tokens work already. End those that nobody uses any more."),
    "too-many-calls": N_("Too many requests. Please wait %(seconds)s seconds."),
    "submission-id-missing": N_(
        "Send a new Idempotency-Key with each deed: 8 to 64 letters, digits, hyphens or underscores. "
        "Whoever tries again after a lost answer sends the same one."
    ),
    "submission-differs": N_("This Idempotency-Key came before with something else. Take a new one for each deed."),
    "submission-at-work": N_(
        "This deed came before, and nobody knows yet what became of it. Look before you send it with a new key."
    ),
}
