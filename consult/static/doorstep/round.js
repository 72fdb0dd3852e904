// @ts-check
/** The round: fetched when there is signal, kept for the locked notebook, and only from a book that goes on. */
import { Refused } from "./api.js";
import { toBase64 } from "./bytes.js";
import { follow } from "./checkpoint.js";
import * as notebook from "./notebook.js";

const ROUND_EVERY = 10 * 60_000;

/** @typedef {import("./phone.js").Phone} Phone */

/** Fetch the round where it is due, and check first that the book goes on from where this phone knows it. @param {Phone} phone */
export async function refresh(phone) {
  if (phone.why || !phone.binding || !phone.secret || phone.clock.steady() - phone.asked < ROUND_EVERY) return;
  const asked = phone.clock.wall();
  try {
    const round = await phone.api.round();
    await keepRound(phone, round, asked);
    phone.asked = phone.clock.steady();
    await checkBooks(phone, round.consultations);
    phone.show(false);
  } catch (fault) {
    // Whatever else is wrong with the round, what waits is still to be sent; a phone that was switched off hears it in every answer.
    if (!(fault instanceof Refused) || fault.isPassing) throw fault;
  }
}

/** Whether an entry is for the estate with which this phone is connected now. @param {Phone} phone @param {import("./store.js").Pending} entry */
export function isOurs(phone, entry) {
  const { estate } = phone.open;
  // Entries of an earlier version do not say: the server does.
  return (!entry.estate || entry.estate === estate) && (!entry.elsewhere || entry.elsewhere !== estate);
}

/** @param {Phone} phone @param {any} round @param {number} asked */
export async function keepRound(phone, round, asked) {
  const ends = Object.fromEntries(round.consultations.map((/** @type {any} */ one) => [one.code, one.closes_at]));
  const estate = round.estate.code;
  phone.open = { limits: round.limits, ends, key: { ...round.key, estate }, estate };
  await phone.store.keep({ open: phone.open });
  await phone.store.keepRound(await notebook.write(/** @type {notebook.Binding} */ (phone.binding), round), asked);
  await phone.readNotebook();
  phone.show(false);
}

/** Follow every book that this phone remembers, and remember new ones. @param {Phone} phone @param {any[]} consultations */
export async function checkBooks(phone, consultations) {
  const { estate } = phone.open;
  const known = Object.keys(phone.books);
  for (const { code, checkpoint } of consultations) if (!phone.books[code] && checkpoint) phone.books[code] = { estate, ...checkpoint };
  await phone.store.keep({ books: phone.books });
  // Also of those that the round does not name: one that vanished before its end must not vanish quietly.
  for (const code of known) await checkBook(phone, code);
}

/** Follow one book from the line that this phone remembers; it needs no round, so that sending need not wait for one. @param {Phone} phone @param {string} code */
export async function checkBook(phone, code) {
  const known = phone.books[code];
  if (!known || known.isBroken || known.isOver || (known.estate && known.estate !== phone.open.estate)) return;
  const to = await follow(known, (seq) => phone.api.proof(code, seq));
  phone.books[code] = to ? { ...known, ...to } : { ...known, isBroken: true };
  await phone.store.keep({ books: phone.books });
}

/** Send all the same to a book that is not the one this phone knows. @param {Phone} phone @param {string} code */
export async function trustAgain(phone, code) {
  delete phone.books[code];
  await phone.store.keep({ books: phone.books });
  phone.asked = -Infinity;
  phone.show(false);
  await phone.sync.now();
}

/** What to keep of an answer that did not simply count. @param {Phone} phone @param {import("./store.js").Pending} entry @param {any} ack */
export async function noted(phone, entry, ack) {
  if (ack.status === "recorded" || !phone.binding) return null;
  const { status, sentence, at, receipt } = ack;
  return notebook.write(phone.binding, { status, sentence, at, receipt, mark: toBase64(entry.mark) });
}
