"""Pages of households and neighbours."""

from consult.web.resident import ballot, front, letter, question, receipt, sign_in
from consult.web.resident.pages import resident as blueprint

__all__ = ["ballot", "blueprint", "front", "letter", "question", "receipt", "sign_in"]
