"""Sentences about secret polls: what cannot be asked in secret, and what to do instead."""

from consult.wording.marking import N_

SENTENCES = {
    "secrecy-unknown": N_("“%(secrecy)s” says nothing about secrecy. Write “named”, or “secret” for a secret poll."),
    "unnamed-binding": N_(
        "A binding vote cannot be secret here: floor areas weigh, and anyone must be able to count them again by name."
        " Make it a survey, or hold a truly secret election with Belenios (belenios.org)."
    ),
    "unnamed-rule": N_(
        "A secret poll decides nothing, so the rule “%(rule)s” does not fit it: an outcome would give away figures that"
        " are kept back. Choose the rule for surveys."
    ),
    "unnamed-channel": N_(
        "A secret poll is answered on the web only: “%(channel)s” would put the household beside its choice. Whoever"
        " has no phone can answer on the committee's own device with the household's letter."
    ),
    "unnamed-question": N_(
        "Question %(question)s cannot be asked in secret: answers plan by plan, rankings, scores, sums and numbers are"
        " often one of a kind, as good as a signature. Ask people to agree or oppose, to choose, or to write in their"
        " own words."
    ),
    "unnamed-procedure": N_(
        "In a secret poll “%(setting)s” cannot hold, because it would tie a choice to a household or to a sheet."
        " Switch it off for this poll."
    ),
    "unnamed-until-closed": N_(
        "This is a secret poll: nobody sees its figures before it is closed, on %(closes_at)s at the earliest."
    ),
    "unnamed-ballots-missing": N_(
        "In the secret poll %(code)s %(took_part)s households took part, but %(ballots)s ballots are kept. The database"
        " was changed: do not close it, and follow the chapter on a failed check in docs/operate.md."
    ),
    "unnamed-stands": N_(
        "This is a secret poll: nobody can tell which ballot is whose, so none can be taken out, changed or settled."
    ),
}
