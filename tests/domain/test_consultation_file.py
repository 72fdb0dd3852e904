"""The TOML file: the documented example is read whole, and every kind of mess is refused by name."""

from zoneinfo import ZoneInfo

import pytest

from consult.domain.consultation import Channel, Kind
from consult.domain.consultation_file import read_plan
from consult.domain.electorate import Basis
from consult.domain.question import Condition, QuestionType
from consult.domain.refusal import Refusal
from consult.domain.scope import Place
from consult.wording.language import SHANGHAI

EXAMPLE = """
title.zh = "非机动车棚改造与充电桩位置征询"
title.en = "Bicycle-shed renewal and charger places"
kind = "binding"
rule = "general"
basis = "by-owner"
scope = { buildings = ["12", "13"] }
secrecy = "named"
notice_on = 2026-12-01
opens_at = 2026-12-16T09:00:00+08:00
closes_at = 2026-12-30T18:00:00+08:00
channels = ["web", "paper", "doorstep"]

[[question]]
type = "consent"
title.zh = "是否同意在3号车棚内增设充电桩？"
[[question]]
type = "choose-one"
title.zh = "车棚顶材质"
options = [{ label.zh = "彩钢板", cost = "38000.00" }, { label.zh = "阳光板" }]
show_if = { question = 1, answer = "agree" }
"""


def test_the_documented_example_is_read_whole() -> None:
    plan = read_plan(EXAMPLE.encode(), SHANGHAI)
    assert plan.title["en"] == "Bicycle-shed renewal and charger places"
    assert (plan.kind, plan.rule, plan.basis) == (Kind.BINDING, "general", Basis.BY_OWNER)
    assert plan.scope == (Place("12"), Place("13"))
    assert plan.channels == (Channel.WEB, Channel.PAPER, Channel.DOORSTEP)
    first, second = plan.questions
    assert (first.type, second.type) == (QuestionType.CONSENT, QuestionType.CHOOSE_ONE)
    assert second.options[0].cost == 38_000_00
    assert second.show_if == Condition(1, "agree")
    assert second.choices == ("1", "2", "none", "abstain")


def test_a_byte_order_mark_is_no_matter() -> None:
    assert read_plan(b"\xef\xbb\xbf" + EXAMPLE.encode(), SHANGHAI).rule == "general"


@pytest.mark.parametrize(
    ("kind", "approval"),
    [
        pytest.param("advisory", "", id="a survey that so many must answer"),
        pytest.param(
            "binding",
            ', approval = [{ measure = "heads", share = "25%", of = "electorate", veto = true }]',
            id="a vote that a quarter can stop",
        ),
    ],
)
def test_a_rule_may_ask_nobody_to_agree(kind: str, approval: str) -> None:
    own = '{ basis = "规约", participation = [{ measure = "heads", share = "20%" }]' + approval + " }"
    written = EXAMPLE.replace('"binding"', f'"{kind}"').replace('"general"', own)
    assert read_plan(written.encode(), SHANGHAI).rule == "custom"


@pytest.mark.parametrize("said", ["", ", allows_deeming = false", ", allows_deeming = true"])
def test_an_own_rule_says_whether_silence_may_be_counted(said: str) -> None:
    approval = '[{ measure = "heads", share = "1/2", of = "expressed", strict = true }]'
    own = f'{{ basis = "规约"{said}, approval = {approval} }}'
    assert read_plan(EXAMPLE.replace('"general"', own).encode(), SHANGHAI).decision.allows_deeming is ("true" in said)


@pytest.mark.parametrize(
    ("opens", "is_refused"),
    [
        pytest.param("2026-11-30T15:59:59Z", True, id="a second before the notice day in Shanghai, written in UTC"),
        pytest.param("2026-11-30T16:00:00Z", False, id="the notice day's first moment in Shanghai, written in UTC"),
        pytest.param("2026-11-30T23:59:59+08:00", True, id="a second before the notice day"),
        pytest.param("2026-12-01T00:00:00+08:00", False, id="the notice day's first moment"),
        pytest.param("2026-12-01T00:30:00+09:00", True, id="the notice day in Tokyo, not yet in Shanghai"),
        pytest.param("2026-11-30T11:00:00-05:00", False, id="the day before in New York, the notice day in Shanghai"),
    ],
)
def test_the_notice_day_is_a_day_of_the_estates_calendar(opens: str, is_refused: bool) -> None:
    written = EXAMPLE.replace("2026-12-16T09:00:00+08:00", opens)
    assert (reasons(written) if is_refused else read_plan(written.encode(), SHANGHAI).opens_at.isoformat()) == (
        ["opens-before-notice"] if is_refused else opens.replace("Z", "+00:00")
    )


def test_another_estates_calendar_is_its_own() -> None:
    written = EXAMPLE.replace("2026-12-16T09:00:00+08:00", "2026-11-30T23:30:00Z")
    assert read_plan(written.encode(), SHANGHAI).rule == "general"
    with pytest.raises(Refusal) as caught:
        read_plan(written.encode(), ZoneInfo("Europe/London"))
    assert [fault.reason for fault in caught.value.details["faults"]] == ["opens-before-notice"]


WITHOUT = 'scope = { buildings = ["12"], without = [{ building = "12", entrance = "1", room = "502" }] }'


def leaving_out(rule: str, kind: str = "binding") -> str:
    written = EXAMPLE.replace('scope = { buildings = ["12", "13"] }', WITHOUT)
    return written.replace('"general"', rule).replace('"binding"', f'"{kind}"')


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        pytest.param('"unanimous"', "binding", id="the others must agree"),
        pytest.param(
            '{ basis = "规约", approval = [{ measure = "heads", share = "1/2", of = "expressed" }] }',
            "binding",
            id="an own rule",
        ),
        pytest.param('"advisory"', "advisory", id="a survey"),
    ],
)
def test_a_unit_may_be_left_out(rule: str, kind: str) -> None:
    plan = read_plan(leaving_out(rule, kind).encode(), SHANGHAI)
    assert (plan.scope, plan.left_out) == ((Place("12"),), (("12", "1", "502"),))


@pytest.mark.parametrize("rule", ["general", "special", "lift", "partial-common", "simple"])
def test_where_every_owner_counts_nobody_is_left_out(rule: str) -> None:
    assert reasons(leaving_out(f'"{rule}"')) == ["left-out-not-for-rule"]


def test_a_committee_decides_among_its_members() -> None:
    members = 'scope = { members = [{ building = "12", room = "101" }, { building = "13", room = "5" }] }'
    written = EXAMPLE.replace('scope = { buildings = ["12", "13"] }', members).replace(
        '"general"', '"committee-meeting"'
    )
    plan = read_plan(written.encode(), SHANGHAI)
    assert (plan.scope, plan.members) == ((), (("12", "", "101"), ("13", "", "5")))


def test_an_advisory_choice_has_no_row_of_refusal() -> None:
    advisory = EXAMPLE.replace('"binding"', '"advisory"').replace('"general"', '"advisory"')
    assert read_plan(advisory.encode(), SHANGHAI).questions[1].choices == ("1", "2")


def refused(text: str | bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_plan(text if isinstance(text, bytes) else text.encode(), SHANGHAI)
    return caught.value


def reasons(text: str) -> list[str]:
    refusal = refused(text)
    return [fault.reason for fault in refusal.details.get("faults", (refusal,))]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        pytest.param('rule = "general"', 'rule = "two-thirds"', "unknown-rule", id="an unknown rule"),
        pytest.param(
            'rule = "general"', 'rule = "advisory"', "rule-not-for-kind", id="a binding vote that decides nothing"
        ),
        pytest.param(
            'rule = "general"',
            'rule = { basis = "规约", participation = [{ measure = "heads", share = "20%" }] }',
            "rule-without-approval",
            id="a binding vote in which nobody has to agree",
        ),
        pytest.param('kind = "binding"', 'kind = "bindend"', "wrong-value", id="an unknown kind"),
        pytest.param('kind = "binding"\n', "", "key-missing", id="no kind"),
        pytest.param("secrecy", "secret", "unknown-key", id="an unknown key"),
        pytest.param('secrecy = "named"', 'secrecy = "secret"', "unnamed-binding", id="a secret vote that binds"),
        pytest.param('secrecy = "named"', 'secrecy = "hidden"', "secrecy-unknown", id="secrecy in an unknown word"),
        pytest.param("title.en", "title.fr", "unknown-key", id="an unknown language"),
        pytest.param(
            "2026-12-30T18:00:00+08:00", "2026-12-16T09:00:00+08:00", "closes-before-opening", id="closing at opening"
        ),
        pytest.param(
            "2026-12-30T18:00:00+08:00",
            "2026-12-10T18:00:00+08:00",
            "closes-before-opening",
            id="closing before opening",
        ),
        pytest.param(
            "2026-12-30T18:00:00+08:00", "2026-12-30T18:00:00", "time-without-zone", id="a time without a zone"
        ),
        pytest.param(
            "notice_on = 2026-12-01", "notice_on = 2026-12-17", "opens-before-notice", id="opening before the notice"
        ),
        pytest.param("notice_on = 2026-12-01", 'notice_on = "1 December"', "wrong-value", id="a date in words"),
        pytest.param("2026-12-30T18:00", "9999-12-31T23:59", "wrong-value", id="the last moment of the calendar"),
        pytest.param("2026-12-16T09:00", "0001-01-01T00:00", "wrong-value", id="the first moment of the calendar"),
        pytest.param(
            "notice_on = 2026-12-01",
            "notice_on = 2026-12-01T09:00:00+08:00",
            "wrong-value",
            id="a moment where a day is meant",
        ),
        pytest.param('channels = ["web", "paper", "doorstep"]', "channels = []", "no-channels", id="no way to answer"),
        pytest.param('"web", "paper", "doorstep"', '"doorstep"', "no-channels", id="a way that nobody serves yet"),
        pytest.param('"web", "paper"', '"web", "pigeon"', "wrong-value", id="an unknown channel"),
        pytest.param('cost = "38000.00"', 'cost = "三万八"', "wrong-value", id="a cost in words"),
        pytest.param('cost = "38000.00"', 'cost = "38000.005"', "wrong-value", id="half a cent"),
        pytest.param('label.zh = "阳光板"', 'label.zh = "彩钢板"', "option-doubled", id="the same option twice"),
        pytest.param(', { label.zh = "阳光板" }', "", "options-missing", id="a choice of one"),
        pytest.param(
            "question = 1, answer", "question = 2, answer", "condition-impossible", id="a condition on itself"
        ),
        pytest.param(
            'answer = "agree"', 'answer = "perhaps"', "condition-impossible", id="a condition on no such answer"
        ),
        pytest.param('type = "consent"', 'type = "guess"', "wrong-value", id="an unknown type"),
        pytest.param("是否同意在3号车棚内增设充电桩？", "", "question-title-missing", id="a question without words"),
        pytest.param("非机动车棚改造与充电桩位置征询", "长" * 301, "title-too-long", id="a title of 301 characters"),
        pytest.param('buildings = ["12", "13"]', 'building = ["12"]', "unknown-key", id="an unknown key in the scope"),
        pytest.param('buildings = ["12", "13"]', "buildings = [12]", "wrong-value", id="a building that is a number"),
        pytest.param('"general"', '"general', "file-not-toml", id="no TOML"),
        pytest.param('buildings = ["12", "13"]', 'without = ["502"]', "wrong-value", id="a room in words"),
        pytest.param('buildings = ["12", "13"]', 'without = [{ building = "12" }]', "key-missing", id="no room"),
        pytest.param(
            'buildings = ["12", "13"]', 'without = [{ house = "12", room = "1" }]', "unknown-key", id="no building"
        ),
        pytest.param(
            '"general"',
            '{ basis = "规约", allows_deeming = true,'
            ' approval = [{ measure = "area", share = "3/4", of = "participating" }] }',
            "silence-on-special-matter",
            id="silence at the share of a special matter",
        ),
        pytest.param(
            '"general"',
            '{ basis = "规约", allows_deeming = "yes" }',
            "wrong-value",
            id="a word for whether silence counts",
        ),
    ],
)
def test_every_fault_has_a_name(before: str, after: str, reason: str) -> None:
    assert before in EXAMPLE
    assert reason in reasons(EXAMPLE.replace(before, after, 1))


ASKED = {
    "words": '[[question]]\ntype = "text"\ntitle = "您的意见？"\n',
    "a number": '[[question]]\ntype = "number"\ntitle = "家里有几口人？"\n',
    "a proposal": '[[question]]\ntype = "consent"\ntitle = "是否同意？"\n',
    "each plan": '[[question]]\ntype = "each-plan"\ntitle = "各方案是否同意？"\noptions = ["甲", "乙"]\n',
    "one of two": '[[question]]\ntype = "choose-one"\ntitle = "选哪个？"\noptions = ["甲", "乙"]\n',
    "some of two": '[[question]]\ntype = "choose-some"\ntitle = "选哪些？"\noptions = ["甲", "乙"]\n',
    "a ranking": '[[question]]\ntype = "rank"\ntitle = "先做哪个？"\noptions = ["甲", "乙"]\n',
}


@pytest.mark.parametrize(
    ("kind", "asked", "refused"),
    [
        pytest.param("binding", ["words"], ["nothing-to-decide"], id="a binding vote in words"),
        pytest.param("binding", ["words", "a number"], ["nothing-to-decide"], id="in words and numbers"),
        pytest.param("binding", ["words", "a proposal"], [], id="words beside a proposal"),
        pytest.param("binding", ["a number", "each plan"], [], id="a number beside plans"),
        pytest.param("binding", ["one of two"], [], id="a choice"),
        pytest.param("binding", ["some of two"], [], id="several choices"),
        pytest.param("binding", ["a ranking"], ["type-only-advises"], id="a ranking has a sentence of its own"),
        pytest.param("advisory", ["words", "a number"], [], id="a survey in words and numbers"),
    ],
)
def test_a_binding_vote_has_something_to_decide(kind: str, asked: list[str], refused: list[str]) -> None:
    head = EXAMPLE.split("[[question]]")[0].replace('"binding"', f'"{kind}"')
    written = head + "".join(ASKED[name] for name in asked)
    if refused:
        assert reasons(written) == refused
    else:
        assert len(read_plan(written.encode(), SHANGHAI).questions) == len(asked)


def test_no_questions() -> None:
    assert reasons(EXAMPLE.split("[[question]]")[0]) == ["no-questions"]


def test_all_faults_of_a_plan_are_named_at_once() -> None:
    messy = EXAMPLE.replace("general", "generous").replace("2026-12-30T18", "2026-12-10T18")
    assert reasons(messy) == ["closes-before-opening", "unknown-rule"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "标题".encode("gb18030"), b"\x00" * 50])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert refused(content).reason in ("file-unreadable", "file-not-toml")
