"""The card "Explain it to me" (讲给我听): what a building leader reads out at a door, agreed beforehand.

It holds the questions, the ways to answer and what people ask most; it persuades nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from consult.documents.imprint import Imprint, Text, bare_address
from consult.documents.pdf import lay_out_to_fit, write
from consult.domain.agreed_answer import AgreedAnswer
from consult.domain.consultation import Channel
from consult.domain.electorate import Basis
from consult.domain.question import Question, QuestionType
from consult.wording.answers import choice_label, yuan
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.proxies import proxy_way
from consult.wording.tenants import tenants_may

_FITS = ("roomy", "normal", "tight", "dense")


@dataclass(frozen=True, slots=True)
class ExplainCard:
    """What the card says. `rule_sentences` are in the reader's language already; empty texts leave their answer out."""

    estate: Text
    title: Text
    issuer: Text
    intro: Text
    questions: Sequence[Question]
    who: Text
    closes_at: datetime
    sign_in: str
    channels: Sequence[Channel]
    imprint: Imprint
    rule_sentences: Sequence[str] = ()
    return_place: Text = field(default_factory=dict)
    phone: str = ""
    privacy: Text = field(default_factory=dict)
    deemed: Text = field(default_factory=dict)
    proxies_each: int = 0
    counted_by: Basis = Basis.BY_OWNER
    is_binding: bool = True
    asks_tenants: bool = False
    agreed: Sequence[AgreedAnswer] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the consultation as it is read out: its title, what it is about, and what can be answered."""

    number: int
    title: str
    body: str
    choices: Sequence[str]


def explain_card_pdf(card: ExplainCard, words: Words) -> bytes:
    """Print the card: one page where it can be, in the roomiest type that allows it."""
    words = words_by(words, card.counted_by, is_binding=card.is_binding)
    document, _ = lay_out_to_fit(
        "explain_card.html",
        words,
        None,
        _FITS,
        1,
        card=card,
        asked=[_asked(question, words) for question in card.questions],
        answers=list(_answers(card, words)),
        manners=_manners(card, words),
    )
    return write(document, card.imprint)


@dataclass(frozen=True, slots=True)
class CardSaid:
    """The card in one language, for a screen: what is asked, what people ask with its answers, and how to behave."""

    questions: Sequence[Asked]
    asked: Sequence[tuple[str, Sequence[str]]]
    manners: Sequence[str]


def card_said(card: ExplainCard, words: Words) -> CardSaid:
    """What the card says, where it is not printed but shown."""
    words = words_by(words, card.counted_by, is_binding=card.is_binding)
    asked = [_asked(question, words) for question in card.questions]
    return CardSaid(asked, list(_answers(card, words)), _manners(card, words))


def _asked(question: Question, words: Words) -> Asked:
    return Asked(question.number, words.pick(question.title), words.pick(question.body), _choices(question, words))


def _choices(question: Question, words: Words) -> list[str]:
    notes = {option.key: words.pick(option.note) for option in question.options}
    costs = question.costs
    said = []
    for key in question.choices:
        more = [part for part in (yuan(words, costs[key]) if key in costs else "", notes.get(key, "")) if part]
        label = choice_label(words, question, key)
        said.append(f"{label}{_in_brackets(words, more)}" if more else label)
    if question.type is QuestionType.EACH_PLAN:
        said.append(words.gettext("each plan: agree, oppose or abstain"))
    return said


def _in_brackets(words: Words, parts: Sequence[str]) -> str:
    return f"（{'，'.join(parts)}）" if words.is_chinese else f" ({', '.join(parts)})"


def _answers(card: ExplainCard, words: Words) -> Iterator[tuple[str, Sequence[str]]]:
    """What people ask at the door, with the answer agreed on: first of the matter itself, then of answering."""
    for one in card.agreed:
        yield words.pick(one.question), _lines(words.pick(one.answer))
    yield words.gettext("Who may answer?"), [words.pick(card.who)]
    yield words.gettext("How do I answer?"), list(_ways(card, words))
    yield words.gettext("Until when?"), [words.moment(card.closes_at)]
    yield (
        words.gettext("What if I do not answer?"),
        [words.pick(card.deemed) or words.gettext("Whoever does not answer is not counted as taking part.")],
    )
    if card.rule_sentences:
        yield words.gettext("When does it count?"), card.rule_sentences
    yield words.gettext("Who will know what I answered?"), [words.pick(card.privacy) or _privacy(words)]
    if card.asks_tenants:
        yield words.gettext("I rent. May I say something?"), [tenants_may(words)]
    yield (
        words.gettext("Does answering cost anything?"),
        [words.gettext("No. We never ask for money, a bank card or an ID number.")],
    )


def _lines(answer: str) -> list[str]:
    return [line for line in answer.splitlines() if line.strip()]


def _ways(card: ExplainCard, words: Words) -> Iterator[str]:
    """Each offered way, in the order of a letter."""
    if Channel.WEB in card.channels:
        yield words.gettext(
            "By phone or computer: scan the code on the home’s own letter, or open %(address)s and type the room and"
            " the letter’s code.",
            address=bare_address(card.sign_in),
        )
    if Channel.PAPER in card.channels:
        yield _on_paper(card, words)
    if Channel.DOORSTEP in card.channels:
        yield words.gettext("At the door: tell me, and I take your answer down while you look on.")
    if card.proxies_each:
        yield proxy_way(words, card.proxies_each)


def _on_paper(card: ExplainCard, words: Words) -> str:
    if place := words.pick(card.return_place):
        return words.gettext(
            "On paper: fill in and sign the home’s ballot; put it into the box: %(place)s.", place=place
        )
    return words.gettext("On paper: fill in and sign the home’s ballot; I can take it along.")


def _privacy(words: Words) -> str:
    return words.gettext("Public results carry totals only, no names and no rooms.")


def _manners(card: ExplainCard, words: Words) -> list[str]:
    """What whoever walks keeps to."""
    said = [
        words.gettext("Explain, do not persuade. Nobody has to say at the door how they answer."),
        words.gettext("Never tell how a neighbour answered, or how it stands."),
        words.gettext("Tick and sign nothing for anybody. Who cannot write asks a person of their own choice."),
    ]
    if card.phone:
        said.append(words.gettext("What is not on this card: write it down and ask %(phone)s.", phone=_phone(card)))
    return said


def _phone(card: ExplainCard) -> str:
    return card.phone.replace(" ", "\N{NO-BREAK SPACE}")
