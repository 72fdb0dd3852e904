"""What the phone decides without the server agrees with it: serials, numbers, answers, the book, the screens."""

from __future__ import annotations

import hashlib
import json
import random
from decimal import Decimal
from typing import Any

from playwright.sync_api import Page

from consult.domain.answers import check_answers
from consult.domain.question import Bounds, Condition, Option, Question, QuestionType, Scale
from consult.domain.question_json import answers_to_json, to_json
from consult.domain.refusal import Refusal
from consult.domain.serial import paper_serial, read_serial
from consult.models.sealed_entry import new_key_pair, opened
from tests.doorstep.phone import b64, unb64
from tests.people import CHOICE, CONSENT

_OPTIONS = tuple(Option(str(n), {"zh": f"{n}号"}, cost=n * 10_000) for n in (1, 2, 3))
QUESTIONS = (
    CONSENT,
    CHOICE,
    Question(3, QuestionType.CHOOSE_SOME, {"zh": "哪里"}, options=_OPTIONS, most=2, can_refuse=True),
    Question(4, QuestionType.EACH_PLAN, {"zh": "逐家"}, options=_OPTIONS, show_if=Condition(1, "agree")),
    Question(5, QuestionType.RANK, {"zh": "排序"}, options=_OPTIONS, most=2),
    Question(6, QuestionType.SCORE, {"zh": "打分"}, options=_OPTIONS, scale=Scale(1, 5)),
    Question(7, QuestionType.BUDGET, {"zh": "预算"}, options=_OPTIONS, budget=30_000),
    Question(8, QuestionType.NUMBER, {"zh": "几辆"}, bounds=Bounds(Decimal("0.5"), Decimal(5), Decimal("0.5"))),
    Question(9, QuestionType.TEXT, {"zh": "还有"}, show_if=Condition(3, "none")),
)


def _read(typed: str) -> str | None:
    try:
        return read_serial(typed)
    except Refusal:
        return None


def test_serials_are_read_as_at_the_desk(page: Page) -> None:
    chance = random.Random(1)
    right = [paper_serial(number) for number in (1, 7, 18, 300, 9_999, 123_456)]
    slips = [serial[:at] + chance.choice("0123456789") + serial[at + 1 :] for serial in right for at in range(5)]
    typed = [*right, *slips, "0 001-8", "０００１８", "OOO18", "0001l", "0001_8", "", "18", "0001x", "²0018"]
    typed += ["EA42CDA1/00018", "EA42CDA1.2/00018", ".2/00018"]  # the code of a page, and of one that names no grid
    module = "async (all) => { const m = await import('/static/doorstep/serial.js'); return all.map(m.readSerial); }"
    assert dict(zip(typed, page.evaluate(module, typed), strict=True)) == {one: _read(one) for one in typed}


def _marked(chance: random.Random) -> dict[str, Any]:
    """A form as somebody may leave it, mistakes and all."""
    sides = ("", "agree", "oppose", "abstain")
    keys = ("1", "2", "3")
    return {
        "1": chance.choice((*sides, "agree")),
        "2": chance.choice(("", "1", "2")),
        "3": chance.sample((*keys, "none", "abstain"), chance.randrange(4)),
        "4": {key: chance.choice(sides) for key in keys},
        "5": {key: chance.choice(("", "", "1", "2")) for key in keys},
        "6": {key: chance.choice(("", "1", "5")) for key in keys},
        "7": chance.sample(keys, chance.randrange(4)),
        "8": chance.choice(("", "2", "2.5", "2.25", "9", "0", " １.5 ", "1,000", "viel", "-1", "0.5")),
        "9": chance.choice(("", "  ", "谢谢 ", "字" * 2_001)),
    }


def _as_the_server(marked: dict[str, Any]) -> tuple[str, Any]:
    """The answers in the book's form, or the reason of the first mistake and its question."""
    try:
        return "answers", answers_to_json(check_answers(QUESTIONS, {int(n): raw for n, raw in marked.items()}))
    except Refusal as refusal:
        return refusal.reason, refusal.details.get("question")


def _as_the_phone(read: dict[str, Any]) -> tuple[str, Any]:
    if read["faults"]:
        number = min(read["faults"], key=int)
        return read["faults"][number]["reason"], int(number)
    return ("nothing-answered", None) if read["isEmpty"] else ("answers", read["answers"])


def test_a_ballot_is_read_as_the_server_reads_it(page: Page) -> None:
    chance = random.Random(2)
    forms = [_marked(chance) for _ in range(400)]
    questions = [to_json(question) for question in QUESTIONS]
    module = """async ([questions, forms]) => { const m = await import('/static/doorstep/answers.js');
        return forms.map((form) => m.readAnswers(questions, form)); }"""
    found = page.evaluate(module, [questions, forms])
    for form, read in zip(forms, found, strict=True):
        assert _sent(_as_the_phone(read)) == _sent(_as_the_server(form)), json.dumps(form, ensure_ascii=False)


def _sent(read: tuple[str, Any]) -> tuple[str, Any]:
    """As it counts: what the phone sends is read by the server once more, which settles order and spelling."""
    kind, what = read
    if kind != "answers":
        return kind, what
    return kind, answers_to_json(check_answers(QUESTIONS, {int(n): raw for n, raw in what.items()}))


def test_the_book_is_followed_line_by_line(page: Page) -> None:
    leaves = [hashlib.sha256(bytes([n])).hexdigest() for n in range(5)]
    heads = [bytes(32)]
    for leaf in leaves:
        heads.append(hashlib.sha256(b"\x01" + heads[-1] + bytes.fromhex(leaf)).digest())
    book = [head.hex() for head in heads]
    module = """async ([book, leaves, from_, cut, lie]) => {
      const m = await import('/static/doorstep/checkpoint.js');
      const api = await import('/static/doorstep/api.js');
      const prove = async (seq) => {
        if (seq > cut) throw new api.Refused(409, {reason: "book-behind"}, 0);
        const to = Math.min(seq + 2, cut);
        return {from: {seq, head: book[seq]}, leaves: leaves.slice(seq, to), newest: cut,
          to: {seq: to, head: lie || book[to]}};
      };
      return m.follow(from_, prove);
    }"""

    def followed(seq: int, head: str, cut: int = 5, lie: str = "") -> Any:
        return page.evaluate(module, [book, leaves, {"seq": seq, "head": head}, cut, lie])

    assert followed(0, book[0]) == {"seq": 5, "head": book[5]}
    assert followed(5, book[5]) == {"seq": 5, "head": book[5]}
    assert followed(2, book[3]) is None, "another book"
    assert followed(4, book[4], cut=3) is None, "a shorter book"
    assert followed(1, book[1], lie="f" * 64) is None, "leaves that do not lead there"


def test_no_press_leads_from_a_residents_ballot_to_the_rooms(page: Page) -> None:
    module = """async () => {
      const m = await import('/static/doorstep/machine.js');
      const does = ['enrol', 'enrolled', 'bound', 'unlocked', 'locked', 'marked', 'change', 'recorded', 'back', 'home',
        'open-door', 'show', 'taken-back', 'choose', 'hand-over', 'gone', 'saving',
        'not-kept'].map((name) => ({do: name, what: 'settings'}));
      const seen = new Set(), todo = [{at: 'ballot'}];
      while (todo.length) {
        const screen = todo.pop();
        if (seen.has(screen.at)) continue;
        seen.add(screen.at);
        does.forEach((happened) => todo.push(m.next(screen, happened)));
      }
      const whileSaving = does.map((happened) => m.next({at: 'saving'}, happened).at);
      return [[...seen].sort(), m.next({at: 'check'}, {do: 'lock'}).at, [...new Set(whileSaving)].sort()];
    }"""
    seen, locked, while_saving = page.evaluate(module)
    assert seen == ["ballot", "check", "saving", "thanks"]
    assert locked == "locked"
    assert while_saving == ["check", "saving", "thanks"], "back to the answers only where they could not be kept"


def test_connecting_anew_has_a_way_back_to_the_lock(page: Page) -> None:
    module = """async () => {
      const { next } = await import('/static/doorstep/machine.js');
      const back = (at) => next(next({at}, {do: 'enrol'}), {do: 'back'}).at;
      return [back('locked'), back('gone'), back('loading')];
    }"""
    assert page.evaluate(module) == ["locked", "gone", "enrol"]


def test_a_clock_that_was_put_back_is_noticed_and_a_sleeping_phone_is_not_a_wrong_clock(page: Page) -> None:
    module = """async ([wallGoes, steadyGoes]) => {
      const m = await import('/static/doorstep/clock.js');
      let wall = 1_000_000, steady = 0;
      const clock = new m.Clock(() => wall, () => steady);
      clock.hear(new Date(wall + 86_400_000).toISOString());
      wall += wallGoes; steady += steadyGoes;
      return [clock.offset, clock.isWrong];
    }"""
    day, hour = 86_400_000, 3_600_000
    assert page.evaluate(module, [hour, hour]) == [day, True], "a day behind, and said so"
    assert page.evaluate(module, [hour, 0]) == [day, True], "asleep for an hour"
    assert page.evaluate(module, [-day, 0]) == [2 * day, True], "put back by another day"


def test_what_is_sealed_only_the_estate_opens(page: Page) -> None:
    pair = new_key_pair()
    module = """async (publicKey) => {
      const m = await import('/static/doorstep/entry.js');
      const said = {kind: 'visit', note: '谢谢'}, key = {id: 'k', public: publicKey};
      const entry = await m.sealed(key, 'code', said, 1, new Uint8Array(1));
      return [m.envelope(entry), entry.fingerprint];
    }"""
    envelope, fingerprint = page.evaluate(module, b64(pair.public))
    sealed = unb64(envelope["sealed"])
    assert hashlib.sha256(sealed).hexdigest() == fingerprint
    plain = opened(pair, sealed, f"code\n{envelope['submission_id']}".encode())
    assert json.loads(plain) == {"v": 1, "kind": "visit", "note": "谢谢"}
    assert len(plain) % 2_048 == 0


def test_the_notebook_opens_to_its_pin_alone_and_opens_no_entry(page: Page) -> None:
    module = """async (publicKey) => {
      const book = await import('/static/doorstep/notebook.js');
      const entry = await import('/static/doorstep/entry.js');
      const binding = await book.bind('135790', 1000);
      const [key, wrong] = [await book.unbind(binding, '135790'), await book.unbind(binding, '135791')];
      const written = await book.write(binding, {room: '301'});
      const sealed = await entry.sealed({id: 'k', public: publicKey}, 'code', {kind: 'visit'}, 1, written);
      const open = (page) => book.read(binding, key, page).catch(() => 'stays shut');
      return [await open(written), wrong, await open(sealed.sealed)];
    }"""
    assert page.evaluate(module, b64(new_key_pair().public)) == [{"room": "301"}, None, "stays shut"]


def test_ten_wrong_pins_forget_the_rooms_and_killing_the_app_gives_no_try_back(page: Page) -> None:
    module = """async () => {
      const book = await import('/static/doorstep/notebook.js');
      const m = await import('/static/doorstep/opening.js');
      const kept = new Map(), binding = await book.bind('135790', 1000), told = [];
      const store = {get: async (name) => kept.get(name), forgetRound: async () => told.push('forgotten'),
        keep: async (values) => Object.entries(values).forEach(([name, value]) => kept.set(name, value))};
      const phone = () => ({store, binding, secret: 's', close() {}, happen: ({do: what}) => told.push(what)});
      const now = Date.now; let ahead = 0; Date.now = () => now() + ahead;
      const waits = [];
      for (let tries = 0; tries < 10; tries += 1) {
        await m.unlock(phone(), '000000');
        if (tries === 5) waits.push(await m.unlock(phone(), '135790'));
        waits.push(Math.round((await m.wrongTries(phone())).left / 1000));
        ahead += 3_600_001;
      }
      Date.now = now;
      return [waits, told, kept.get('why'), kept.get('openSecret')];
    }"""
    waits, told, why, secret = page.evaluate(module)
    assert waits == [0, 0, 0, 0, 30, False, 60, 120, 240, 480, 960], "the right PIN waits its turn as well"
    assert (told, why, secret) == (["forgotten", "gone"], "pin", None), "nothing that reads the rooms is left"


def test_ballots_are_taken_from_the_opening_until_the_end_and_visits_before(page: Page) -> None:
    module = """async ([consultation, moments]) => {
      const m = await import('/static/doorstep/hours.js');
      const all = (at) => ['visit', 'answers', 'paper'].map((kind) => m.stands(consultation, kind, Date.parse(at)));
      return moments.map((at) => all(at).join(' '));
    }"""
    opens, closes = "2026-12-01T01:00:00.000Z", "2026-12-30T10:00:00.000Z"
    told = {"visit": {"from": "2026-11-20T01:00:00.000Z", "until": closes}, "answers": {"from": opens, "until": closes}}
    moments = ["2026-12-01T00:59:59.999Z", opens, "2026-12-30T09:59:59.999Z", closes]
    assert page.evaluate(module, [{"hours": told}, moments]) == [
        "now early never",
        "now now never",
        "now now never",
        "over over never",
    ]
    earlier = {"takes": ["visit", "paper"], "opens_at": opens, "closes_at": closes}
    assert page.evaluate(module, [earlier, moments[:2]]) == ["now never early", "now never now"]


def test_a_book_that_vanished_is_broken_and_one_that_was_closed_is_followed_no_more(page: Page) -> None:
    module = """async (answer) => {
      const m = await import('/static/doorstep/checkpoint.js');
      const api = await import('/static/doorstep/api.js');
      return m.follow({seq: 0, head: '0'.repeat(64)}, async () => {
        if (answer.reason) throw new api.Refused(404, answer, 0);
        return {from: {seq: 0, head: '0'.repeat(64)}, leaves: [],
          to: {seq: 0, head: '0'.repeat(64)}, newest: 0, ...answer};
      });
    }"""
    assert page.evaluate(module, {"reason": "unknown-consultation"}) is None
    assert page.evaluate(module, {"state": "closed"})["isOver"]
    assert "isOver" not in page.evaluate(module, {"state": "open"})


def test_every_book_that_is_remembered_is_followed_also_one_the_round_does_not_name(page: Page) -> None:
    module = """async () => {
      const m = await import('/static/doorstep/round.js');
      const asked = [], line = {seq: 0, head: '0'.repeat(64)};
      const phone = {open: {estate: 'here'}, store: {keep: async () => null},
        books: {gone: {...line}, there: {...line, estate: 'elsewhere'}, over: {...line, isOver: true}},
        api: {proof: async (code) => { asked.push(code); return {from: {seq: 1}}; }}};
      await m.checkBooks(phone, [{code: 'fresh', checkpoint: line}]);
      return [asked, phone.books.gone.isBroken, phone.books.fresh];
    }"""
    fresh = {"estate": "here", "seq": 0, "head": "0" * 64}
    assert page.evaluate(module) == [["gone"], True, fresh]


def test_a_clock_that_was_put_right_between_two_starts_is_not_corrected_once_more(page: Page) -> None:
    module = """async ([ahead, later]) => {
      const m = await import('/static/doorstep/clock.js');
      let wall = 1_700_000_000_000 + ahead;
      const before = new m.Clock(() => wall, () => 0), after = new m.Clock(() => wall, () => 0);
      before.hear(new Date(wall - ahead).toISOString());
      wall += later;
      after.recall(before.measured);
      return [after.offset, after.isWrong, after.elapsed];
    }"""
    day, hour = 86_400_000, 3_600_000
    assert page.evaluate(module, [day, hour]) == [-day, True, None], "nobody set it"
    assert page.evaluate(module, [day, hour - day]) == [None, False, None], "a day ahead, and put right"
