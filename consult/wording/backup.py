"""What a restore would lose, said to whoever is about to do it."""

from __future__ import annotations

from consult.domain.backup import Loss, LossKind
from consult.wording.language import Words


def loss_sentence(words: Words, loss: Loss) -> str:
    """One consultation that would go backwards, with the numbers that would be missing."""
    if not loss.lines:
        return words.gettext(
            "%(code)s: the backup does not know this consultation (no line in its book yet)", code=loss.code
        )
    named = {"code": loss.code, "numbers": _numbers(words, loss)}
    match loss.kind:
        case LossKind.WHOLE:
            return words.gettext("%(code)s: the backup does not know this consultation; missing: %(numbers)s", **named)
        case LossKind.OTHER:
            return words.gettext("%(code)s: the backup has other lines in the book; missing: %(numbers)s", **named)
    return words.gettext("%(code)s: the backup ends earlier; missing: %(numbers)s", **named)


def _numbers(words: Words, loss: Loss) -> str:
    first, last = words.integer(loss.first), words.integer(loss.last)
    if loss.lines == 1:
        return words.gettext("line %(first)s", first=first)
    return words.gettext("lines %(first)s to %(last)s (%(n)s)", first=first, last=last, n=words.integer(loss.lines))
