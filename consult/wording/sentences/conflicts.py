"""Sentences about two ballots of one elector, and about who hands in whose choice."""

from consult.wording.marking import N_

SENTENCES = {
    "unknown-decision": N_("“%(given)s” is not a way to settle this. Choose one of: %(known)s."),
    "decision-without-reason": N_("Say on what written statement this is decided, and where it is filed."),
    "settling-own-entry": N_(
        "%(name)s brought in one of the two ballots, so somebody else of the committee settles between them."
    ),
    "settling-without-evidence": N_("Add a photo of the owners’ signed statement: nothing is settled without it."),
    "nothing-in-conflict": N_("There is no second ballot of this household to decide about."),
    "settled-already": N_("This was decided just like this on %(at)s, and nothing has come since."),
    "settled-for-a-fallen-ballot": N_(
        "The household contested this ballot and was right: it was not theirs, and it does not count again."
    ),
    "proxies-not-allowed": N_("Under the rule “%(rule)s” everyone votes in person."),
    "proxies-not-offered": N_("Consultation %(code)s takes no ballots by written proxy, so there is no form for it."),
    "proxy-for-oneself": N_("An elector cannot be their own agent. Name somebody else, or let the elector vote."),
    "proxy-in-circle": N_(
        "%(agent)s has given a proxy to somebody else, or the elector is an agent in turn. An agent must vote in person."
    ),
    "proxy-beyond-cap": N_("%(agent)s already represents %(cap)s electors, which is the most one person may."),
    "proxy-twice": N_("A proxy of this elector has been entered before, with another agent or on another sheet."),
    "proxy-without-choice": N_(
        "The authorisation states no choice for question %(question)s. The agent cannot choose: ask the elector."
    ),
    "proxy-expired": N_("This authorisation was valid until %(until)s."),
    "proxy-signed-later": N_("This authorisation is dated %(signed)s, after it was handed in. Check the day."),
    "proxy-agent-on-roll": N_(
        "An owner here is called %(name)s (%(agent)s). If it is that owner, write the room instead. If it is somebody else, add what tells them apart, for example %(name)s (nephew)."
    ),
    "proxy-without-agent": N_("Say who the agent is: the room of another elector, or a name."),
    "proxy-not-filed": N_("Say where the signed paper is filed, so that it can be found again."),
    "proxy-without-photo": N_("Add a photo of the signed paper: here every sheet is photographed."),
    "proxy-dates-missing": N_("A day is missing or cannot be read. Copy both days from the paper."),
    "door-missing": N_("Type the room or the serial on the ballot."),
    "ambiguous-door": N_("“%(typed)s” could be any of %(known)s. Write the entrance too."),
    "unknown-door": N_(
        "“%(typed)s” leads to no elector. Write building, entrance and room like 12-2-301, or the serial on the ballot."
    ),
}
