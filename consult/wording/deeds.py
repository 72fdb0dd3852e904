"""Deeds of the staff in words, for the log of who did what."""

from __future__ import annotations

from collections.abc import Mapping

from consult.domain.printing import Batch
from consult.wording.exports import EXPORTS
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.printing import PAPERS, paper_name
from consult.wording.roles import role_name

DEEDS: Mapping[str, str] = {
    "announce_consultation": N_("Announced a consultation"),
    "answer_idea": N_("Answered an idea"),
    "answer_record_request": N_("Answered what a household said about its record"),
    "change_draft": N_("Changed a draft"),
    "change_picture": N_("Put a picture into a draft"),
    "change_roll": N_("Changed the roll by hand"),
    "close_consultation": N_("Closed and counted"),
    "confirm_paper_ballot": N_("Entered a paper ballot as the second person"),
    "correct_list": N_("Took corrections of the roll over into the list of a vote"),
    "decide_contest": N_("Decided a contested ballot"),
    "decide_correction": N_("Decided a correction"),
    "decide_doorstep_entries": N_("Decided entries from the doors"),
    "decide_objection": N_("Decided an objection to the result"),
    "draft_consultation": N_("Drafted a consultation"),
    "draw_audit_sample": N_("Drew the sample of paper ballots"),
    "end_api_token": N_("Ended a program's token"),
    "enter_paper_ballot": N_("Entered a paper ballot"),
    "enter_paper_objection": N_("Entered an objection from paper"),
    "enter_proxy_ballot": N_("Entered a written proxy"),
    "fix_audit_list": N_("Fixed the list for the sample"),
    "import_roll": N_("Imported the roll"),
    "invite_staff": N_("Invited somebody to work here"),
    "judge_idea": N_("Read an idea and decided whether it is shown"),
    "make_api_token": N_("Gave a program access"),
    "make_enrolment": N_("Made a code for a leader's phone"),
    "note_register_totals": N_("Noted the register's totals"),
    "open_consultation": N_("Opened a consultation"),
    "propose_closing": N_("Proposed to close"),
    "propose_correction": N_("Proposed a correction"),
    "publish_audit": N_("Published how the sample compared"),
    "reconcile_sheets": N_("Signed the reconciliation of the sheets"),
    "remove_picture": N_("Took the picture out of a draft"),
    "record_audit_finding": N_("Compared a ballot of the sample"),
    "record_export": N_("Took a file out"),
    "record_print": N_("Printed a paper"),
    "record_service": N_("Recorded deliveries"),
    "record_service_sheet": N_("Typed a delivery sheet in"),
    "retire_leader": N_("Ended a leader's work"),
    "revoke_device": N_("Switched a phone off"),
    "set_aside_paper_ballot": N_("Set a paper ballot aside"),
    "settle_code_report": N_("Settled a report of a code on a wall"),
    "settle_conflict": N_("Settled two ballots of one household"),
    "show_leader_contact": N_("Changed what households see of a leader"),
    "start_printing": N_("Ordered a batch of papers"),
    "switch_off_staff": N_("Switched an account off"),
    "undo_roll_change": N_("Took back a change of the roll"),
    "vouch_for_staff": N_("Vouched for an account"),
    "withdraw_service": N_("Took back a recorded delivery"),
}
"""Every deed that somebody signs for (`consult.models.deed_note`); a test holds the two together."""


def deed_said(words: Words, deed: str, about: str = "") -> str:
    """What was done, and with what, in the reader's language; a deed of another version is called by its key."""
    said = words.gettext(DEEDS[deed]) if deed in DEEDS else deed
    if not about:
        return said
    return f"{said}{'：' if words.is_chinese else ': '}{_about(words, about)}"


def _about(words: Words, about: str) -> str:
    if about in EXPORTS:
        return words.gettext(EXPORTS[about])
    return paper_name(words, about) if about in PAPERS or about in set(Batch) else role_name(words, about)
