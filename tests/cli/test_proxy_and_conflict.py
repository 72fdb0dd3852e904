"""Written proxies and settled conflicts from a terminal: the same deeds as the pages', and the same refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from tests import people
from tests.cli.conftest import Ran, Run
from tests.people import MIDWAY

SHEET = {
    "--principal": "1-101",
    "--agent": "1-102",
    "--signed-on": "2026-12-10",
    "--valid-until": "2026-12-30",
    "--filed": "委托书第7号",
}
ANSWERS = ("--answer", "1=agree", "--answer", "2=1")


@pytest.fixture
def view(kept: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)
    return people.make_open_consultation(kept, channels=(Channel.WEB, Channel.PAPER, Channel.PROXY))


def enter(installed: Run, view: ConsultationView, *more: str, **changed: str | None) -> Ran:
    sheet = SHEET | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    words = [word for name, value in sheet.items() if value is not None for word in (name, value)]
    return installed("proxy", "enter", view.code, *words, *(more or ANSWERS))


def test_a_proxy_is_entered_once_and_listed(installed: Run, kept: Session, view: ConsultationView) -> None:
    first, again = enter(installed, view, *ANSWERS, "--json"), enter(installed, view, *ANSWERS, "--json")
    assert first.json.keys() == {"line", "receipt"}
    assert again.json == first.json
    (listed,) = installed("proxy", "list", view.code, "--json").json
    assert (listed["principal"], listed["agent"], listed["represented"]) == (["1", "", "101"], ["1", "", "102"], 1)
    assert (listed["signed_on"], listed["filed"]) == ("2026-12-10", "委托书第7号")
    assert "Building 1, Room 101 ← Building 1, Room 102 · 1 of 3" in installed("proxy", "list", view.code).out
    assert count_now(kept, view.estate.id, view.id)["returned"]["proxy"] == 1


@pytest.mark.parametrize(
    ("changed", "answers", "said"),
    [
        pytest.param({"agent": None}, ANSWERS, "Say who the agent is", id="nobody hands it in"),
        pytest.param({"agent": "1-101"}, ANSWERS, "own", id="oneself"),
        pytest.param({"principal": "9-999"}, ANSWERS, "9-999", id="no such room"),
        pytest.param({"filed": " "}, ANSWERS, "filed", id="filed nowhere"),
        pytest.param({"signed_on": "2026-12-25"}, ANSWERS, "after it was handed in", id="signed later"),
        pytest.param({"signed_on": "10.12.2026"}, ANSWERS, "--signed-on", id="a day in another form"),
        pytest.param({}, ("--answer", "1=agree"), "question 2", id="one question without a choice"),
        pytest.param({}, ("--answer", "agree"), "“agree” cannot be read", id="no question"),
        pytest.param({}, (*ANSWERS, "--answer", "2=2"), "“2=2” cannot be read", id="a question answered twice"),
        pytest.param({}, (*ANSWERS, "--answer", "9=1"), "9", id="a question that is not asked"),
        pytest.param({}, ("--answer", "1=perhaps", "--answer", "2=1"), "perhaps", id="no such answer"),
    ],
)
def test_what_cannot_stand_is_refused_in_a_sentence(
    installed: Run,
    kept: Session,
    view: ConsultationView,
    changed: dict[str, str | None],
    answers: tuple[str, ...],
    said: str,
) -> None:
    assert said in enter(installed, view, *answers, **changed).refused()
    assert installed("proxy", "list", view.code).out == "No proxies have been entered.\n"


@pytest.fixture
def twice(kept: Session, view: ConsultationView) -> ConsultationView:
    """孙立 and 吴敏: one agreed on the phone, the other opposed on paper."""
    people.vote(kept, view, people.SUN_AND_WU, {1: "agree"})
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(kept, view, people.SUN_AND_WU, {1: "oppose"}, on_paper=True)
    return view


def photo(folder: Path) -> str:
    """The photo of a signed statement."""
    path = folder / "声明.jpg"
    Image.new("RGB", (60, 40), "white").save(path, "JPEG")
    return str(path)


def settle(
    installed: Run, view: ConsultationView, *more: str, room: str = "2-201", decision: str = "second-counts"
) -> Ran:
    return installed(
        "conflict", "settle", view.code, room, "--decision", decision, "--reason", "书面声明，存档3号", *more
    )


def counted(kept: Session, view: ConsultationView) -> tuple[int, int]:
    counts = count_now(kept, view.estate.id, view.id)["questions"][0]["counts"]
    return counts["agree"]["heads"], counts["oppose"]["heads"]


@pytest.mark.parametrize(
    ("decision", "heads"),
    [("first-stands", (1, 0)), ("second-counts", (0, 1)), ("neither-counts", (0, 0))],
)
def test_a_conflict_is_listed_and_settled(
    installed: Run, kept: Session, twice: ConsultationView, tmp_path: Path, decision: str, heads: tuple[int, int]
) -> None:
    (waiting,) = installed("conflict", "list", twice.code, "--json").json
    assert (waiting["room"], waiting["is_settled"], waiting["decision"]) == (["2", "", "201"], False, None)
    assert [ballot["channel"] for ballot in (waiting["first"], *waiting["later"])] == ["web", "paper"]
    assert "Not settled yet: the first one counts" in installed("conflict", "list", twice.code).out
    settled = settle(installed, twice, "--photo", photo(tmp_path), "--json", decision=decision).json
    assert (settled["is_settled"], settled["decision"], settled["reason"]) == (True, decision, "书面声明，存档3号")
    assert settled.keys() == waiting.keys()
    assert counted(kept, twice) == heads
    assert installed("ledger", "check", twice.code).status == 0


@pytest.mark.parametrize(
    ("room", "decision", "more", "said"),
    [
        pytest.param("2-202", "first-stands", (), "second ballot", id="a room with one ballot"),
        pytest.param("9-999", "first-stands", (), "9-999", id="no such room"),
        pytest.param("2-201", "both-count", (), "--decision", id="no such decision"),
        pytest.param("2-201", "second-counts", ("--ballot", "2"), "second ballot", id="a ballot that never came"),
        pytest.param("2-201", "second-counts", ("--ballot", "0"), "from 1 to 99", id="ballots are counted from 1"),
        pytest.param("2-201", "second-counts", ("--reason", " "), "statement", id="no statement"),
    ],
)
def test_what_cannot_be_settled_is_refused_in_a_sentence(
    installed: Run, kept: Session, twice: ConsultationView, room: str, decision: str, more: tuple[str, ...], said: str
) -> None:
    assert said in settle(installed, twice, *more, room=room, decision=decision).refused()
    assert counted(kept, twice) == (1, 0)


def test_nobody_sent_two(installed: Run, view: ConsultationView) -> None:
    assert installed("conflict", "list", view.code).out == "No household sent two ballots.\n"
    assert installed("conflict", "list", view.code, "--json").json == []
