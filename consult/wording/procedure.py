"""The rules of procedure in words: what each point is called, and in one sentence what it does."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain.deemed import DeemedMode
from consult.domain.procedure import Procedure
from consult.wording.language import Words
from consult.wording.marking import N_

SWITCHES_SAID: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "parking": (
            N_("Parking spaces count"),
            N_("An owner's parking spaces weigh with their floor area. If not ticked, they do not count at all."),
        ),
        "storage": (
            N_("Storage rooms count"),
            N_("An owner's storage rooms weigh with their floor area. If not ticked, they do not count at all."),
        ),
        "blank_abstains": (
            N_("A question left blank is an abstention"),
            N_(
                "Who answers some questions and leaves one blank takes part in that one without agreeing. If not"
                " ticked, they do not take part in it."
            ),
        ),
        "invalid_takes_part": (
            N_("Invalid ballots take part"),
            N_(
                "Void rows and invalid paper ballots count as taking part, never as agreeing. If not ticked, they count"
                " for nothing."
            ),
        ),
        "late_paper": (
            N_("Paper handed in on time may be entered after the end"),
            N_("It may be typed in until the count. If not ticked, entering stops when voting ends."),
        ),
        "follow": (
            N_("“Follow the majority” is offered as an answer"),
            N_("Such ballots join the larger side, and are shown in a column of their own."),
        ),
        "tenants": (
            N_("Tenants are asked for their opinion"),
            N_("Their answers stand in a table of their own and never touch the owners' figures."),
        ),
        "paper_twice": (
            N_("Paper ballots are entered twice"),
            N_(
                "Two people enter each sheet, neither seeing what the other entered; it counts once both agree. The"
                " sheets are reconciled before the count. If not ticked, one person enters them."
            ),
        ),
        "paper_photo": (
            N_("Every paper ballot is photographed"),
            N_("A sheet is entered only with its photo. If not ticked, a photo may be added."),
        ),
        "replace": (
            N_("An owner may answer anew until the end"),
            N_("On the web, as often as they like; the last answer counts. If not ticked, the first ballot stands."),
        ),
        "assisted": (
            N_("Who helped to answer is recorded"),
            N_("The web asks whether somebody helped, with name and relation. Only the committee sees it."),
        ),
    }
)
"""Key of a switch → what it is called, and what it does."""

DEEMED_NAME = N_("What silence means")

DEEMED_SAID: Mapping[DeemedMode, tuple[str, str]] = MappingProxyType(
    {
        DeemedMode.OFF: (N_("It means nothing"), N_("Only ballots that came back count.")),
        DeemedMode.ABSTAIN: (
            N_("It counts as taking part"),
            N_("Silent electors who were served take part without agreeing."),
        ),
        DeemedMode.MAJORITY: (
            N_("It joins the larger side"),
            N_("Silent electors who were served join agree or oppose, whichever is larger by heads and by area."),
        ),
    }
)
"""What silence after effective service means → its name, and what it does."""


def procedure_rows(words: Words, procedure: Procedure) -> list[tuple[str, str]]:
    """Every point of a procedure and what holds, for a list."""
    yes, no = words.gettext("Yes"), words.gettext("No")
    rows = [
        (words.gettext(name), yes if getattr(procedure, key) else no) for key, (name, _does) in SWITCHES_SAID.items()
    ]
    rows.append((words.gettext(DEEMED_NAME), words.gettext(DEEMED_SAID[procedure.deemed][0])))
    if procedure.deems:
        rows.append((words.gettext("The clause about silence"), words.pick(procedure.clause)))
    rows.append((words.gettext("Electors that one agent may represent"), words.integer(procedure.proxy_cap)))
    rows.append((words.gettext("Days for which the result is posted"), words.integer(procedure.posted_days)))
    return rows
