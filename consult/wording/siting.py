"""The siting checklist in words (《非机动车安全管理条例》第二十九条, DG/TJ08-2451-2024)."""

from __future__ import annotations

from consult.wording.marking import N_

CHECKS_SAID = {
    "hall": N_("It is not in a ground-floor hall, a shared corridor, a stairwell or a passage."),
    "escape": N_("It is not on an escape route, at an exit or on a fire lane, and narrows none of them."),
    "crowded": N_("It is not inside a building where crowds gather."),
    "dwelling": N_("It is not inside a dwelling building, or the place there was built to the standard for it."),
}
"""Check → what has to be so."""
