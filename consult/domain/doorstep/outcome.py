"""What becomes of an entry that arrived: it is always kept; whether it takes effect, a rule or a person says."""

from __future__ import annotations

from enum import StrEnum

from consult.domain.refusal import Refusal, reasons

reasons(
    device_unknown="a phone that is not enrolled here",
    device_missing="a phone to switch off that is not there, or is another estate's",
    device_sends_only="a phone that asks for its round with the secret that only sends",
    device_revoked="a phone that was switched off, or whose leader was",
    device_foreign="a file that no phone of this estate signed",
    unknown_enrolment="an enrolment code that was never made, was used by another phone, or has run out",
    unknown_building="a building that is not there, or not this leader's; both read the same",
    seal_unreadable="an entry sealed to another estate's key, or changed on its way",
    consultation_unknown="an entry for a consultation that this estate does not hold",
    entry_reused="other bytes under the key of an entry that arrived before",
    answered_before="channel, at: answers at the door of a household that had answered",
    paper_collected_already="serial, by, at: a sheet that somebody has collected already",
    sheet_late="closes_at: a sheet collected at the door that arrived after the end, unregistered before",
    visit_late="closes_at: a visit that arrived after the end, and of which nothing was registered before",
    book_behind="a phone remembers a line that this book does not have",
    entry_decided="a doorstep entry about which was decided already",
    entry_unknown="a doorstep entry that is not there, or of another estate",
    entry_never_fits="an entry let in that cannot take effect, whoever lets it in",
    nothing_ticked="a decision about entries of which none was ticked",
    decision_note_missing="a decision about an entry without its reason",
    device_name_missing="a phone enrolled without a name to know it by",
    device_keys_unfit="a phone whose keys are no keys",
    too_many_undecided="most: more entries of one phone than may wait for a person",
    too_many_registered="most: more entries registered by one phone, and not sent, than its round has use for",
    service_fault="a fault of ours while a phone was being answered; it tries again by itself",
    not_a_leader="a round given to somebody who does not walk",
)


class Status(StrEnum):
    """What an entry has come to. Everything but `waiting` is final for the phone that sent it."""

    WAITING = "waiting"
    RECORDED = "recorded"
    CONFLICT = "conflict"
    LATE = "late"
    REFUSED = "refused"
    QUARANTINED = "quarantined"
    SET_ASIDE = "set-aside"


_STATUSES = {
    "already-answered": Status.CONFLICT,
    "paper-collected-already": Status.CONFLICT,
    "paper-entered-already": Status.CONFLICT,
    "closed": Status.LATE,
    "visit-late": Status.LATE,
    "sheet-late": Status.LATE,
    "service-after-end": Status.LATE,
    "already-closed": Status.LATE,
    "device-revoked": Status.QUARANTINED,
    "device-foreign": Status.QUARANTINED,
    "seal-unreadable": Status.QUARANTINED,
    "key-locked": Status.QUARANTINED,
    "consultation-unknown": Status.QUARANTINED,
    "entry-reused": Status.QUARANTINED,
    "bundle-torn": Status.QUARANTINED,
}

TO_DECIDE = frozenset({Status.REFUSED, Status.QUARANTINED})
"""What waits for a person: to let it take effect after all, or to set it aside for good."""

NEVER_FITS = frozenset(
    {
        "serial-elsewhere",
        "unknown-serial",
        "serial-mistyped",
        "serial-missing",
        "seal-unreadable",
        "entry-torn",
        "bundle-torn",
        "other-version",
    }
)
"""Reasons that lie in the entry itself, beside those of its photo (`NO_PHOTO`): letting it in changes nothing."""

NO_PHOTO = "photo-"
"""How the reasons begin for which a photo is not taken."""


def may_take_effect(reason: str | None) -> bool:
    """Whether an entry that waits for this reason could take effect if somebody let it in."""
    return reason is None or not (reason in NEVER_FITS or reason.startswith(NO_PHOTO))


def status_of(refusal: Refusal) -> Status:
    """What a refusal makes of an entry."""
    return _STATUSES.get(refusal.reason, Status.REFUSED)
