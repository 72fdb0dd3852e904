// @ts-check
/** From when and until when each kind of entry may be recorded: known without a network, so that nothing is called recorded that cannot count. */

/** @typedef {"never" | "early" | "now" | "over"} Stand */

/**
 * @param {any} consultation of a round @param {string} kind visit, paper or answers
 * @returns {{from: string, until: string} | null} null where it is not offered at all
 */
export function hours(consultation, kind) {
  if (consultation.hours) return consultation.hours[kind] || null;
  // A round that an earlier version of the service gave out.
  if (!consultation.takes.includes(kind)) return null;
  return { from: kind === "visit" ? "" : consultation.opens_at, until: consultation.closes_at };
}

/**
 * Whether something may be recorded at a moment.
 * @param {any} consultation @param {string} kind @param {number} now ms, by the server's clock as far as it is known @returns {Stand}
 */
export function stands(consultation, kind, now) {
  const open = hours(consultation, kind);
  if (!open) return "never";
  if (now >= Date.parse(open.until)) return "over";
  return now < Date.parse(open.from) ? "early" : "now";
}
