// @ts-check
/**
 * Sending what waits, whenever there is signal: in any order, as often as it takes, forgetting an entry only on its own
 * receipt. One tab sends at a time; whatever fails is tried again, later and later, up to five minutes apart.
 */
import { Refused, Unreachable } from "./api.js";
import { envelope, loads } from "./entry.js";

/** A fresh entry stays on the phone this long, so that a slip of the thumb can be taken back. */
export const TAKE_BACK = 8_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 300_000;
/** How long to rest where nothing failed and something is left: the server said `waiting`, or it may be taken back. */
const REST = 30_000;
/** Answers that blame the request itself: perhaps one entry of it only. */
const UNFIT = new Set([400, 413]);
const DAY = 86_400_000;

/**
 * @typedef {object} Sending what sending needs of the app
 * @property {import("./store.js").Store} store @property {import("./api.js").Api} api @property {import("./clock.js").Clock} clock
 * @property {() => boolean} isReady whether the device's secret is at hand
 * @property {() => {entries: number, bundle_bytes: number, fingerprints: number}} limits
 * @property {() => Record<string, string>} ends consultation → closes_at
 * @property {(code: string) => boolean} isTrusted whether the server's book is the one this phone knows
 * @property {(entry: import("./store.js").Pending, ack: any) => Promise<Uint8Array | null>} noted what to keep of an answer
 * @property {() => Promise<void>} refresh fetch the round where it is due
 * @property {(what: string, more?: any) => void} changed tells the screens: sent, waiting, device-unknown, device-revoked …
 */

export class Sync {
  /** @param {Sending} with_ */
  constructor(with_) {
    this.with = with_;
    this.failures = 0;
    /** @type {number | undefined} */
    this.bell = undefined;
    this.isAtIt = false;
    this.isWanted = false;
    /** Entries that may still be taken back, and until when (this page's steady clock). @type {Map<string, number>} */
    this.held = new Map();
  }

  /** @param {string} id */
  hold(id) {
    this.held.set(id, performance.now() + TAKE_BACK);
    setTimeout(() => this.now(), TAKE_BACK + 50);
  }

  /** Send everything now, also what could still be taken back: the leader asked for it. */
  all() {
    this.held.clear();
    return this.now();
  }

  /** Try at once, and start waiting anew. */
  now() {
    this.failures = 0;
    return this.run();
  }

  async run() {
    clearTimeout(this.bell);
    if (!this.with.isReady()) return;
    if (this.isAtIt) {
      this.isWanted = true;
      return;
    }
    this.isAtIt = true;
    try {
      await alone(() => this.round());
      this.failures = 0;
    } catch (fault) {
      this.stumble(fault);
    } finally {
      this.isAtIt = false;
    }
    await this.goOn();
  }

  /** After a try: again at once when something came meanwhile, later when something is left. */
  async goOn() {
    const isWanted = this.isWanted && this.failures === 0;
    this.isWanted = false;
    this.with.changed("sent");
    if (isWanted) this.later(0);
    else if (this.failures) this.later(pause(this.failures));
    else if (await this.with.store.count()) this.later(REST);
  }

  /** @param {number} ms */
  later(ms) {
    clearTimeout(this.bell);
    this.bell = setTimeout(() => this.run(), ms);
  }

  /** @param {unknown} fault */
  stumble(fault) {
    this.failures += 1;
    if (fault instanceof Unreachable) this.with.changed("unreachable");
    else if (fault instanceof Refused) this.with.changed(fault.reason || "refused", fault);
    else this.with.changed("fault", fault);
  }

  async round() {
    await this.with.refresh();
    const entries = await this.ready();
    if (!entries.length) return;
    const left = await this.askAgain(entries);
    await this.register(left);
    let unfit = null;
    for (const load of loads(left, this.with.limits())) unfit = (await this.tried(load)) || unfit;
    if (unfit) throw unfit;
  }

  /** Send a load; one that the server cannot take must not stand in the way of the next. @param {import("./store.js").Pending[]} load */
  async tried(load) {
    try {
      await this.send(load);
      return null;
    } catch (fault) {
      if (fault instanceof Refused && UNFIT.has(fault.status)) return fault;
      throw fault;
    }
  }

  /** What may be sent: not what may still be taken back, nor to a book that is not the one we know. */
  async ready() {
    const entries = await this.with.store.pending();
    return entries.filter((entry) => {
      const until = this.held.get(entry.id);
      return (until === undefined || until <= performance.now()) && this.with.isTrusted(entry.consultation);
    });
  }

  /**
   * An answer may have been lost: ask for those before photos go over the air once more.
   * @param {import("./store.js").Pending[]} entries @returns {Promise<import("./store.js").Pending[]>} those still to send
   */
  async askAgain(entries) {
    const tried = entries.filter((entry) => entry.tried).slice(0, this.with.limits().fingerprints);
    if (!tried.length) return entries;
    const answer = await this.with.api.acknowledgements({ v: 1, fingerprints: tried.map((entry) => entry.fingerprint) });
    const done = await this.settle(tried, answer.entries);
    return entries.filter((entry) => !done.has(entry.id));
  }

  /** Say what is on its way: near the end that decides what is late. @param {import("./store.js").Pending[]} entries */
  async register(entries) {
    const fresh = entries.filter((entry) => !entry.registered && (entry.tried || this.isNearTheEnd(entry.consultation)));
    for (const code of new Set(fresh.map((entry) => entry.consultation))) {
      const of = fresh.filter((entry) => entry.consultation === code).slice(0, this.with.limits().fingerprints);
      await this.registerOne(code, of);
    }
  }

  /** @param {string} code @param {import("./store.js").Pending[]} entries */
  async registerOne(code, entries) {
    try {
      const body = { v: 1, consultation: code, fingerprints: entries.map((entry) => entry.fingerprint) };
      const known = new Set((await this.with.api.fingerprints(body)).registered);
      const ids = entries.filter((entry) => known.has(entry.fingerprint)).map((entry) => entry.id);
      await this.with.store.note(ids, { registered: true });
    } catch (fault) {
      // Closed, not open yet, unknown or revoked: the entries themselves are still taken, and answered one by one.
      if (!(fault instanceof Refused) || fault.isPassing) throw fault;
    }
  }

  /** @param {string} code */
  isNearTheEnd(code) {
    const end = Date.parse(this.with.ends()[code] || "");
    return end - this.with.clock.now < DAY;
  }

  /** @param {import("./store.js").Pending[]} load */
  async send(load) {
    const here = await this.with.store.note(load.map((entry) => entry.id), { tried: true });
    const still = load.filter((entry) => here.has(entry.id));
    if (!still.length) return;
    const body = { v: 1, sent_at: new Date(this.with.clock.wall()).toISOString(), entries: still.map(envelope) };
    try {
      await this.settle(still, (await this.with.api.bundles(body)).entries);
    } catch (fault) {
      if (!(fault instanceof Refused) || !UNFIT.has(fault.status) || still.length < 2) throw fault;
      for (const one of still) await this.tried([one]);
    }
  }

  /**
   * @param {import("./store.js").Pending[]} entries @param {any[]} acks
   * @returns {Promise<Set<string>>} those forgotten: the receipt is for these very bytes, and it is final
   */
  async settle(entries, acks) {
    const done = new Set();
    for (const entry of entries) {
      const ack = (acks || []).find((one) => one.submission_id === entry.id && one.fingerprint === entry.fingerprint);
      if (!ack || ack.status === "waiting") continue;
      await this.with.store.settle(entry, await this.with.noted(entry, ack), this.with.clock.wall());
      this.failures = 0;
      this.held.delete(entry.id);
      done.add(entry.id);
      this.with.changed("acknowledged", { entry, ack });
    }
    return done;
  }
}

/** @param {number} failures @returns {number} ms: doubling, with some chance in it, so that phones do not come all at once */
export function pause(failures) {
  const longest = Math.min(FIRST_WAIT * 2 ** Math.max(0, failures - 1), LONGEST_WAIT);
  return longest * (0.5 + Math.random() / 2);
}

/** One tab at a time, where the browser can promise that. @param {() => Promise<void>} deed */
async function alone(deed) {
  if (!navigator.locks) return deed();
  await navigator.locks.request("consult-doorstep-sending", deed);
}
