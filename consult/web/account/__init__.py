"""Pages for accounts: staff sign-in, one-time links, sign-out."""

from consult.web.account import links, signing_in
from consult.web.account.pages import staff

__all__ = ["links", "signing_in", "staff"]
