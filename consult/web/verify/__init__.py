"""Pages for sceptics: the public book, and the threshold calculator."""

from consult.web.verify import book, calculator
from consult.web.verify.book import verify as blueprint

__all__ = ["blueprint", "book", "calculator"]
