// @ts-check
/**
 * The phone's own notebook: what the leader may see again (rooms, marks of visits, the device's secret).
 * Anybody may write into it, also while the phone is locked; only the PIN opens it. Recorded visits are not in it: they
 * are sealed to the estate, and no PIN opens those.
 */
import { fromJsonBytes, jsonBytes } from "./bytes.js";
import { seal, unseal } from "./seal.js";

export const PIN_LENGTH = 6;
/** Rounds of PBKDF2-HMAC-SHA-256, as OWASP's password storage sheet asks: about a second on an old phone. */
export const ROUNDS = 600_000;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const PURPOSE = "consult doorstep notebook 1";

/** @typedef {{salt: Uint8Array, rounds: number, iv: Uint8Array, wrapped: Uint8Array, point: Uint8Array}} Binding */

/** @param {string} pin @param {Uint8Array} salt @param {number} rounds @param {KeyUsage} usage */
async function pinKey(pin, salt, rounds, usage) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, [usage]);
}

/** Bind a new notebook with a PIN. @param {string} pin @param {number} [rounds] @returns {Promise<Binding>} */
export async function bind(pin, rounds = ROUNDS) {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await pinKey(pin, salt, rounds, "wrapKey");
  const wrapped = await crypto.subtle.wrapKey("pkcs8", pair.privateKey, key, { name: "AES-GCM", iv });
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { salt, rounds, iv, wrapped: new Uint8Array(wrapped), point };
}

/**
 * The key that reads the notebook; null when the PIN is another one.
 * @param {Binding} binding @param {string} pin @returns {Promise<CryptoKey | null>}
 */
export async function unbind(binding, pin) {
  const key = await pinKey(pin, binding.salt, binding.rounds, "unwrapKey");
  const how = { name: "AES-GCM", iv: binding.iv };
  try {
    return await crypto.subtle.unwrapKey("pkcs8", binding.wrapped, key, how, CURVE, false, ["deriveBits"]);
  } catch {
    return null;
  }
}

/** @param {Binding} binding @param {unknown} value @returns {Promise<Uint8Array>} */
export function write(binding, value) {
  return seal(binding.point, jsonBytes(value), PURPOSE, "");
}

/** @param {Binding} binding @param {CryptoKey} key @param {Uint8Array} page @returns {Promise<any>} */
export async function read(binding, key, page) {
  return fromJsonBytes(await unseal(key, binding.point, page, PURPOSE, ""));
}

/** How long a wrong PIN must wait before the next: five tries are free. @param {number} wrong tries in a row @returns {number} ms */
export function wait(wrong) {
  return wrong < 5 ? 0 : Math.min(30_000 * 2 ** (wrong - 5), 3_600_000);
}
