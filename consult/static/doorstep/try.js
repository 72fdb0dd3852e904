// @ts-check
/**
 * One try to send what waits. What decides most goes first: what the server has already, fingerprints of the rest, visits
 * and ballots, then the round, then photos. What fails on the way is told at the end, and holds up nothing after it.
 */
import { Refused, Unreachable } from "./api.js";
import { envelope, isHeavy, loads, weight } from "./entry.js";

/** Answers that blame the request itself: perhaps one entry of it only. */
const UNFIT = new Set([400, 413]);
const DAY = 86_400_000;
/** After these a door is what its mark says: it took effect, or something stronger was there before. */
const STANDING = new Set(["recorded", "conflict"]);

/** @typedef {import("./store.js").Pending} Pending */
/**
 * @typedef {object} Sending what sending needs of the app
 * @property {import("./store.js").Store} store @property {import("./api.js").Api} api @property {import("./clock.js").Clock} clock
 * @property {() => boolean} isReady whether a secret is at hand that may send
 * @property {() => {entries: number, bundle_bytes: number, fingerprints: number}} limits
 * @property {() => Record<string, string>} ends consultation → closes_at
 * @property {(entry: Pending) => boolean} mayGo whether it belongs to this server's book, and that book is the one we know
 * @property {() => string | undefined} estate with which this phone is connected
 * @property {(code: string) => Promise<void>} check look whether the book goes on from where this phone knows it
 * @property {(entry: Pending, ack: any) => Promise<Uint8Array | null>} noted what to keep of an answer
 * @property {() => Promise<void>} refresh fetch the round where it is due
 * @property {(what: string, more?: any) => void} changed tells the screens: sent, waiting, device-unknown, device-revoked …
 */

export class Try {
  /** @param {Sending} with_ @param {Map<string, number>} held what may still be taken back @param {import("./pace.js").Pace} pace */
  constructor(with_, held, pace) {
    this.with = with_;
    this.held = held;
    this.pace = pace;
    /** @type {unknown[]} */ this.faults = [];
    /** Entries sent already in this try. @type {Set<string>} */ this.went = new Set();
    /** Whether a consultation's book was looked at, and goes on. @type {Map<string, boolean>} */ this.proven = new Map();
    /** Whether anything came to its end. */ this.isFruitful = false;
  }

  /** Throws what went wrong on the way, when everything was tried. */
  async go() {
    const entries = await this.ready();
    await this.register(await this.askAgain(entries));
    await this.sendSmall();
    await this.spared(() => this.with.refresh(), () => true);
    await this.sendHeavy();
    if (this.faults.length) throw this.faults[0];
  }

  /**
   * Do something whose failing must not hold up the rest.
   * @param {() => Promise<any>} deed @param {(fault: unknown) => boolean} isSpared @returns {Promise<boolean>} whether it was done
   */
  async spared(deed, isSpared = isPassing) {
    try {
      await deed();
      return true;
    } catch (fault) {
      if (!isSpared(fault)) throw fault;
      this.faults.push(fault);
      return false;
    }
  }

  /** Visits and ballots, a few hundred bytes each. */
  async sendSmall() {
    const small = (await this.fit()).filter((entry) => !isHeavy(entry));
    for (const load of loads(small, this.limits)) await this.spared(() => this.send(load), (fault) => isPassing(fault) || isUnfit(fault));
  }

  /** Photos, as many at once as the line carries; what was recorded meanwhile never waits behind them. */
  async sendHeavy() {
    let left = (await this.fit()).filter(isHeavy);
    while (left.length) {
      const [load] = loads(left, this.limits);
      await this.spared(() => this.send(load), isUnfit);
      left = left.slice(load.length);
      await this.sendSmall();
    }
  }

  get limits() {
    const limits = this.with.limits();
    return { ...limits, bundle_bytes: Math.min(limits.bundle_bytes, this.pace.bytes) };
  }

  /** What may be sent: not what may still be taken back, nor to a book that is not the one we know. */
  async ready() {
    const entries = await this.with.store.pending();
    return entries.filter((entry) => {
      const until = this.held.get(entry.id);
      return (until === undefined || until <= performance.now()) && this.with.mayGo(entry);
    });
  }

  /** What is to be sent in this try: the server does not hold it yet, and its book goes on from where we know it. */
  async fit() {
    const entries = (await this.ready()).filter((entry) => !entry.waits && !this.went.has(entry.id));
    for (const code of new Set(entries.map((entry) => entry.consultation))) await this.prove(code);
    return entries.filter((entry) => this.proven.get(entry.consultation) && this.with.mayGo(entry));
  }

  /** Once in a try. A phone that was switched off is shown no book, and still hands over what it holds. @param {string} code */
  async prove(code) {
    if (this.proven.has(code)) return;
    this.proven.set(code, await this.spared(() => this.with.check(code).catch((fault) => {
      if (!(fault instanceof Refused) || fault.reason !== "device-revoked") throw fault;
    })));
  }

  /**
   * An answer may have been lost, or an entry waits on the server: ask for those before bytes go over the air once more.
   * @param {Pending[]} entries @returns {Promise<Pending[]>} those that have come to nothing yet
   */
  async askAgain(entries) {
    const tried = entries.filter((entry) => entry.tried);
    const done = new Set();
    for (const some of portions(tried, this.limits.fingerprints)) {
      await this.spared(async () => {
        const answer = await this.with.api.acknowledgements({ v: 1, fingerprints: some.map((entry) => entry.fingerprint) });
        for (const id of await this.settle(some, answer.entries)) done.add(id);
        await this.unheardOf(some, answer.entries);
      });
    }
    return entries.filter((entry) => !done.has(entry.id));
  }

  /** What the server does not know (any more) is to be sent whole. @param {Pending[]} entries @param {any[]} acks */
  async unheardOf(entries, acks) {
    const known = new Set(acks.map((ack) => ack.fingerprint));
    const ids = entries.filter((entry) => entry.waits && !known.has(entry.fingerprint)).map((entry) => entry.id);
    if (ids.length) await this.with.store.note(ids, { waits: false });
  }

  /** Say what is on its way: near the end that decides what is late. @param {Pending[]} entries */
  async register(entries) {
    const fresh = entries.filter((entry) => !entry.registered && (entry.tried || isHeavy(entry) || this.isNearTheEnd(entry.consultation)));
    for (const code of new Set(fresh.map((entry) => entry.consultation))) {
      const of = fresh.filter((entry) => entry.consultation === code);
      for (const some of portions(of, this.limits.fingerprints)) await this.spared(() => this.registerSome(code, some));
    }
  }

  /** @param {string} code @param {Pending[]} entries */
  async registerSome(code, entries) {
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

  /** @param {Pending[]} load */
  async send(load) {
    for (const entry of load) this.went.add(entry.id);
    const here = await this.with.store.note(load.map((entry) => entry.id), { tried: true });
    const still = load.filter((entry) => here.has(entry.id));
    if (!still.length) return;
    try {
      await this.settle(still, await this.handed(still));
    } catch (fault) {
      if (!isUnfit(fault) || still.length < 2) throw fault;
      // One that the server cannot take must not stand in the way of the next.
      for (const one of still) await this.spared(() => this.send([one]), isUnfit);
    }
  }

  /** @param {Pending[]} load @returns {Promise<any[]>} the acknowledgements */
  async handed(load) {
    const body = { v: 1, sent_at: new Date(this.with.clock.wall()).toISOString(), entries: load.map(envelope) };
    const bytes = load.reduce((sum, entry) => sum + weight(entry), 0);
    try {
      const { entries } = await this.with.api.bundles(body, this.pace.patience(bytes));
      this.pace.went(bytes);
      return entries;
    } catch (fault) {
      if (fault instanceof Unreachable) this.pace.failed(bytes, load.length);
      throw fault;
    }
  }

  /**
   * @param {Pending[]} entries @param {any[]} acks
   * @returns {Promise<Set<string>>} those forgotten: the receipt is for these very bytes, and it is final
   */
  async settle(entries, acks) {
    const done = new Set();
    for (const entry of entries) {
      const ack = (acks || []).find((one) => one.submission_id === entry.id && one.fingerprint === entry.fingerprint);
      if (!ack) continue;
      if (ack.status === "waiting") {
        // Sealed for another estate: it goes there, and here no more.
        await this.with.store.note([entry.id], ack.elsewhere ? { elsewhere: this.with.estate() } : { waits: true });
        continue;
      }
      const note = await this.with.noted(entry, ack);
      await this.with.store.settle(entry, note, this.with.clock.wall(), STANDING.has(ack.status));
      this.held.delete(entry.id);
      done.add(entry.id);
      this.isFruitful = true;
      this.with.changed("acknowledged", { entry, ack });
    }
    return done;
  }
}

/** Whether this is a fault of the server's that passes, and that perhaps only this one question meets. @param {unknown} fault */
function isPassing(fault) {
  return fault instanceof Refused && fault.status >= 500 && !fault.after;
}

/** @param {unknown} fault */
function isUnfit(fault) {
  return fault instanceof Refused && UNFIT.has(fault.status);
}

/** @template T @param {T[]} all @param {number} most @returns {T[][]} */
function portions(all, most) {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) => all.slice(at * most, (at + 1) * most));
}
