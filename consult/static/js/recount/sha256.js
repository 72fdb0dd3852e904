// @ts-check
/** SHA-256 (FIPS 180-4): our own, for the chain and where the browser offers none; Web Crypto for whole files. */

/**
 * The first 32 bits of the fractional part of a root of a prime.
 * @param {number} count
 * @param {number} power
 */
function rootsOfPrimes(count, power) {
  const found = [];
  for (let candidate = 2; found.length < count; candidate++) {
    let isPrime = true;
    for (let by = 2; by * by <= candidate; by++) if (candidate % by === 0) isPrime = false;
    if (isPrime) found.push(fractionOfRoot(candidate, power));
  }
  return found;
}

/**
 * In whole numbers, because floating point would not be exact enough everywhere.
 * @param {number} prime
 * @param {number} power
 */
function fractionOfRoot(prime, power) {
  const scaled = BigInt(prime) << BigInt(32 * power);
  let low = BigInt(0);
  let high = BigInt(prime + 1) << BigInt(32);
  while (high - low > BigInt(1)) {
    const middle = (low + high) >> BigInt(1);
    if (middle ** BigInt(power) <= scaled) low = middle;
    else high = middle;
  }
  return Number(low & BigInt(0xffffffff)) | 0;
}

const ROUND = Int32Array.from(rootsOfPrimes(64, 3));
const START = Int32Array.from(rootsOfPrimes(8, 2));
const SCHEDULE = new Int32Array(64);

/**
 * Work one block of 64 bytes into the state.
 * @param {Int32Array} state
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function block(state, bytes, at) {
  const w = SCHEDULE;
  for (let t = 0; t < 16; t++, at += 4) {
    w[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15];
    const y = w[t - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[t] + w[t]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/**
 * The fingerprint of these bytes.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array}
 */
export function sha256(bytes) {
  const state = START.slice();
  const whole = bytes.length - (bytes.length % 64);
  for (let at = 0; at < whole; at += 64) block(state, bytes, at);
  const rest = bytes.length - whole;
  const tail = new Uint8Array(rest < 56 ? 64 : 128);
  tail.set(bytes.subarray(whole));
  tail[rest] = 0x80;
  const view = new DataView(tail.buffer);
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(tail.length - 4, (bytes.length << 3) >>> 0);
  for (let at = 0; at < tail.length; at += 64) block(state, tail, at);
  const found = new Uint8Array(32);
  const out = new DataView(found.buffer);
  state.forEach((word, at) => out.setInt32(4 * at, word));
  return found;
}

const subtle = typeof crypto === "object" && crypto.subtle ? crypto.subtle : null;

/** Whether the browser's own SHA-256 may be used here (not on plain http). */
export const hasWebCrypto = subtle !== null;

/**
 * The fingerprint of a whole file, by the browser where it can, and then by both, which must agree.
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function fileFingerprint(bytes) {
  const own = sha256(bytes);
  if (!subtle) return own;
  const theirs = new Uint8Array(await subtle.digest("SHA-256", bytes));
  if (!theirs.every((byte, at) => byte === own[at])) throw new Error("two SHA-256 disagree");
  return theirs;
}

const NODE = new Uint8Array(65);

/**
 * SHA-256(0x01 ‖ left ‖ right).
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
export function node(left, right) {
  NODE[0] = 1;
  NODE.set(left, 1);
  NODE.set(right, 33);
  return sha256(NODE);
}

/**
 * SHA-256(0x00 ‖ bytes).
 * @param {Uint8Array} bytes
 */
export function leaf(bytes) {
  const whole = new Uint8Array(bytes.length + 1);
  whole.set(bytes, 1);
  return sha256(whole);
}

/**
 * The tree root of RFC 6962 over these leaves; of none, SHA-256 of nothing.
 * @param {Uint8Array[]} leaves
 * @returns {Uint8Array}
 */
export function treeRoot(leaves) {
  if (!leaves.length) return sha256(new Uint8Array(0));
  // Pairs from the left, an odd one going up alone, give the same tree as halving at the largest power of two.
  let level = leaves;
  while (level.length > 1) {
    const above = [];
    for (let at = 0; at < level.length; at += 2) above.push(at + 1 < level.length ? node(level[at], level[at + 1]) : level[at]);
    level = above;
  }
  return level[0];
}
