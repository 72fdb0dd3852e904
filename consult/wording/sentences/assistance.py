"""Sentences about who helped to fill a ballot in."""

from consult.wording.marking import N_

SENTENCES = {
    "assistant-without-name": N_("Write the name of whoever helped, or clear both fields."),
    "assistant-too-long": N_("Name and relation take at most %(limit)s characters each."),
}
