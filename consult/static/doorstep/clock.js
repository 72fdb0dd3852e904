// @ts-check
/**
 * The phone's clock may be wrong by a day. What the server's clock said is remembered as a difference, and sent along.
 */

/** @typedef {{offset: number, wall: number}} Measured server − phone in ms, and what the phone's clock showed last */

/** Beyond this the leader is told. */
export const WRONG_BY = 5 * 60_000;
/** A clock that the network corrects may step back by a little. */
const PUT_BACK = 60_000;

export class Clock {
  /** @param {() => number} [wall] @param {() => number} [steady] runs evenly, though on some phones not while they sleep */
  constructor(wall = () => Date.now(), steady = () => performance.now()) {
    this.wall = wall;
    this.steady = steady;
    /** @type {Measured | null} */
    this.measured = null;
    /** @type {{wall: number, steady: number} | null} */
    this.since = null;
  }

  /**
   * What an earlier life of this page measured holds only while nobody sets the clock: one that stands before what it had
   * shown already was put back, and whether it is right now only the server can say.
   * @param {Measured | null | undefined} kept
   */
  recall(kept) {
    this.measured = kept && this.wall() >= kept.wall - PUT_BACK ? kept : null;
  }

  /** What to keep for the next life: how wrong the clock is, and what it has shown. @returns {Measured | null} */
  get kept() {
    const { offset } = this;
    return offset === null ? null : { offset, wall: this.wall() };
  }

  /** Hear the server's time. @param {string} serverTime RFC 3339 @returns {Measured | null} */
  hear(serverTime) {
    const at = Date.parse(serverTime);
    if (!Number.isFinite(at)) return null;
    this.since = { wall: this.wall(), steady: this.steady() };
    this.measured = { offset: at - this.since.wall, wall: this.since.wall };
    return this.measured;
  }

  /**
   * Server − phone in ms, as far as known. A clock that was put back while the page lived is noticed; one that leaped
   * ahead looks like a phone that slept, and is left alone.
   * @returns {number | null}
   */
  get offset() {
    if (!this.measured) return null;
    if (!this.since) return this.measured.offset;
    const putBack = this.steady() - this.since.steady - (this.wall() - this.since.wall);
    return Math.round(this.measured.offset + (putBack > 1_000 ? putBack : 0));
  }

  /** @returns {number | null} even ms since the server's clock was heard, in this life of the page */
  get elapsed() {
    return this.since && Math.round(this.steady() - this.since.steady);
  }

  /** The moment as the server would say it. @returns {number} ms */
  get now() {
    return this.wall() + (this.offset || 0);
  }

  /** By how much the phone's clock is wrong, in the largest unit that says it well. @returns {{unit: string, n: number}} */
  get wrongBy() {
    const minutes = Math.round(Math.abs(this.offset || 0) / 60_000);
    if (minutes >= 2_880) return { unit: "days", n: Math.round(minutes / 1_440) };
    return minutes >= 120 ? { unit: "hours", n: Math.round(minutes / 60) } : { unit: "minutes", n: minutes };
  }

  /** Whether the phone's clock is wrong enough to say so. @returns {boolean} */
  get isWrong() {
    return Math.abs(this.offset || 0) > WRONG_BY;
  }
}
