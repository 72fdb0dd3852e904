"""What `consult estate create` and `consult estate set` both ask: whom residents reach, and the rules of procedure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consult.cli.procedure_options import procedure_options
from consult.cli.spoken import option
from consult.domain.question import Text
from consult.wording.marking import N_

_REACH = {
    "return_place": N_("Where paper ballots are returned; printed on ballots, letters and notices."),
    "posting_place": N_("Where results are posted; printed on the notice of the result."),
    "objection": N_("Where objections to a result go; printed on its notice."),
    "witness": N_("Who witnesses the count; printed beside the signatures of a result."),
    "residents_committee": N_("The residents' committee by its own name; printed on invitations to the count."),
    "housing_office": N_("The housing office by its own name; printed on invitations to the count."),
    "privacy": N_("How personal details are handled; printed on letters."),
}
_ALONE = N_(
    "Whether one person may close a binding vote, where a committee has but one account; it stands on the record."
)
_IN_ENGLISH = N_("The same in English.")


def estate_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, in the order in which help lists them."""
    options = [option("--phone", help=N_("Whom residents may call; printed on posters and letters."))]
    for key, said in _REACH.items():
        options += [option(_flag(key), help=said), option(f"{_flag(key)}-en", help=_IN_ENGLISH)]
    options.append(option("--closes-alone/--no-closes-alone", default=None, help=_ALONE))
    for add in reversed([*options, procedure_options]):
        command = add(command)
    return command


def reach(given: Mapping[str, Any]) -> dict[str, Text]:
    """The texts that were given, by key and language."""
    texts = {key: text_given(given[key], given[f"{key}_en"]) for key in _REACH}
    return {key: text for key, text in texts.items() if text}


def text_given(chinese: str | None, english: str | None) -> dict[str, str]:
    """A text by language, of the languages that were given, even empty."""
    return {language: said for language, said in (("zh", chinese), ("en", english)) if said is not None}


def _flag(key: str) -> str:
    return "--" + key.replace("_", "-")
