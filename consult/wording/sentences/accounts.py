"""Sentences about signing in: households by letter or code, staff by password or one-time link."""

from consult.wording.marking import N_

SENTENCES = {
    "sign-in-failed": N_(
        "This room and code do not belong together. Check the room, then the ten characters on your newest letter."
    ),
    "unknown-letter": N_(
        "This letter is no longer valid: a newer one has replaced it. Use the newest letter, or ask your building leader for one."
    ),
    "too-many-tries": N_(
        "Too many tries did not fit, so sign-in waits for %(minutes)s minutes. The QR code on your letter works at once."
    ),
    "typed-codes-paused": N_(
        "Typed codes wait for %(minutes)s minutes in this estate, because too many did not fit. The QR code on your letter works at once."
    ),
    "wrong-login": N_("This sign-in name and password do not belong together. Check both and try again."),
    "too-many-sign-ins": N_("Too many tries did not fit. Please wait %(minutes)s minutes and try again."),
    "unknown-staff-link": N_("This link has been used already or has run out. Ask whoever sent it for a new one."),
    "password-too-short": N_(
        "The password is too short: use at least %(least)s characters. A short sentence is easy to remember."
    ),
    "password-too-long": N_("The password is too long: use at most %(most)s characters."),
    "password-is-login": N_("The password must not contain the sign-in name. Choose something else."),
    "password-is-common": N_("Many people use this password, so it is quickly guessed. Choose something of your own."),
    "name-missing": N_("Write your name, as colleagues know you."),
    "login-unfit": N_("A sign-in name has 3 to 40 letters, digits, dots, hyphens or underscores, without spaces."),
    "name-taken": N_(
        "An account here already carries the name “%(name)s”, perhaps one that was switched off. Add something that "
        "tells the two apart, like a building: people are known by this name wherever two of them are needed."
    ),
    "login-taken": N_("The sign-in name “%(login)s” is taken. Choose another one."),
    "role-unknown": N_("“%(role)s” is not a role. Choose one of: %(known)s."),
    "staff-unknown": N_("Nobody in this estate signs in as “%(login)s”."),
    "wrong-second-factor": N_(
        "This code does not fit. Type the six digits that the app shows now; each counts once, so wait for the next if "
        "you have just used them. A recovery code fits once as well."
    ),
    "wrong-passkey": N_("The passkey’s answer does not fit. Try once more, or use the app."),
    "wrong-proof": N_("That is neither your password nor the code that the app shows now. Try once more."),
    "second-sign-in-gone": N_("Signing in took too long. Begin again with your sign-in name and password."),
    "app-set-up-gone": N_("Setting up the app took too long. Begin again: there is a fresh code to scan."),
    "last-second-factor": N_(
        "This is your only second lock, and your account needs one. Set up the new one first, then remove this."
    ),
    "passkey-name-missing": N_("Give the passkey a name by which you tell it from others, for example: my phone."),
    "passkey-known": N_("This passkey is set up already."),
    "passkey-unknown": N_("This passkey is not set up here any more."),
    "one-person": N_(
        "%(first)s and %(second)s count as one person here: both rest on the word of %(origin)s alone. Let somebody whom "
        "%(origin)s did not invite vouch for one of them under “Who works here”, or let the server’s keeper run: consult "
        "staff vouch."
    ),
    "vouching-alone": N_(
        "You count as the same person as %(name)s: both rest on the word of %(origin)s alone. Somebody else has to vouch, "
        "or the server’s keeper with: consult staff vouch."
    ),
    "account-unknown": N_("This account is not here any more, or is switched off already."),
    "own-account": N_("You are signed in with this account. Let somebody else of the committee switch it off."),
    "last-committee-account": N_(
        "This is the committee’s only account: without it nobody could run a vote. Invite another member first."
    ),
}
