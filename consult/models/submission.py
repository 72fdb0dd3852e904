"""What arrives when somebody casts a ballot, whatever the channel, and the receipt that answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consult.domain.assistance import Assistant
from consult.domain.consultation import Channel
from consult.domain.ledger import canonical, private_fingerprint
from consult.domain.photo import Photo
from consult.domain.question import Answer, Question, QuestionType
from consult.domain.question_json import answers_to_json


@dataclass(frozen=True, slots=True)
class PaperSlip:
    """The sheet behind a paper ballot: its serial, and its photo where there is one.

    `confirms` is the PAPER line of a sheet that two people have read alike, with the hash of the photo kept then.
    """

    serial: str
    photo: Photo | None = None
    confirms: int | None = None
    kept_photo: str | None = None

    @property
    def photo_sha256(self) -> str | None:
        """The photo's hash, as the book's line carries it."""
        return self.photo.sha256 if self.photo else self.kept_photo


@dataclass(frozen=True, slots=True)
class ProxySlip:
    """What the book says of a written proxy: the agent's number if an elector, and the paper's salted fingerprint.

    `photo_sha256` is the hash of the form's photo ('' for none).
    """

    agent: int | None
    document_sha256: str
    photo_sha256: str = ""


@dataclass(frozen=True, slots=True)
class BatchMark:
    """Proof that a ballot was made before the end: its sealed bytes' fingerprint, which line `seq` (BATCH) holds."""

    seq: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What arrives from one elector. `id` is made by the sender, so that a retry is known as one.

    `text` is the version (`text_hash`) of the questions that the sender answered, '' where that is not known.
    """

    id: str
    estate_id: int
    consultation_id: int
    elector_id: int
    answers: Mapping[int, object]
    channel: Channel
    entered_by: str = ""
    paper: PaperSlip | None = None
    proxy: ProxySlip | None = None
    text: str = ""
    replaces: int | None = None
    assistant: Assistant | None = None
    batch: BatchMark | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a ballot stands in the book: slip code, line number and time."""

    code: str
    seq: int
    at: datetime
    channel: Channel


@dataclass(frozen=True, slots=True)
class Marked:
    """A ballot's answers, checked against the questions."""

    questions: Sequence[Question]
    answers: Mapping[int, Answer]

    def public(self, salt: bytes) -> dict[str, Any]:
        """The answers as the book holds them: written ones only by their salted fingerprint."""
        written = {q.number for q in self.questions if q.type is QuestionType.TEXT}
        return answers_to_json(
            {
                number: f"sha256:{private_fingerprint(salt, str(a))}" if number in written else a
                for number, a in self.answers.items()
            }
        )

    def sealed(self, salt: bytes) -> str:
        """A fingerprint that fixes a second ballot's answers without telling them; `opening_of` opens it."""
        return f"sha256:{private_fingerprint(bytes.fromhex(opening_of(salt)), canonical(self.public(salt)))}"


def opening_of(salt: bytes) -> str:
    """What opens a sealed ballot, in hex; it gives no hint of the salt, which keeps written answers private."""
    return private_fingerprint(salt, "opening")
