// @ts-check
/** How much to send at once, and how long to wait for it: a thin line gets small loads and much patience. */

/** Begin with what a stairwell carries in half a minute or so, not with all that the server would take. */
const FIRST_LOAD = 1_000_000;
const PATIENCE = 20_000;
/** Bytes that even a bad line carries in a millisecond. */
const THIN_LINE = 8;
const LONGEST_PATIENCE = 600_000;
const MOST_SLOWNESS = 16;

export class Pace {
  constructor() {
    this.bytes = FIRST_LOAD;
    this.slowness = 1;
  }

  /** @param {number} bytes of a load @returns {number} ms to wait for its answer */
  patience(bytes) {
    return Math.min((PATIENCE + bytes / THIN_LINE) * this.slowness, LONGEST_PATIENCE);
  }

  /** No answer came: half as much next time; what is one entry already gets twice the time. @param {number} bytes @param {number} entries of the load */
  failed(bytes, entries) {
    if (entries > 1) this.bytes = Math.min(this.bytes, bytes) / 2;
    else this.slowness = Math.min(this.slowness * 2, MOST_SLOWNESS);
  }

  /** An answer came: more may be tried, where the load was as large as it might be. @param {number} bytes */
  went(bytes) {
    if (bytes * 2 > this.bytes) this.bytes *= 2;
    this.slowness = Math.max(1, this.slowness / 2);
  }
}
