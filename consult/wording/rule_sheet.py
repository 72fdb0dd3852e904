"""The rule sheet (计票规则): how a vote is counted, in words and in figures for this electorate, before voting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consult.domain.consent import Measure, Of, Requirement, Rule, Subject, Weight
from consult.domain.electorate import Basis, CountingSettings
from consult.domain.objection import USUAL_DAYS
from consult.domain.procedure import Procedure
from consult.domain.question import Question
from consult.domain.rules import CUSTOM
from consult.wording.counting import how_counted
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.rules import amount, needed_later, rule_name

USUALLY = Procedure()

Row = tuple[str, str, str]
"""One requirement: what must happen, the share of what, and that in figures."""


def requirement_rows(words: Words, rule: Rule, electorate: Weight, basis: Basis) -> tuple[Row, ...]:
    """Every requirement of a rule as a row, participation first; none where the figures are the result."""
    return tuple(
        (
            words.gettext(_stage(rule, requirement)),
            needed_later(words, requirement),
            _figures(words, rule, requirement, electorate, basis),
        )
        for requirement in rule.requirements
    )


def _stage(rule: Rule, requirement: Requirement) -> str:
    if requirement in rule.participation:
        return N_("Must take part")
    return N_("May oppose") if requirement.subject is Subject.OPPOSE else N_("Must agree")


def _figures(words: Words, rule: Rule, requirement: Requirement, electorate: Weight, basis: Basis) -> str:
    """The number on the edge: of a known whole as it is, else from the smallest valid turnout to everyone."""
    whole = electorate.on(requirement.measure)
    most = _edge(words, requirement, whole)
    if requirement.of is Of.ELECTORATE:
        frame = _OF_ALL[requirement.measure, basis]
        said = words.gettext(frame, needed=_bare(words, requirement, whole), whole=_plain(words, requirement, whole))
        return words.gettext("at most %(figure)s", figure=said) if requirement.is_ceiling else said
    if requirement.of is Of.EXPRESSED:
        return words.gettext("%(most)s if everyone agrees or opposes; of fewer, the same share", most=most)
    quorum = _quorum(rule, requirement.measure, whole)
    if quorum is None:
        return words.gettext("%(most)s if everyone takes part; of fewer, the same share", most=most)
    return words.gettext(
        "%(least)s if %(quorum)s take part; %(most)s if everyone does",
        least=_edge(words, requirement, quorum),
        quorum=amount(words, requirement.measure, quorum),
        most=most,
    )


_OF_ALL = {
    (Measure.HEADS, Basis.BY_OWNER): N_("%(needed)s of %(whole)s electors"),
    (Measure.HEADS, Basis.BY_HOUSEHOLD): N_("%(needed)s of %(whole)s households"),
    (Measure.AREA, Basis.BY_OWNER): N_("%(needed)s of %(whole)s m²"),
    (Measure.AREA, Basis.BY_HOUSEHOLD): N_("%(needed)s of %(whole)s m²"),
}


def _quorum(rule: Rule, measure: Measure, whole: int) -> int | None:
    """The smallest turnout that counts on a measure; None where the rule asks for none."""
    return max((r.needed(whole) for r in rule.participation if r.measure is measure), default=None)


def _edge(words: Words, requirement: Requirement, whole: int) -> str:
    edge = amount(words, requirement.measure, _number(requirement, whole))
    return words.gettext("at most %(figure)s", figure=edge) if requirement.is_ceiling else edge


def _number(requirement: Requirement, whole: int) -> int:
    edge = requirement.needed(whole)
    return edge if requirement.is_ceiling else max(1, edge)


def _bare(words: Words, requirement: Requirement, whole: int) -> str:
    return _plain(words, requirement, _number(requirement, whole))


def _plain(words: Words, requirement: Requirement, value: int) -> str:
    return words.square_metres(value) if requirement.measure is Measure.AREA else words.integer(value)


def figure_rules(words: Words, rule: Rule) -> Iterator[str]:
    """How figures are held against the rule: the edges, exactness, and what the shares are shares of."""
    if not rule.decides:
        yield words.gettext("This is an opinion survey: no threshold is set, and the figures are the result.")
        return
    if rule.key == CUSTOM:
        yield words.gettext("%(rule)s.", rule=rule_name(words, rule))
    if len(rule.requirements) > 1:
        yield words.gettext("Every line of the table must be met.")
    if not rule.approval:
        yield words.gettext("Nobody has to agree: once enough take part, the figures are the result.")
    yield words.gettext("“At least” includes the number itself, “more than” does not.")
    yield words.gettext(
        "Figures are compared exactly and never rounded; only the percentages that are printed beside them are, to "
        "two decimals."
    )
    if any(requirement.of is Of.PARTICIPATING for requirement in rule.approval):
        yield words.gettext("Who has taken part is counted for each question by itself.")
    yield words.gettext("“All” are those on the roll when this was announced; it stays the same while people answer.")


def who_counts(words: Words, rule: Rule, basis: Basis, settings: CountingSettings) -> Iterator[str]:
    """Who is one head, and whose area is what."""
    if basis is Basis.BY_HOUSEHOLD:
        yield words.gettext("Every home has one ballot, whoever owns it.")
    else:
        yield words.gettext("One owner is one head, however many homes; co-owners together are one head.")
        yield words.gettext("The developer’s unsold homes together are one head.")
    if rule.weighs_area:
        yield words.gettext(
            "Floor areas are those of the property register; where it has none, of the survey; else of the sale "
            "contract. An owner’s areas are added up."
        )
    if basis is Basis.BY_OWNER:
        yield words.gettext(_BESIDE_HOMES[settings.counts_parking, settings.counts_storage])


_BESIDE_HOMES = {
    (False, False): N_("Parking spaces and storage rooms do not count."),
    (True, False): N_("Parking spaces count, storage rooms do not."),
    (False, True): N_("Storage rooms count, parking spaces do not."),
    (True, True): N_("Parking spaces and storage rooms count."),
}
"""(parking, storage) → what the estate's rules of procedure say about them."""


def ballot_rules(
    words: Words,
    procedure: Procedure = USUALLY,
    *,
    is_binding: bool,
    basis: Basis = Basis.BY_OWNER,
    deemed: str = "",
    takes_proxies: bool = False,
    is_secret: bool = False,
) -> Iterator[str]:
    """What becomes of blank, void, second, late and silent ballots, of proxies and followers, as the procedure says.

    `deemed` is the sentence on silence, if it means anything; `takes_proxies` whether proxies may hand in ballots.
    """
    if is_secret:
        yield from _secret_rules(words, procedure, basis)
        return
    if is_binding:
        yield words.gettext("Abstaining is taking part without agreeing.")
    yield from map(words.gettext, [_FOLLOWING] if procedure.follow else [])
    yield words.gettext(_BLANK[procedure.blank_abstains])
    yield words.gettext(_VOID[procedure.invalid_takes_part])
    yield words.gettext(_ONCE[basis, procedure.late_paper])
    yield from map(words.gettext, [_ANEW] if procedure.replace else [])
    if basis is Basis.BY_OWNER:
        yield words.gettext(
            "Co-owners who answered differently may settle in writing, before the count, which of their ballots counts."
        )
    if takes_proxies:
        yield from _proxy_rules(words, procedure)
    if procedure.tenants:
        yield words.gettext(
            "Tenants are asked for their opinion too; it stands in a table of its own and never touches these figures."
        )
    yield from _posting_rules(words, procedure)
    if deemed:
        yield deemed
    elif is_binding:
        yield words.gettext("Whoever does not answer is not counted as taking part.")


def _secret_rules(words: Words, procedure: Procedure, basis: Basis) -> Iterator[str]:
    """What holds in a secret poll, where nobody can tell whose ballot is whose."""
    yield words.gettext(_BLANK[procedure.blank_abstains])
    yield words.gettext(_ONCE[basis, False])
    yield words.gettext("Only heads are counted, never floor areas. A ballot once sent cannot be changed or taken out.")
    yield words.gettext(
        "Figures of fewer than 20 answers, or of answers too much alike, are not published, so that nobody's answer can"
        " be guessed. Until the end only whole tens of those who answered are told."
    )


def _posting_rules(words: Words, procedure: Procedure) -> Iterator[str]:
    """How long a result may be objected to, where it is longer than usual."""
    if procedure.posted_days != USUAL_DAYS:
        yield words.ngettext(
            "The result is posted for %(n)s day; until then a household may object to a ballot recorded for it.",
            "The result is posted for %(n)s days; until then a household may object to a ballot recorded for it.",
            procedure.posted_days,
        )


def _proxy_rules(words: Words, procedure: Procedure) -> Iterator[str]:
    """What a proxy is, and what holds when the owner votes as well."""
    yield words.ngettext(
        "A proxy is written and says the answer to each question; one agent acts for %(n)s owner at most.",
        "A proxy is written and says the answer to each question; one agent acts for at most %(n)s owners.",
        procedure.proxy_cap,
    )
    yield words.gettext(
        "If an owner votes and a proxy of theirs comes in too, whichever was recorded first counts, unless the"
        " owner settles it otherwise in writing before the count."
    )


_ANEW = N_(
    "Until the end an owner may answer anew on the web: the new answer takes the place of the recorded ballot, however"
    " that one came in. Both stay in the book."
)
_FOLLOWING = N_(
    "Who marks “follow the majority” takes part and joins the larger side, of agree and oppose the one with more heads"
    " and more floor area; these ballots are shown apart, and where there is no such side they join none."
)
_BLANK = {
    False: N_("A question left blank is not answered: it does not count as taking part in that question."),
    True: N_("A question left blank beside answered ones counts as an abstention on it."),
}
_VOID = {
    False: N_("A row of a paper ballot with two marks or a changed mark is void; the other rows count."),
    True: N_(
        "A row of a paper ballot with two marks or a changed mark is void: it takes part without agreeing, and so does"
        " a whole paper ballot that is unsigned, unreadable or blank; the other rows count as they are marked."
    ),
}
_ONCE = {
    (Basis.BY_OWNER, False): N_(
        "Each owner is counted once: the first ballot received counts. Late ballots do not count."
    ),
    (Basis.BY_HOUSEHOLD, False): N_(
        "Each household is counted once: the first ballot received counts. Late ballots do not count."
    ),
    (Basis.BY_OWNER, True): N_(
        "Each owner is counted once: the first ballot received counts. Late ballots do not count; paper handed in"
        " before the end counts, even if it is entered after it."
    ),
    (Basis.BY_HOUSEHOLD, True): N_(
        "Each household is counted once: the first ballot received counts. Late ballots do not count; paper handed in "
        "before the end counts, even if it is entered after it."
    ),
}
"""(basis, whether paper may be entered after the end) → how often somebody counts, and until when."""


def question_rules(
    words: Words, questions: Sequence[Question], *, is_judged: bool = True, is_secret: bool = False
) -> Iterator[tuple[str, str]]:
    """Each question's title, and how it is counted; `is_judged` says whether the rule has thresholds."""
    for question in questions:
        said = [how_counted(words, question, is_judged=is_judged, is_secret=is_secret)]
        if question.show_if is not None:
            said.append(
                words.gettext(
                    "It is asked only after a certain answer to an earlier question; for everyone else it is neither "
                    "blank nor counted."
                )
            )
        yield words.pick(question.title), ("" if words.is_chinese else " ").join(said)
