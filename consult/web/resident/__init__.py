"""Pages of households and neighbours."""

from consult.web.resident import ballot, contest, front, letter, opinion, question, receipt, sign_in, who
from consult.web.resident.pages import resident as blueprint

__all__ = ["ballot", "blueprint", "contest", "front", "letter", "opinion", "question", "receipt", "sign_in", "who"]
