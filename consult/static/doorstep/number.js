// @ts-check
/** Numbers as people type them, exact, as the server reads them (consult/domain/numbers_typed.py): millionths in a BigInt. */

const NUMBER = /^([+-]?)([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,6}))?$/;
const MILLION = 1_000_000n;

/** @param {string} typed @returns {bigint | null} millionths; null where it is no number */
export function readNumber(typed) {
  const plain = typed.normalize("NFKC").trim().replace("\u2212", "-");
  const found = NUMBER.exec(plain);
  if (!found) return null;
  const size = BigInt(found[2].replaceAll(",", "")) * MILLION + BigInt((found[3] || "").padEnd(6, "0"));
  return found[1] === "-" ? -size : size;
}

/**
 * Why a number does not answer a question; null when it does.
 * @param {string} typed @param {{least?: string, most?: string, step?: string}} bounds
 * @returns {{reason: string, details: Record<string, string>} | null}
 */
export function numberFault(typed, bounds) {
  const number = readNumber(typed);
  if (number === null) return { reason: "number-unreadable", details: { answer: typed.slice(0, 40) } };
  const [least, most] = [end(bounds.least), end(bounds.most)];
  if (least !== null && number < least) return { reason: "number-too-small", details: { least: bounds.least || "" } };
  if (most !== null && number > most) return { reason: "number-too-large", details: { most: bounds.most || "" } };
  const isOff = (number - (least || 0n)) % (end(bounds.step) || MILLION) !== 0n;
  return isOff ? { reason: "number-off-step", details: { step: bounds.step || "1" } } : null;
}

/** @param {string | undefined} written */
function end(written) {
  return written === undefined ? null : readNumber(written);
}
