// @ts-check
/** Coming in: a one-time code connects the phone, a PIN opens it, and too many wrong ones forget the rooms. */
import { toBase64 } from "./bytes.js";
import * as notebook from "./notebook.js";

export const MOST_WRONG = 10;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };

/** @typedef {import("./phone.js").Phone} Phone */

/** Connect this phone by a one-time code; the same code may be tried again when an answer was lost. @param {Phone} phone @param {string} token @param {string} name */
export async function enrol(phone, token, name) {
  let trying = await phone.store.get("enrolling");
  if (trying?.token !== token) {
    const [secret, sending] = [32, 32].map((length) => toBase64(crypto.getRandomValues(new Uint8Array(length))));
    trying = { token, secret, sending, signing: await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]) };
    await phone.store.keep({ enrolling: trying });
  }
  const point = toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", trying.signing.publicKey)));
  const { secret, sending } = trying;
  const { device, estate } = await phone.api.enrol({ v: 1, token, secret, sending, public_key: point, name });
  await phone.store.forgetRound();
  // What waits for another estate must not be taken for this one's, nor the books that were followed there.
  const open = { limits: null, ends: {}, key: null, estate };
  const books = Object.fromEntries(Object.entries(phone.books).map(([code, book]) => [code, { estate: phone.open.estate, ...book }]));
  Object.assign(phone, { device: { id: device }, binding: null, secret, sending, open, books, why: "" });
  await phone.store.keep({ device: phone.device, signing: trying.signing.privateKey, openSecret: secret, sending, open, books, enrolling: undefined, why: undefined });
  await phone.lookElsewhere();
  phone.happen({ do: "enrolled" });
}

/** Set the PIN: from now on it alone opens the rooms. @param {Phone} phone @param {string} pin */
export async function bind(phone, pin) {
  const binding = await notebook.bind(pin);
  const secret = await notebook.write(binding, phone.secret);
  await phone.store.keep({ binding, secret, openSecret: undefined, wrong: undefined });
  phone.binding = binding;
  phone.key = await notebook.unbind(binding, pin);
  phone.happen({ do: "bound" });
  phone.asked = -Infinity;
  await phone.sync.now();
}

/** @param {Phone} phone @returns {Promise<{wrong: number, left: number}>} tries in a row, and ms to wait before the next */
export async function wrongTries(phone) {
  const kept = (await phone.store.get("wrong")) || { wrong: 0, until: 0 };
  const most = notebook.wait(kept.wrong);
  return { wrong: kept.wrong, left: Math.max(0, Math.min(kept.until - Date.now(), most)) };
}

/** Open the rooms. @param {Phone} phone @param {string} pin @returns {Promise<boolean>} */
export async function unlock(phone, pin) {
  const binding = /** @type {notebook.Binding} */ (phone.binding);
  const { wrong, left } = await wrongTries(phone);
  if (left) return false;
  // Counted before it is tried: killing the app does not give a try back.
  const tries = wrong + 1;
  await phone.store.keep({ wrong: { wrong: tries, until: Date.now() + notebook.wait(tries) } });
  const key = await notebook.unbind(binding, pin);
  if (!key) {
    if (tries >= MOST_WRONG) await forget(phone, "pin");
    return false;
  }
  await phone.store.keep({ wrong: undefined });
  phone.key = key;
  phone.secret = await notebook.read(binding, key, await phone.store.get("secret"));
  await phone.takeUnfinished(binding, key);
  await phone.readNotebook();
  phone.happen({ do: "unlocked" });
  phone.sync.now();
  return true;
}

/** Forget the rooms, the PIN and the secret that reads, never what waits to be sent. @param {Phone} phone @param {string} why revoked, unknown or pin */
export async function forget(phone, why) {
  if (phone.why) return;
  phone.why = why;
  await phone.store.keep({ why });
  await phone.store.forgetRound();
  phone.binding = null;
  phone.secret = "";
  phone.close();
  phone.happen({ do: "gone" });
}
