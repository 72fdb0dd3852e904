"""Patrol (巡查): what a code found on a wall is. Ours, a household's own, or somebody else's put over ours."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from consult.domain.refusal import reasons
from consult.domain.sign_in import Budget

reasons(
    patrol_no_photo="a patrol without any photo",
    too_many_patrols="minutes: more photos of one person, or of an estate, than anybody takes of posters",
    patrol_place_too_long="limit: more characters than a place in the estate needs",
    unknown_report="a report of a code that this estate does not have",
)

LONGEST_CONTENT = 500
"""Characters that are kept and shown of what stands in a code."""

LONGEST_PLACE = 80

LOOKS = Budget("patrol", 30, timedelta(minutes=10), "too-many-patrols")
LOOKS_OF_ESTATE = Budget("patrol-estate", 240, timedelta(hours=1), "too-many-patrols")
"""How many photos one person, and all of an estate together, may have read: each takes seconds of the machine."""

_LETTERS, _STAFF = frozenset({"h"}), frozenset({"staff", "doorstep"})


class Kind(StrEnum):
    """What a code is, as far as its content tells."""

    CONSULTATION = "consultation"
    LETTER = "letter"
    STAFF = "staff"
    BALLOT = "ballot"
    OTHER_PAGE = "other-page"
    LOOKALIKE = "lookalike"
    FOREIGN = "foreign"
    TEXT = "text"


ALARMING = frozenset({Kind.LETTER, Kind.STAFF, Kind.LOOKALIKE, Kind.FOREIGN, Kind.TEXT})
"""What should hang on no wall of the estate, and is kept for the committee."""

SECRET = frozenset({Kind.LETTER, Kind.STAFF})
"""What lets its holder in: never kept, and never shown again."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read: what it is, the host it leads to and its consultation's code, each '' for none."""

    kind: Kind
    content: str
    host: str = ""
    consultation: str = ""

    @property
    def is_alarming(self) -> bool:
        """Whether somebody should take it down."""
        return self.kind in ALARMING

    @property
    def kept(self) -> str:
        """What may be kept of the content."""
        return "" if self.kind in SECRET else self.content[:LONGEST_CONTENT]


def read_code(content: str, public_url: str) -> Code:
    """Say what a code's content is; `public_url` is the only address that is ours."""
    said = "".join(mark for mark in content.strip() if mark.isprintable())
    parts = _split(said)
    if parts is None:
        return Code(Kind.TEXT, said)
    ours, host = urlsplit(public_url), _host(parts)
    if _place(parts) == _place(ours) and parts.path.lower().startswith(ours.path.lower()):
        return _of_ours(said, host, parts.path[len(ours.path) :])
    return Code(Kind.LOOKALIKE if _looks_like(parts, ours) else Kind.FOREIGN, said, host)


def _split(said: str) -> SplitResult | None:
    """The parts of a web address; None for anything else, also what only begins like one."""
    try:
        parts = urlsplit(said)
        return parts if parts.scheme.lower() in ("http", "https") and parts.hostname and _place(parts) else None
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    """The host as computers spell it: foreign letters that look like ours then look like nothing."""
    host = parts.hostname or ""
    with suppress(UnicodeError):
        host = host if host.isascii() else host.encode("idna").decode()
    return f"{host}:{parts.port}" if parts.port else host


def _place(parts: SplitResult) -> tuple[str, str, int]:
    """Scheme, host and port; a name before an @ makes it nobody's, since it is only there to be taken for the host."""
    scheme = parts.scheme.lower()
    port = parts.port or {"http": 80, "https": 443}.get(scheme, 0)
    return scheme, "@" if parts.username is not None else (parts.hostname or "").rstrip("."), port


def _of_ours(said: str, host: str, path: str) -> Code:
    first, _, rest = path.strip("/").partition("/")
    match first.lower():
        case "c" if rest:
            return Code(Kind.CONSULTATION, said, host, rest.partition("/")[0].upper())
        case "p" if rest:
            return Code(Kind.BALLOT, said, host, rest.partition("/")[0].upper())
        case kind if kind in _LETTERS:
            return Code(Kind.LETTER, said, host)
        case kind if kind in _STAFF:
            return Code(Kind.STAFF, said, host)
    return Code(Kind.OTHER_PAGE, said, host)


def _looks_like(parts: SplitResult, ours: SplitResult) -> bool:
    """Whether an address is made to be taken for ours: nearly our host, ours within it, or ours without its lock."""
    mine, theirs = (ours.hostname or "").lower(), (parts.netloc or "").lower()
    host = (parts.hostname or "").rstrip(".")
    return mine in theirs or _plain(host) == _plain(mine) or _edits(host, mine) <= 2


_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "-": "", "_": ""})


def _plain(host: str) -> str:
    """A host with characters that look alike made the same; foreign letters are what they are taken for."""
    with suppress(UnicodeError):
        host = host.encode("ascii").decode("idna")
    return host.lower().translate(_FOREIGN_ALIKE).translate(_ALIKE).replace("rn", "m").replace("vv", "w")


_FOREIGN_ALIKE = str.maketrans("аесорхуіјѕһԁԛԝοαν", "aecopxyijshdqwoav")
"""Cyrillic and Greek letters that look like Latin ones (Unicode TR 39)."""


def _edits(one: str, other: str) -> int:
    """How many characters must be added, dropped or changed to make one of the other; 3 stands for more than two."""
    if abs(len(one) - len(other)) > 2:
        return 3
    row = list(range(len(other) + 1))
    for at, mark in enumerate(one, start=1):
        before, row[0] = row[0], at
        for column, its in enumerate(other, start=1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (mark != its))
    return row[-1]
