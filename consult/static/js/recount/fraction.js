// @ts-check
/** Exact fractions; nothing is compared after rounding. */

const ZERO = BigInt(0);
const ONE = BigInt(1);

export class Fraction {
  /**
   * @param {bigint | number} numerator
   * @param {bigint | number} [denominator]
   */
  constructor(numerator, denominator = ONE) {
    let n = BigInt(numerator);
    let d = BigInt(denominator);
    if (d < ZERO) [n, d] = [-n, -d];
    let [a, b] = [n < ZERO ? -n : n, d];
    while (b) [a, b] = [b, a % b];
    this.n = a ? n / a : n;
    this.d = a ? d / a : d;
  }

  /** @param {Fraction} other */
  plus(other) {
    return new Fraction(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  /** @param {Fraction} other */
  minus(other) {
    return new Fraction(this.n * other.d - other.n * this.d, this.d * other.d);
  }

  /** @param {Fraction} other */
  times(other) {
    return new Fraction(this.n * other.n, this.d * other.d);
  }

  /** @param {Fraction} other */
  over(other) {
    return new Fraction(this.n * other.d, this.d * other.n);
  }

  /**
   * Below 0, 0 or above 0, as this is less than, equal to or more than the other.
   * @param {Fraction} other
   */
  compare(other) {
    const difference = this.n * other.d - other.n * this.d;
    return difference < ZERO ? -1 : difference > ZERO ? 1 : 0;
  }

  toString() {
    return `${this.n}/${this.d}`;
  }

  /**
   * From decimal text like "-0.5", or a share like "2/3".
   * @param {string} text
   */
  static of(text) {
    const [top, bottom] = text.split("/");
    const [whole, digits = ""] = top.split(".");
    return new Fraction(BigInt(whole + digits), BigInt(bottom || 1) * BigInt(10) ** BigInt(digits.length));
  }
}

/**
 * By `compare`, for sorting.
 * @param {Fraction} one
 * @param {Fraction} other
 */
export function rising(one, other) {
  return one.compare(other);
}
