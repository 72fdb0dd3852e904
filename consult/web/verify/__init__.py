"""Pages for sceptics: the public book, the rule sheet, and the threshold calculator."""

from consult.web.verify import book, calculator, checkpoint, rule_sheet
from consult.web.verify.book import verify as blueprint

__all__ = ["blueprint", "book", "calculator", "checkpoint", "rule_sheet"]
