"""In which order the phone sends, how much at once, and how long it waits: on a server that fails in one place only."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

_BEGIN = """async ({entries, answers, limits, tries, grow}) => {
  const { Sync } = await import('/static/doorstep/sync.js');
  const { Refused, Unreachable } = await import('/static/doorstep/api.js');
  const held = new Map(entries.map((one, at) => [one.id, {fingerprint: 'f' + one.id, consultation: 'c', key: 'k', at,
    sealed: new Uint8Array(one.bytes), tried: false, registered: false, ...one}]));
  const store = {
    pending: async () => [...held.values()].map((one) => ({...one})),
    count: async () => held.size,
    note: async (ids, change) => { const here = ids.filter((id) => held.has(id));
      here.forEach((id) => Object.assign(held.get(id), change)); return new Set(here); },
    settle: async (entry) => held.delete(entry.id),
  };
  const asked = [], said = [], waits = [];
  const broken = (what) => { const how = answers[what];
    if (how === 'silence') throw new Unreachable('silence');
    if (how) throw new Refused(how.status, {reason: how.reason || 'fault'}, how.after || 0); };
  const ask = (what) => async (body, patience) => {
    const names = body?.entries?.map((one) => one.submission_id);
    asked.push(names ? what + ' ' + names.join('') : what);
    if (patience) waits.push(Math.round(patience / 1000));
    if (what === 'bundles' && grow) { const more = grow; grow = null; held.set(more.id, {...held.values().next().value,
      ...more, fingerprint: 'f' + more.id, sealed: new Uint8Array(more.bytes)}); }
    broken(what);
    if (what === 'acknowledgements') return {entries: answers.acks || []};
    if (what === 'fingerprints') return {registered: body.fingerprints};
    return {entries: body.entries.map((one) => ({submission_id: one.submission_id, fingerprint: 'f' + one.submission_id,
      status: answers.status || 'recorded'}))};
  };
  const sync = new Sync({
    store, clock: {wall: () => 0, now: 0}, isReady: () => true, ends: () => ({}), mayGo: () => true,
    limits: () => ({entries: 20, bundle_bytes: 1e7, fingerprints: 500, ...limits}), noted: async () => null,
    api: {acknowledgements: ask('acknowledgements'), fingerprints: ask('fingerprints'), bundles: ask('bundles')},
    check: async () => { asked.push('proof'); broken('proof'); },
    refresh: async () => { asked.push('round'); broken('round'); }, changed: (what) => said.push(what),
  });
  const pauses = [];
  sync.later = (ms) => pauses.push(Math.round(ms / 1000));
  for (let n = 0; n < (tries || 1); n += 1) { asked.push('|'); await sync.run(); }
  return {asked: asked.join(' '), left: [...held.keys()].join(''), said, pauses, waits};
}"""
PHOTO = 500_000
FAULT = {"status": 500}


def run(page: Page, *entries: dict[str, Any], tries: int = 1, **answers: Any) -> dict[str, Any]:
    """Let the phone's own code send these entries to a server that answers as told."""
    grow, limits = answers.pop("grow", None), answers.pop("limits", {})
    asked = {"entries": entries, "answers": answers, "limits": limits, "tries": tries, "grow": grow}
    found: dict[str, Any] = page.evaluate(_BEGIN, asked)
    return found


def visit(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "bytes": 2_200, **more}


def photo(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "bytes": PHOTO, **more}


def test_what_decides_most_goes_first(page: Page) -> None:
    found = run(page, photo("p", tried=True), visit("v"))
    assert found["asked"] == "| acknowledgements fingerprints proof bundles v round bundles p"
    assert found["left"] == ""


@pytest.mark.parametrize("how", [FAULT, "silence"], ids=["a broken round", "a slow round"])
def test_a_round_that_does_not_come_holds_nothing_up_and_is_told(page: Page, how: Any) -> None:
    found = run(page, photo("p"), visit("v"), round=how)
    assert found["left"] == ""
    assert found["said"][-2:] == ["unreachable" if how == "silence" else "fault", "sent"]


def test_no_answer_about_what_arrived_holds_nothing_up(page: Page) -> None:
    found = run(page, visit("v", tried=True), acknowledgements=FAULT, fingerprints=FAULT)
    assert found["left"] == ""


def test_nothing_goes_to_a_book_that_could_not_be_looked_at(page: Page) -> None:
    found = run(page, visit("v"), photo("p"), proof=FAULT)
    assert "bundles" not in found["asked"]
    assert "fingerprints" in found["asked"], "what a photo's entry is, is told all the same"
    assert found["left"] == "vp"


def test_a_switched_off_phone_is_shown_no_book_and_hands_over_what_it_holds(page: Page) -> None:
    revoked = {"status": 403, "reason": "device-revoked"}
    assert run(page, visit("v"), proof=revoked)["left"] == ""


def test_loads_halve_until_they_are_one_entry_and_then_get_more_patience(page: Page) -> None:
    found = run(page, *map(photo, "abcd"), bundles="silence", tries=4)
    loads = [part.split()[0] for part in found["asked"].split("bundles ")[1:]]
    assert loads == ["a", "a", "a", "a"], "a photo fills a first load"
    assert found["waits"] == [103, 207, 413, 600]
    found = run(page, *({"id": name, "bytes": 60_000} for name in "abcdefgh"), bundles="silence", tries=4)
    assert [len(part.split()[0]) for part in found["asked"].split("bundles ")[1:]] == [8, 3, 1, 1]


def test_a_visit_that_went_says_nothing_about_how_many_photos_the_line_carries(page: Page) -> None:
    found = run(page, *map(visit, "vwx"), *({"id": name, "bytes": 370_000} for name in "abcd"))
    assert found["asked"].endswith("bundles vwx round bundles ab bundles cd")


def test_a_visit_recorded_while_photos_go_waits_for_one_photo_at_most(page: Page) -> None:
    found = run(page, photo("a"), photo("b"), grow=visit("v"))
    assert found["asked"].endswith("bundles a bundles v bundles b")


def test_what_the_server_holds_is_asked_for_and_not_sent_again(page: Page) -> None:
    held = [{"submission_id": "p", "fingerprint": "fp", "status": "waiting"}]
    found = run(page, photo("p"), tries=4, status="waiting", acks=held)
    assert found["asked"].count("bundles") == 1
    assert found["asked"].count("acknowledgements") == 3
    assert found["pauses"] == [30, 60, 120, 240], "growing pauses"
    assert run(page, photo("p", tried=True, waits=True))["left"] == "", "sent anew where the server knows nothing of it"


def test_a_server_that_asks_for_time_is_given_it(page: Page) -> None:
    found = run(page, photo("a"), photo("b"), visit("v"), bundles={"status": 429, "after": 90}, tries=2)
    assert found["asked"].count("bundles") == 1
    assert min(found["pauses"]) >= 89
