"""Pages for accounts: staff sign-in, one-time links, sign-out; second factor, password and open sign-ins."""

from consult.web.account import again, first, links, me, passkeys, second, set_up, signing_in
from consult.web.account.pages import staff

__all__ = ["again", "first", "links", "me", "passkeys", "second", "set_up", "signing_in", "staff"]
