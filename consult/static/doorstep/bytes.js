// @ts-check
/** Bytes and their written forms. Base64 is base64url without padding, as JSON Web formats write it. */

/** @param {Uint8Array} bytes @returns {string} */
export function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text base64 or base64url @returns {Uint8Array} */
export function fromBase64(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes @returns {string} */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text @returns {Uint8Array} */
export function fromHex(text) {
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

/** @param {unknown} value @returns {Uint8Array} its JSON in UTF-8 */
export function jsonBytes(value) {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** @param {BufferSource} bytes @returns {any} the value that the bytes are the JSON of */
export function fromJsonBytes(bytes) {
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** @param {...Uint8Array} parts @returns {Uint8Array} */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {BufferSource} bytes @returns {Promise<Uint8Array>} */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** @returns {string} a fresh key of 128 random bits, 32 hexadecimal digits */
export function newId() {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}
