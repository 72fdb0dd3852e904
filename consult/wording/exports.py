"""What can be taken out as a file, in words."""

from __future__ import annotations

from collections.abc import Mapping

from consult.wording.marking import N_

EXPORTS: Mapping[str, str] = {
    "export-roll": N_("List of electors with rooms, owners and areas"),
    "export-turnout": N_("Turnout by building"),
    "export-results": N_("Result, question by question"),
    "export-delivery": N_("Log of deliveries"),
    "export-ideas": N_("Ideas and comments"),
    "export-objections": N_("Objections and corrections"),
    "export-log": N_("Who did what"),
    "archive": N_("Everything for the archive (ZIP)"),
}
"""Kind → its name."""
