"""What may happen in a history: each event draws its own details and goes through the product's own deed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from consult.actions.cast_ballot import Submission, cast_ballot
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.decide_correction import Confirming, decide_correction
from consult.actions.draw_audit_sample import draw_audit_sample
from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.actions.enter_proxy_ballot import Entry, enter_proxy_ballot
from consult.actions.fix_audit_list import fix_audit_list
from consult.actions.give_opinion import Opinion, give_opinion
from consult.actions.post_checkpoint import post_checkpoint
from consult.actions.propose_correction import Proposal, propose_correction
from consult.actions.publish_audit import publish_audit
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.actions.record_audit_finding import record_audit_finding
from consult.actions.record_service import record_service
from consult.actions.register_fingerprints import register_fingerprints
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.actions.withdraw_contest import withdraw_contest
from consult.domain.consultation import Channel
from consult.domain.question_json import answers_from_json
from consult.domain.service import Attempt, Method
from consult.models.correction import Correction
from consult.queries.audit import sample_of
from consult.wording.language import SHANGHAI
from tests.actions.ways_in import PHOTO
from tests.doorstep.phone import Pending
from tests.histories.story import Story
from tests.statements import SETTLER, STATEMENT_PHOTO

KEYERS = ("钱敏", "孙倩", "李强")
USELESS = ("spoilt", "unsigned", "blank")


def cast(story: Story) -> None:
    """A ballot on the web; sometimes one that replaces what is counted."""
    elector, _, _ = story.somebody()
    replaces = story.counted().get(elector) if story.chance.random() < 0.5 else None
    sent = Submission(
        story.name(), *story.keys, elector, story.answers(), Channel.WEB, text=story.view.text_hash, replaces=replaces
    )
    story.past.sent.append(sent)
    story.deed(cast_ballot, sent)


def send_again(story: Story) -> None:
    """The phone heard nothing, and sends the same once more."""
    if story.past.sent:
        story.deed(cast_ballot, story.chance.choice(story.past.sent))


def key_a_sheet(story: Story) -> None:
    """Somebody reads a sheet, sometimes a useless one; a second person may read it too, alike or not."""
    _, serial, _ = story.somebody()
    said = story.answers(on_paper=True)
    useless = story.chance.choice(USELESS) if story.chance.random() < 0.2 else ""
    for by in story.chance.sample(KEYERS, story.chance.randint(1, 3)):
        read = SheetRead(story.name(), *story.keys, serial, {} if useless else said, useless)
        story.deed(enter_paper_ballot, read, by=by)
        said = story.answers(on_paper=True) if story.chance.random() < 0.2 else said
    story.past.boxed.add(serial)


def set_aside(story: Story) -> None:
    """A sheet that cannot count."""
    _, serial, _ = story.somebody()
    story.deed(set_aside_paper_ballot, *story.keys, serial, story.chance.choice(USELESS), by=KEYERS[0])


def hand_in_a_proxy(story: Story) -> None:
    """A written proxy with its ballot."""
    (principal, _, _), (agent, _, _) = story.somebody(), story.somebody()
    entry = Entry(
        id=story.name(),
        estate_id=story.keys[0],
        consultation_id=story.keys[1],
        principal_id=principal,
        answers=story.answers(),
        signed_on=date(2026, 12, 1),
        valid_until=date(2026, 12, 30),
        document="7",
        agent_id=agent,
    )
    story.deed(enter_proxy_ballot, entry, by=KEYERS[0], zone=SHANGHAI)


def answer_at_the_door(story: Story) -> None:
    """A ballot on the leader's phone: sent at once, or only registered until there is a network."""
    elector, _, _ = story.somebody()
    told = {"text": story.view.text_hash, "answers": {str(at): one for at, one in story.answers().items()}}
    story.walk.phone.clock = story.now
    entry = story.walk.phone.record(story.view.code, elector, "answers", **told)
    if story.chance.random() < 0.4:
        device = int(story.walk.phone.device)
        line = story.deed(register_fingerprints, story.keys[0], device, story.view.code, [entry.fingerprint])
        story.past.held += [entry] if line else []
    else:
        _send(story, entry)


def send_what_is_held(story: Story) -> None:
    """The phone finds a network, perhaps only after the end."""
    if story.past.held:
        _send(story, story.past.held.pop())


def _send(story: Story, entry: Pending) -> None:
    [arrived] = story.walk.send(entry, now=story.now)
    story.told.append(f"{story.now:%d %H:%M} bundle {arrived.status}")


def say_as_tenant(story: Story) -> None:
    """A home's tenants say what they think."""
    elector, _, home = story.somebody()
    story.deed(give_opinion, Opinion(story.name(), *story.keys, elector, home, story.answers()))


def settle(story: Story) -> None:
    """Owners say in writing which of two ballots counts."""
    elector, _, _ = story.somebody()
    decision = story.chance.choice(("first-stands", "second-counts", "neither-counts"))
    settling = Settling(elector, decision, "书面声明", photo=STATEMENT_PHOTO)
    story.deed(settle_conflict, *story.keys, settling, by=SETTLER)


def contest(story: Story) -> None:
    """A household says that this was not them."""
    elector, _, _ = story.somebody()
    seq = story.counted().get(elector)
    if seq is not None:
        line = story.deed(contest_ballot, Contesting(*story.keys, elector, seq, "不是我"), zone=SHANGHAI)
        story.past.contests += [(elector, line)] if line else []


def rule_on_a_contest(story: Story) -> None:
    """Upheld, dismissed, or taken back by the household itself."""
    if not story.past.contests:
        return
    elector, line = story.chance.choice(story.past.contests)
    ruling = story.chance.choice(("upheld", "dismissed", ""))
    if ruling:
        story.deed(decide_contest, *story.keys, Deciding(line, ruling, "已核对照片"), by="周正")
    else:
        story.deed(withdraw_contest, *story.keys, elector, line)


def propose(story: Story) -> None:
    """Somebody says that a sheet was read wrongly."""
    elector, _, _ = story.somebody()
    proposal = Proposal(*story.keys, elector, story.answers(on_paper=True), "看错一格", PHOTO)
    made = story.deed(propose_correction, proposal, by=KEYERS[0], zone=SHANGHAI)
    story.past.proposals += [int(made)] if made else []


def answer_a_proposal(story: Story) -> None:
    """Another person reads the sheet and confirms, or does not."""
    if not story.past.proposals:
        return
    key = story.chance.choice(story.past.proposals)
    read = answers_from_json(story.session.get_one(Correction, (story.keys[0], key)).answers)
    story.session.rollback()
    confirming = Confirming(key, story.chance.random() < 0.7, answers=read)
    by = story.chance.choice(KEYERS)
    story.deed(decide_correction, *story.keys, confirming, by=by, zone=SHANGHAI)


def serve(story: Story) -> None:
    """A leader brings ballots to some doors."""
    doors = [elector for elector, _, _ in story.chance.sample(list(story.electors), 3)]
    method = story.chance.choice(list(Method))
    attempt = Attempt(method, story.now - timedelta(minutes=5), "本人", "业主", "EMS 100")
    story.deed(record_service, *story.keys, doors, attempt, by=KEYERS[0])


def post_a_checkpoint(story: Story) -> None:
    """The evening's code for the board."""
    day = story.now.astimezone(SHANGHAI).date()
    story.deed(post_checkpoint, *story.keys, day=day, once_a_day=story.chance.random() < 0.5)


def sign_for_the_sheets(story: Story) -> None:
    """Somebody counts the box by hand and signs."""
    in_hand = len(story.past.boxed)
    unused = story.chance.randint(0, len(story.electors) - in_hand)
    by_hand = CountedByHand(unused, in_hand, "还没有第二个人复核")
    story.deed(reconcile_sheets, *story.keys, by_hand, by="丁一平")


def audit(story: Story) -> None:
    """The sample of paper: its list, dice thrown before two people, every sheet compared, and what was found."""
    story.deed(fix_audit_list, *story.keys, by=KEYERS[0])
    digits = "".join(story.chance.choices("0123456789", k=20))
    for by in KEYERS[:2]:
        story.deed(draw_audit_sample, *story.keys, digits, by=by)
    sample = sample_of(story.session, *story.keys)
    for ballot in sample.ballots if sample else ():
        agrees = story.chance.random() < 0.8
        story.deed(
            record_audit_finding,
            *story.keys,
            ballot.serial,
            agrees=agrees,
            note="" if agrees else "票上是反对",
            by=SETTLER,
        )
    story.deed(publish_audit, *story.keys, by=SETTLER)


WHILE_OPEN: tuple[Callable[[Story], None], ...] = (
    cast, cast, cast, send_again, key_a_sheet, key_a_sheet, set_aside, hand_in_a_proxy, answer_at_the_door,
    answer_at_the_door, send_what_is_held, say_as_tenant, settle, contest, rule_on_a_contest, propose,
    answer_a_proposal, serve, post_a_checkpoint, sign_for_the_sheets,
)  # fmt: skip
"""While ballots are taken; what comes more often is named more often."""
AFTERWARDS: tuple[Callable[[Story], None], ...] = (
    cast, key_a_sheet, send_what_is_held, settle, contest, contest, rule_on_a_contest, propose, answer_a_proposal,
    post_a_checkpoint,
)  # fmt: skip
"""After CLOSE: what comes too late, and what still changes what is counted."""
