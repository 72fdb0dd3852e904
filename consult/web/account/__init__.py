"""Pages for accounts: staff sign-in, one-time links, sign-out."""

from consult.web.account import links, scanned_door, signing_in
from consult.web.account.pages import staff

__all__ = ["links", "scanned_door", "signing_in", "staff"]
