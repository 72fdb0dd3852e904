"""What is said of secret polls (无记名征询): the promise, where it ends, and why figures are kept back."""

from __future__ import annotations

from consult.domain.question import Text
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from consult.wording.marking import N_

PROMISE = N_(
    "This is a secret poll. That your household has answered is written down; what it chose is kept apart. No"
    " neighbour, leader or committee member can put the two together."
)
LIMIT = N_("It does not hold against somebody who controls the server itself while answering is open.")
NAMED = N_("Named: the committee's record says what each household chose, as a binding vote needs")
SECRET = N_("Secret: nobody who uses this service can see what a household chose")
FORM_NOTE = N_(
    "For surveys on the web only. Only the number of households is counted, and figures of fewer than 20 answers, or of"
    " answers too much alike, are not published. A ballot cannot be changed or taken out later. It cannot be switched"
    " once the survey is announced. It does not hold against somebody who controls the server itself while answering is"
    " open."
)
WITHHELD = N_(
    "Fewer than 20 answers, or too much alike: figures are not published, so that nobody's answer can be guessed."
)


def promise_said(words: Words) -> str:
    """The promise of a secret poll and where it ends, as papers say it."""
    joint = "" if words.is_chinese else " "
    return words.gettext(PROMISE) + joint + words.gettext(LIMIT)


def with_promise(text: Text, *, is_secret: bool) -> Text:
    """A committee's own words with the promise behind them, where the poll is secret; in both languages for papers."""
    if not is_secret:
        return text
    own = {language: f"{said}\n" for language, said in text.items() if said}
    said = {"zh": promise_said(words_for(CHINESE)), "en": promise_said(words_for(ENGLISH))}
    return {language: own.get(language, "") + promise for language, promise in said.items()}


def with_kind(text: Text, *, is_secret: bool) -> Text:
    """Who may answer, with the word for a secret poll behind it; in both languages for papers."""
    kinds = {"zh": words_for(CHINESE).gettext(N_("Secret poll")), "en": words_for(ENGLISH).gettext(N_("Secret poll"))}
    return {language: f"{said} · {kinds[language]}" for language, said in text.items()} if is_secret else text


def withheld_said(words: Words) -> str:
    """Why a question has no figures."""
    return words.gettext(WITHHELD)


def answered_said(words: Words, answered: int, asked: int) -> str:
    """Of those asked, how many households answered a question of a secret poll."""
    return words.gettext("Answered: %(heads)s of %(asked)s.", heads=words.integer(answered), asked=words.integer(asked))
