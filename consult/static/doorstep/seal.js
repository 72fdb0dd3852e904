// @ts-check
/**
 * Sealing to a public key: whoever seals cannot open again, this phone included.
 * A fresh P-256 key → ECDH → HKDF-SHA-256 → AES-256-GCM; sealed = fresh public key (65) ‖ iv (12) ‖ ciphertext and tag.
 */
import { joined } from "./bytes.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const POINT = 65;
const IV = 12;

/** @param {Uint8Array} raw the 65 bytes of a public key */
function publicKey(raw) {
  return crypto.subtle.importKey("raw", raw, CURVE, false, []);
}

/**
 * @param {CryptoKey} privateKey @param {Uint8Array} theirs @param {Uint8Array} salt @param {string} purpose
 * @param {KeyUsage} usage
 */
async function sharedKey(privateKey, theirs, salt, purpose, usage) {
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: await publicKey(theirs) }, privateKey, 256);
  const material = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(purpose) };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, [usage]);
}

/**
 * Seal bytes to a public key.
 * @param {Uint8Array} recipient the public key's 65 raw bytes @param {Uint8Array} plain
 * @param {string} purpose keeps one use of a key apart from another @param {string} beside what the seal also vouches for
 * @returns {Promise<Uint8Array>}
 */
export async function seal(recipient, plain, purpose, beside) {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const key = await sharedKey(pair.privateKey, recipient, joined(point, recipient), purpose, "encrypt");
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(beside) };
  return joined(point, iv, new Uint8Array(await crypto.subtle.encrypt(how, key, plain)));
}

/**
 * Open what was sealed to a key pair of this phone's own; throws when the bytes were touched.
 * @param {CryptoKey} privateKey @param {Uint8Array} recipient @param {Uint8Array} sealed
 * @param {string} purpose @param {string} beside @returns {Promise<Uint8Array>}
 */
export async function unseal(privateKey, recipient, sealed, purpose, beside) {
  const point = sealed.slice(0, POINT);
  const key = await sharedKey(privateKey, point, joined(point, recipient), purpose, "decrypt");
  const iv = sealed.slice(POINT, POINT + IV);
  const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(beside) };
  return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.slice(POINT + IV)));
}
