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
    """What is to be printed, for whom, and where to.

    `at` and `place` are those of the count, as typed (the time without a zone); `meeting` is whose minutes are printed;
    `picture` is a file for a poster; `by_building` asks a batch for a file for each building.
    """

    here: Opened
    view: ConsultationView
    folder: Path
    building: str
    language: str | None
    size: str
    reissue: bool
    now: datetime
    rooms: tuple[str, ...] = ()
    meeting: str = "hearing"
    at: datetime | None = None
    place: str = ""
    corrections_until: datetime | None = None
    by_building: bool = False
    picture: Path | None = None

    @property
    def words(self) -> Words:
        """The paper's language: the one asked for, else the installation's."""
        return words_for(_LANGUAGES.get(self.language or "", self.here.settings.locale), self.here.settings.zone)

    @property
    def counted_at(self) -> datetime | None:
        """When it is counted, in the installation's time zone."""
        return None if self.at is None else self.at.replace(tzinfo=self.here.settings.zone)

    @property
    def short_language(self) -> str:
        """The paper's language as the print log keeps it."""
        return self.language or ("zh" if self.words.is_chinese else "en")

    def keep(self, kind: str, content: bytes, *, is_private: bool = False) -> Path:
        """Write the file, named after what it is and its language: no two papers share a name."""
        parts = [self.view.code, kind, self.short_language]
        return write_paper(self.folder, "-".join(parts) + ".pdf", content, is_private=is_private)
