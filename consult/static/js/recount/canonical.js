// @ts-check
/** Canonical JSON (RFC 8785) as far as a package uses it, and the shapes of fingerprints and times. */
import { fromHex, hex, joined, textOf, utf8 } from "./bytes.js";
import { Faulty, need } from "./faulty.js";
import { sha256 } from "./sha256.js";

/**
 * The one way to write a value.
 * @param {any} value
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/**
 * What these bytes say; a fault if they are not the one way to say it.
 * @param {Uint8Array} bytes
 * @param {string} zh where
 * @param {string} en where
 */
export function readCanonical(bytes, zh, en) {
  try {
    const text = textOf(bytes);
    const value = JSON.parse(text);
    // A lone surrogate is written with an escape, which canonical JSON never needs.
    if (isPlain(value) && !/\\ud/i.test(text) && canonical(value) === text) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)) throw error;
  }
  throw new Faulty(`${zh}不是规定的写法：被改过。`, `${en} is not in the prescribed form: it was changed.`);
}

/**
 * Whether a value holds only whole numbers that every program can hold, and ASCII keys.
 * @param {any} value
 * @returns {boolean}
 */
function isPlain(value) {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (value === null || typeof value !== "object") return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return Object.keys(value).every((key) => /^[\x00-\x7f]*$/.test(key) && isPlain(value[key]));
}

/**
 * Whether both say the same.
 * @param {any} one
 * @param {any} other
 */
export function equal(one, other) {
  return one !== undefined && other !== undefined && canonical(one) === canonical(other);
}

/** @param {any} value */
export function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** @param {any} value */
export function isText(value) {
  return typeof value === "string";
}

/** @param {any} value */
export function isCount(value) {
  return Number.isSafeInteger(value) && value >= 0;
}

/** @param {any} value */
export function isHex(value) {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/** @param {any} value */
export function isSalted(value) {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}

/** @param {any} value */
export function isMoment(value) {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === value;
}

/**
 * Whether these whole numbers or texts rise.
 * @param {any} list
 * @param {(value: any) => boolean} fits
 */
export function rises(list, fits) {
  return Array.isArray(list) && list.every((value, at) => fits(value) && (at === 0 || list[at - 1] < value));
}

/**
 * The seal over a value that this opening opens.
 * @param {any} opening
 * @param {any} value
 */
export function sealed(opening, value) {
  need(isHex(opening), "开启值不是 64 位十六进制。", "An opening is not 64 hex digits.");
  return `sha256:${hex(sha256(joined([fromHex(opening), utf8(canonical(value))])))}`;
}
