// @ts-check
/** Unpack a deflated file (RFC 1951), for packages that somebody has packed anew. */

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const FAR_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const FAR_BITS = FAR_BASE.map((_, at) => Math.max(0, (at >> 1) - 1));
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * How many codes there are of each length, and the symbols in the order of their codes.
 * @param {number[]} lengths
 */
function codeOf(lengths) {
  const counts = new Array(16).fill(0);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const symbols = lengths.map((length, symbol) => ({ length, symbol })).filter((one) => one.length);
  symbols.sort((one, other) => one.length - other.length || one.symbol - other.symbol);
  return { counts, symbols: symbols.map((one) => one.symbol) };
}

const FIXED = codeOf([...new Array(144).fill(8), ...new Array(112).fill(9), ...new Array(24).fill(7), ...new Array(8).fill(8)]);
const FIXED_FAR = codeOf(new Array(30).fill(5));

class Bits {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  bit() {
    const byte = this.at >> 3;
    if (byte >= this.bytes.length) throw new RangeError("torn");
    return (this.bytes[byte] >> (this.at++ & 7)) & 1;
  }

  /** @param {number} count */
  number(count) {
    let value = 0;
    for (let at = 0; at < count; at++) value |= this.bit() << at;
    return value;
  }

  /** @param {{counts: number[], symbols: number[]}} code */
  symbol(code) {
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      value |= this.bit();
      const count = code.counts[length];
      if (value - first < count) return code.symbols[index + value - first];
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new RangeError("no such code");
  }
}

/** @param {Bits} bits */
function codesOf(bits) {
  const literals = bits.number(5) + 257;
  const fars = bits.number(5) + 1;
  const named = bits.number(4) + 4;
  const lengths = new Array(19).fill(0);
  for (let at = 0; at < named; at++) lengths[ORDER[at]] = bits.number(3);
  const code = codeOf(lengths);
  /** @type {number[]} */
  const all = [];
  while (all.length < literals + fars) {
    const symbol = bits.symbol(code);
    if (symbol < 16) all.push(symbol);
    else if (symbol === 16) all.push(...new Array(3 + bits.number(2)).fill(all[all.length - 1]));
    else all.push(...new Array(symbol === 17 ? 3 + bits.number(3) : 11 + bits.number(7)).fill(0));
  }
  return [codeOf(all.slice(0, literals)), codeOf(all.slice(literals))];
}

/**
 * The unpacked bytes, which must be exactly so many; an error where the stream is torn or says something else.
 * @param {Uint8Array} packed
 * @param {number} size
 */
export function inflate(packed, size) {
  const bits = new Bits(packed);
  const found = new Uint8Array(size);
  let at = 0;
  for (let last = 0; !last; ) {
    last = bits.bit();
    const kind = bits.number(2);
    if (kind === 3) throw new RangeError("no such block");
    at = kind === 0 ? stored(bits, found, at) : squeezed(bits, found, at, kind === 1 ? [FIXED, FIXED_FAR] : codesOf(bits));
  }
  if (at !== size) throw new RangeError("another size");
  return found;
}

/**
 * @param {Bits} bits
 * @param {Uint8Array} found
 * @param {number} at
 */
function stored(bits, found, at) {
  bits.at = (bits.at + 7) & ~7;
  const length = bits.number(16);
  if ((bits.number(16) ^ 0xffff) !== length) throw new RangeError("torn");
  const from = bits.at >> 3;
  if (from + length > bits.bytes.length) throw new RangeError("torn");
  found.set(bits.bytes.subarray(from, from + length), at);
  bits.at += length * 8;
  return at + length;
}

/**
 * @param {Bits} bits
 * @param {Uint8Array} found
 * @param {number} at
 * @param {{counts: number[], symbols: number[]}[]} codes
 */
function squeezed(bits, found, at, [literals, fars]) {
  for (;;) {
    const symbol = bits.symbol(literals);
    if (symbol === 256) return at;
    if (symbol < 256) {
      if (at >= found.length) throw new RangeError("another size");
      found[at++] = symbol;
      continue;
    }
    const length = LENGTH_BASE[symbol - 257] + bits.number(LENGTH_BITS[symbol - 257]);
    const far = bits.symbol(fars);
    const back = FAR_BASE[far] + bits.number(FAR_BITS[far]);
    if (back > at || at + length > found.length) throw new RangeError("another size");
    for (const end = at + length; at < end; at++) found[at] = found[at - back];
  }
}
