// @ts-check
/**
 * Sending what waits, whenever there is signal: in any order, as often as it takes, forgetting an entry only on its own
 * receipt. One tab sends at a time; whatever fails is tried again, later and later, up to five minutes apart.
 */
import { Refused, Unreachable } from "./api.js";
import { Pace } from "./pace.js";
import { Try } from "./try.js";

/** A fresh entry stays on the phone this long, so that a slip of the thumb can be taken back. */
export const TAKE_BACK = 8_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 300_000;
/** How long to rest first where nothing failed and something is left: the server holds it, or it may be taken back. */
const REST = 30_000;
/** The longest that a server may ask us to stay away, ms. */
const LONGEST_QUIET = 3_600_000;

/** @typedef {import("./try.js").Sending} Sending */

export class Sync {
  /** @param {Sending} with_ */
  constructor(with_) {
    this.with = with_;
    this.pace = new Pace();
    this.failures = 0;
    /** How often in a row nothing came of a try. */
    this.rests = 0;
    /** When the server lets itself be asked again (this page's steady clock). */
    this.quietUntil = 0;
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
    this.failures = this.rests = 0;
    return this.run();
  }

  async run() {
    clearTimeout(this.bell);
    if (!this.with.isReady()) return;
    if (this.isAtIt) {
      this.isWanted = true;
      return;
    }
    const quiet = this.quietUntil - performance.now();
    if (quiet > 0) return this.later(quiet);
    this.isAtIt = true;
    const trying = new Try(this.with, this.held, this.pace);
    try {
      await alone(() => trying.go());
      this.failures = 0;
    } catch (fault) {
      if (trying.isFruitful) this.failures = 0;
      this.stumble(fault);
    } finally {
      this.isAtIt = false;
    }
    if (trying.isFruitful) this.rests = 0;
    await this.goOn();
  }

  /** After a try: again at once when something came meanwhile, later when something is left. */
  async goOn() {
    const isWanted = this.isWanted && this.failures === 0;
    this.isWanted = false;
    this.with.changed("sent");
    if (isWanted) this.later(0);
    else if (this.failures) this.later(Math.max(pause(this.failures), this.quietUntil - performance.now()));
    else if (await this.with.store.count()) this.later(Math.min(REST * 2 ** this.rests++, LONGEST_WAIT));
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
    else if (fault instanceof Refused) {
      this.quietUntil = performance.now() + Math.min(fault.after * 1_000, LONGEST_QUIET);
      this.with.changed(fault.reason || "refused", fault);
    } else this.with.changed("fault", fault);
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
