"""Sentences about lists for those who walk the buildings."""

from consult.wording.marking import N_

SENTENCES = {
    "nobody-out": N_("Everybody chosen has answered: there is no door left to walk to."),
    "walk-over": N_("Answering ended on %(closed_at)s: there is no door left to walk to."),
}
