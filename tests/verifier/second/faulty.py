"""How this verifier says no."""


class Faulty(Exception):
    """The package is not what the document says; the message is one sentence."""


def need(holds: object, sentence: str) -> None:
    """Raise `Faulty` with this sentence unless it holds."""
    if not holds:
        raise Faulty(sentence)
