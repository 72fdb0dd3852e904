"""The daily digest (每日简报) for the board: ballots so far by channel, and where the book stands; no answers.

Whoever photographs it today can hold it against the book tomorrow: nothing before this number can have changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from consult.documents.imprint import Imprint, Text, grouped
from consult.documents.pdf import code_picture, lay_out, write
from consult.documents.turnout_sheet import needed, whole_rows
from consult.domain.checkpoint import SHORT, mark_text
from consult.domain.consent import Finding, Weight
from consult.domain.consultation import Channel
from consult.domain.electorate import Basis
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.rules import finding_words
from consult.wording.states import CHANNELS


@dataclass(frozen=True, slots=True)
class DigestSheet:
    """One day's figures. In a secret poll `returned` is in whole tens and `channels` is None.

    `fingerprint` is the book's head in hexadecimal, at its last number `seq`; `address` the book's page. `posted` are
    the checkpoints written into the book before, newest first: number, day and head. No number is printed where the
    turnout is rounded: there are as many lines as ballots, and a few more.
    """

    estate: Text
    title: Text
    issuer: Text
    opens_at: datetime
    closes_at: datetime
    stage: str
    electorate: Weight
    returned: Weight
    channels: Mapping[Channel, int] | None
    seq: int
    fingerprint: str
    address: str
    imprint: Imprint
    participation: Sequence[Finding] = ()
    is_rounded: bool = False
    counted_by: Basis = Basis.BY_OWNER
    is_binding: bool = True
    posted: Sequence[tuple[int, date, str]] = ()
    word: Text = field(default_factory=dict)
    """The word of the day, by language; nothing is said of it where there is none."""

    @property
    def mark_address(self) -> str:
        """The address that holds number and fingerprint, and says whether the book still leads through them."""
        told = None if self.is_rounded else self.seq
        return f"{self.address}/{mark_text(told, self.fingerprint)}" if self.seq else self.address


BEFORE, RUNNING, OVER = "before", "running", "over"
"""The stages of a consultation that a digest tells apart."""


def daily_digest_pdf(sheet: DigestSheet, words: Words) -> bytes:
    """Print the digest of a day."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    document = lay_out(
        "daily_digest.html",
        words,
        {"qr": code_picture(sheet.mark_address)},
        sheet=sheet,
        day=words.date(sheet.imprint.made_at.astimezone(words.zone)),
        lead=_lead(sheet, words),
        headline=_headline(sheet, words),
        channels=_channels(sheet, words),
        whole=list(whole_rows(words, sheet.electorate, sheet.returned, is_rounded=sheet.is_rounded)),
        needed=[(needed(words, finding), finding_words(words, finding)) for finding in sheet.participation],
        groups=grouped(sheet.fingerprint).split(),
        posted=[(_posted_on(sheet, words, seq, on), grouped(head[:SHORT])) for seq, on, head in sheet.posted],
    )
    return write(document, sheet.imprint)


def _posted_on(sheet: DigestSheet, words: Words, seq: int, on: date) -> str:
    day = words.date(on)
    return day if sheet.is_rounded else words.gettext("%(day)s no. %(seq)s", day=day, seq=seq)


def _headline(sheet: DigestSheet, words: Words) -> str:
    """How many ballots there are; in whole tens where more would tell too much."""
    n = words.integer(sheet.returned.heads)
    return words.gettext("%(n)s or more", n=n) if sheet.is_rounded else n


def _lead(sheet: DigestSheet, words: Words) -> str:
    as_of = words.gettext("As of %(time)s.", time=words.moment(sheet.imprint.made_at))
    return ("" if words.is_chinese else " ").join((as_of, _until(sheet, words)))


def _until(sheet: DigestSheet, words: Words) -> str:
    if sheet.stage == BEFORE:
        return words.gettext("Answering begins on %(time)s.", time=words.moment(sheet.opens_at))
    if sheet.stage == OVER:
        return words.gettext("Answering ended on %(time)s.", time=words.moment(sheet.closes_at))
    return words.gettext("You can answer until %(time)s.", time=words.moment(sheet.closes_at))


def _channels(sheet: DigestSheet, words: Words) -> list[tuple[str, str]]:
    """Each offered way with its ballots."""
    return [(words.gettext(CHANNELS[channel]), words.integer(n)) for channel, n in (sheet.channels or {}).items()]
