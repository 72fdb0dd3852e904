"""Sentences about what must be right before a consultation is announced, and about templates."""

from consult.wording.marking import N_

SENTENCES = {
    "not-ready": N_("This cannot be announced yet."),
    "unknown-matter": N_("“%(matter)s” is no matter known here. Choose what the vote is about from the list."),
    "notice-too-short": N_(
        "An owners' decision opens at least %(least)s days after its notice is posted; here it would be %(days)s. Move the opening to %(earliest)s or later."
    ),
    "window-unusual": N_(
        "Owners have between %(least)s and %(most)s days to vote; here it would be %(days)s. Move the closing, or write down the clause of your rules of procedure that allows it."
    ),
    "re-election-under-way": N_(
        "The committee is being re-elected. Until that is done there is no vote on %(matter)s. Wait, or end the re-election in the settings of the estate if it is over."
    ),
    "matter-missing": N_(
        "The committee is being re-elected, when votes on managers, fees and works have to wait. Say what this vote is about."
    ),
    "electronic-voting-not-adopted": N_(
        "Answers by phone count in a binding vote only once the owners have adopted electronic voting. Record that resolution, or take “by phone or computer” off the ways to answer."
    ),
    "blanks-left": N_("Some blanks of the template are not filled in yet: %(blanks)s."),
    "site-unchecked": N_("The place “%(site)s” has not been checked completely. Fill in its checklist first."),
    "site-unfit": N_(
        "Nothing of the kind may stand at the place “%(site)s”: its checklist says so. Choose another place, or take it off the ballot."
    ),
    "distance-unreadable": N_("“%(distance)s” is no distance. Write metres like 6 or 6.5."),
    "reviewed-later": N_("%(day)s has not come yet. Write the day on which the place was looked at."),
    "resolution-incomplete": N_("Write down both the number and the day of the resolution."),
    "resolution-later": N_("%(day)s has not come yet. Write the day on which the owners adopted it."),
    "unknown-template": N_("There is no template “%(template)s”. Choose one from the list."),
    "template-newer": N_(
        "This template was written for a newer version of the service (its format is %(format)s, the newest read here is %(known)s). Update the service, or ask for the template in the older format."
    ),
    "template-broken": N_("The template does not hold together: %(detail)s"),
    "blank-not-number": N_("“%(label)s” is a number. Write it like 1200 or 0.85, without words."),
    "file-not-chosen": N_("Choose a file first."),
}
