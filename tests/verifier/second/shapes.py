"""Which members a line of each type has (the document, 3)."""

from typing import Any

from tests.verifier.second.canonical import is_count, is_hex, is_salted
from tests.verifier.second.faulty import need

# type: the members it has, and those that it may have besides
MEMBERS = {
    "OPEN": (
        "text electorate rule kind basis opens_at closes_at software",
        "procedure scope signing_key serials secrecy",
    ),
    "BALLOT": ("elector channel answers nonce", "proxy registered serial photo paper opening"),
    "PAPER": ("elector channel answers serial photo nonce", ""),
    "READING": ("elector serial photo typist keyed nonce", ""),
    "PAPER_CONFIRM": ("elector paper typist nonce", "agrees keyed"),
    "DUPLICATE": ("elector channel counted nonce", "answers serial photo paper proxy"),
    "SETTLED": ("elector counted duplicate decision nonce", "evidence answers opening"),
    "CONTEST": ("elector ballot nonce", ""),
    "DECIDED": (
        "elector ballot contest decision reason nonce",
        "invalid instead counted duplicate answers opening",
    ),
    "ANNUL": ("elector ballot cause", "resolve nonce"),
    "CORRECT": ("elector ballot answers proposed confirmed reason evidence nonce", ""),
    "INVALID": ("elector serial reason nonce", "paper opening photo"),
    "OPINION": ("answers nonce", ""),
    "RECONCILE": (
        "listed unused issued in_hand returned double blank spoilt unconfirmed late missing difference explanation"
        " signed nonce",
        "collected",
    ),
    "SERVED": ("electors", "nonce"),
    "BATCH": ("fingerprints", "nonce"),
    "CHECKPOINT": ("day lines", "nonce"),
    "LOSS": ("lines head kept reason nonce", ""),
    "CLOSE": ("lines ballots root", "sealed"),
    "PARTICIPATED": ("elector nonce", ""),
    "SECOND": ("elector counted nonce", ""),
    "TALLY": ("result", ""),
    "REPUBLISH": ("result", ""),
    "AUDIT_LIST": ("fingerprint listed share confidence size nonce", ""),
    "AUDIT_SEED": ("list digits typed confirmed nonce", ""),
    "AUDIT_RESULT": ("seed compared agree differ nonce", ""),
}
COUNTS = {
    "elector",
    "counted",
    "duplicate",
    "ballot",
    "contest",
    "paper",
    "agrees",
    "resolve",
    "lines",
    "ballots",
    "kept",
    "list",
    "seed",
    "compared",
    "agree",
    "differ",
    "typist",
}
FINGERPRINTS = ["text", "root", "head", "result", "opening", "fingerprint"]
SALTED = ["keyed", "proposed", "confirmed", "signed"]


def check_shape(kind: str, payload: Any, where: str) -> None:
    """A fault unless the payload has the members of its type, each of its sort."""
    need(isinstance(payload, dict), f"{where} has no payload.")
    needed, perhaps = (set(names.split()) for names in MEMBERS[form_of(kind, payload)])
    strange = set(payload) - needed - perhaps
    need(needed <= set(payload), f"{where} ({kind}) lacks {', '.join(sorted(needed - set(payload)))}.")
    need(not strange, f"{where} ({kind}) has what the document does not know: {', '.join(sorted(strange))}.")
    for name in COUNTS:
        need(name not in payload or is_count(payload[name]), f"{where}: {name} is not a number.")
    serial = payload.get("serial")
    need(serial is None or isinstance(serial, str), f"{where}: serial is no text.")
    for name in FINGERPRINTS:
        need(name not in payload or is_hex(payload[name]), f"{where}: {name} is not a fingerprint.")
    for name in SALTED:
        need(name not in payload or is_salted(payload[name]), f"{where}: {name} is not a salted fingerprint.")


def form_of(kind: str, payload: dict[str, Any]) -> str:
    """PAPER, RESOLVE and DUPLICATE come in two forms."""
    if kind == "PAPER":
        return "READING" if "keyed" in payload else "PAPER"
    if kind == "DUPLICATE" and "channel" not in payload:
        return "SECOND"
    if kind == "RESOLVE":
        return "DECIDED" if "contest" in payload else "SETTLED"
    return kind
