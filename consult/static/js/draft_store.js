// @ts-check
/** Where unfinished answers lie: this browser's own storage, one entry for each consultation and household. */
export const PREFIX = "consult-draft:";

/** @returns {Storage | null} null where the browser forbids storage; the form then works as a plain form */
export function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
