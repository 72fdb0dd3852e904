"""A receipt's signed promise in words: whether the signature is right, and whether the book keeps it."""

from __future__ import annotations

from consult.domain.promise import Promise
from consult.wording.language import Words
from consult.wording.marking import N_

_SIGNATURES = {
    True: N_("The signature is right: the key of the estate made it."),
    False: N_("The signature is wrong: no key of this estate made it, or what the receipt says was changed."),
}
_PLACES = {
    True: N_("The book of consultation %(code)s holds the line: no. %(seq)s."),
    False: N_("The book of consultation %(code)s does not hold the line: no. %(seq)s as the receipt promises it."),
}


def promise_lines(words: Words, promise: Promise, *, is_signed: bool, is_kept: bool | None) -> list[str]:
    """What a check found, a sentence a line; `is_kept` is None where no book was at hand."""
    about = {"code": promise.consultation, "seq": words.integer(promise.seq)}
    said = words.gettext(
        "Slip code %(slip)s, no. %(seq)s of consultation %(code)s, recorded on %(moment)s.",
        slip=promise.slip,
        moment=words.moment(promise.at),
        **about,
    )
    lines = [said, words.gettext(_SIGNATURES[is_signed])]
    return lines if is_kept is None else [*lines, words.gettext(_PLACES[is_kept], **about)]
