"""What the doors ask of a provider, and how one says that it could not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class WaySilent(Exception):
    """A provider did not do what it was asked; `why` is a word of ours for the log, never what it answered."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class CodeMessage:
    """Six digits for a number written as +8613800138000; `id` is the same when the same message is sent again."""

    id: str
    number: str = field(repr=False)
    digits: str = field(repr=False)
    minutes: int


class MessageSender(Protocol):
    """Somebody who sends short messages."""

    @property
    def name(self) -> str:
        """What the log calls this provider."""
        ...

    def send(self, message: CodeMessage, *, now: datetime) -> None:
        """Hand a message over; raises `WaySilent` where it was not taken."""
        ...


class AccountProvider(Protocol):
    """Somebody who knows who is holding this browser (OAuth 2, authorization code)."""

    @property
    def name(self) -> str:
        """What the log calls this provider."""
        ...

    def address(self, *, back: str, state: str) -> str:
        """Where the browser is sent, to come back to `back` with a code and this `state`."""
        ...

    def subject(self, code: str) -> str:
        """What the provider calls the account behind a code, for this service only; raises `WaySilent`."""
        ...
