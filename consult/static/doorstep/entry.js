// @ts-check
/** One thing that happened at a door: made, sealed to the estate at once, and kept until the server has it. */
import { fromBase64, jsonBytes, newId, sha256, toBase64, toHex } from "./bytes.js";
import { seal } from "./seal.js";

const PURPOSE = "consult doorstep 1";
/** An entry's length must not tell what is in it. */
const BLOCK = 2_048;

/** @typedef {{id: string, public: string, estate?: string}} EstateKey estate: its code */
/** @typedef {{consultation: string, elector: string, state: string, at: number}} MarkSaid what the grid may show */

/**
 * Seal an entry; from here on nobody can read it on this phone.
 * @param {EstateKey} key @param {string} consultation @param {object} said the entry in plain
 * @param {number} at phone's clock, ms @param {Uint8Array} mark sealed to the notebook
 * @returns {Promise<import("./store.js").Pending>}
 */
export async function sealed(key, consultation, said, at, mark) {
  const id = newId();
  const bytes = await seal(fromBase64(key.public), padded(jsonBytes({ v: 1, ...said })), PURPOSE, `${consultation}\n${id}`);
  const fingerprint = toHex(await sha256(bytes));
  return { id, consultation, key: key.id, estate: key.estate, sealed: bytes, fingerprint, at, mark, tried: false, registered: false };
}

/** @param {Uint8Array} plain @returns {Uint8Array} filled up with spaces */
export function padded(plain) {
  const whole = new Uint8Array(Math.ceil((plain.length + 1) / BLOCK) * BLOCK).fill(0x20);
  whole.set(plain);
  return whole;
}

/** The entry as it travels. @param {import("./store.js").Pending} entry */
export function envelope(entry) {
  return { submission_id: entry.id, consultation: entry.consultation, key: entry.key, sealed: toBase64(entry.sealed) };
}

/**
 * Everything unsent as a file, signed by this device: the last resort when it cannot be sent.
 * @param {string} device @param {CryptoKey} signing @param {import("./store.js").Pending[]} entries @param {string} now
 * @returns {Promise<object>}
 */
export async function exported(device, signing, entries, now) {
  const text = `consult-doorstep-1\n${device}\n${entries.map((entry) => entry.fingerprint).join("\n")}`;
  const how = { name: "ECDSA", hash: "SHA-256" };
  const signature = new Uint8Array(await crypto.subtle.sign(how, signing, new TextEncoder().encode(text)));
  const written = { format: "consult-doorstep-1", device, made_at: now, entries: entries.map(envelope) };
  return { ...written, signature: toBase64(signature) };
}

/** Beyond this an entry carries a photo. */
const HEAVY = 64_000;

/** @param {import("./store.js").Pending} entry */
export function isHeavy(entry) {
  return entry.sealed.length > HEAVY;
}

/** @param {import("./store.js").Pending} entry @returns {number} bytes as it travels */
export function weight(entry) {
  return Math.ceil(entry.sealed.length * 4 / 3) + 300;
}

/**
 * Entries in loads that one request may carry, in their order; a load has one entry at least.
 * @param {import("./store.js").Pending[]} entries @param {{entries: number, bundle_bytes: number}} limits
 */
export function loads(entries, limits) {
  /** @type {import("./store.js").Pending[][]} */
  const found = [];
  let bytes = Infinity;
  for (const entry of entries) {
    const last = found[found.length - 1];
    if (!last || last.length >= limits.entries || bytes + weight(entry) > limits.bundle_bytes) {
      found.push([entry]);
      bytes = weight(entry) + 300;
    } else {
      last.push(entry);
      bytes += weight(entry);
    }
  }
  return found;
}
