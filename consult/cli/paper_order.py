"""One order of `consult print`: what is to be printed, in which language, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consult.cli.database import Opened
from consult.cli.paper_files import write_paper
from consult.queries.consultations import ConsultationView
from consult.wording.language import CHINESE, ENGLISH, Words, words_for

_LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What is to be printed, for whom, and where to."""

    here: Opened
    view: ConsultationView
    folder: Path
    building: str
    language: str
    size: str
    reissue: bool
    now: datetime

    @property
    def words(self) -> Words:
        """The paper's language: the one asked for, else the installation's."""
        return words_for(_LANGUAGES.get(self.language, self.here.settings.locale), self.here.settings.zone)

    def keep(self, kind: str, content: bytes, *, is_private: bool = False) -> Path:
        """Write the file, named after what it is."""
        parts = [self.view.code, kind, *([self.building] if self.building else [])]
        return write_paper(self.folder, "-".join(parts) + ".pdf", content, is_private=is_private)
