"""One finding, one sentence: the page, the console, the command line and the notice say the same is missing."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.cli.result_lines import result_lines
from consult.documents.result_figures import question_figures
from consult.domain.result import finding_from_json
from consult.wording.language import words_for
from consult.wording.rules import needed_now, shortfall
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff


def one_line(text: str) -> str:
    """A text with plain spaces, whatever spaces keep its figures together."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_what_is_missing_is_said_alike_everywhere(
    client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.AFTER)
    against = {person: {1: "oppose"} for person in (people.CHEN_AYI, people.LIU_SAN)}
    view = people.make_closed_consultation(
        session, questions=(people.CONSENT,), ballots=against | {people.ZHAO_KE: {1: "agree"}}
    )
    words, result = words_for(language), view.result
    assert result is not None
    (question,) = result["questions"]
    findings = [finding_from_json(kept) for kept in question["requirements"]]
    assert [finding.is_met for finding in findings] == [False] * 4
    come_in_as_staff(client, session, make_staff(session, view.estate.id), now=people.AFTER)
    client.set_cookie("consult_language", language)
    (noticed,) = question_figures(words, result)
    said_by = {
        "page": text_of(client.get(f"/c/{view.code}")),
        "console": text_of(client.get(f"/console/c/{view.code}")),
        "command line": "\n".join(result_lines(words, result)),
        "notice": "\n".join(f"{one.needed} {one.said}" for one in (*noticed.turnout, *noticed.conditions)),
    }
    for finding in findings:
        needed = one_line(needed_now(words, finding.requirement, finding.denominator))
        missing = one_line(shortfall(words, finding))
        lines = {where: one_line(text) for where, text in said_by.items()}
        assert [where for where, text in lines.items() if needed not in text or missing not in text] == []
