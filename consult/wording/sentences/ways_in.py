"""Sentences about signing in by a code sent as a message, and by a WeChat account that was remembered."""

from consult.wording.marking import N_

SENTENCES = {
    "message-code-mistyped": N_("The code in the message has six digits. Type these six."),
    "message-code-wrong": N_(
        "This code does not fit, was used already, or has run out. Look at the newest message, or ask for another one. "
        "The QR code on your letter works at once."
    ),
    "too-many-messages": N_(
        "Enough messages were asked for, so the next one waits: please try again in %(minutes)s minutes at the latest. "
        "The QR code on your letter works at once."
    ),
    "messages-paused": N_(
        "Very many messages were asked for in this estate, so they wait for %(minutes)s minutes at the latest. "
        "The QR code on your letter works at once."
    ),
    "way-silent": N_(
        "WeChat gives no answer just now. Nothing is lost: try again in a minute, or use the QR code or the code on your letter."
    ),
    "sign-in-elsewhere": N_(
        "This answer of WeChat does not belong to what was begun in this browser, or took too long. Please begin again."
    ),
    "wechat-unknown": N_(
        "This WeChat account is not remembered for any household here. Sign in with your letter once; then you can let it "
        "be remembered."
    ),
    "letter-first": N_(
        "Only whoever signed in with the household's letter, or with the code on it, may let a WeChat account be remembered. "
        "Please sign in with the letter."
    ),
    "too-many-remembered": N_(
        "Your household already lets %(most)s WeChat accounts be remembered. Forget one of them first."
    ),
}
