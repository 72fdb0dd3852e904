// @ts-check
/** One recount shown on a page: the progress while it runs, and then the report. */
import { recount } from "./recount.js";
import { reportOf } from "./report.js";
import { DOING } from "./words.js";

/** @typedef {import("./words.js").Language} Language */

/**
 * Show how far it is.
 * @param {HTMLElement} place
 * @param {Language} language
 */
export function progressIn(place, language) {
  const bar = document.createElement("progress");
  const words = document.createElement("p");
  const step = document.createElement("span");
  const percent = document.createElement("span");
  // The step is spoken when it changes; the percentage would be spoken all the time.
  step.setAttribute("role", "status");
  percent.setAttribute("aria-hidden", "true");
  words.append(step, " ", percent);
  bar.max = 1;
  bar.className = "recount__progress";
  place.replaceChildren(words, bar);
  return (/** @type {string} */ name, /** @type {number} */ done) => {
    if (step.textContent !== DOING[name][language]) step.textContent = DOING[name][language];
    bar.setAttribute("aria-label", DOING[name][language]);
    bar.value = done;
    percent.textContent = `${Math.floor(done * 100)} %`;
  };
}

/**
 * Recount, and put the report into its place.
 * @param {Uint8Array | Map<string, Uint8Array>} source
 * @param {HTMLElement} place
 * @param {Language} language
 * @param {string} title
 */
export async function recountInto(source, place, language, title) {
  const verdict = await recount(source, progressIn(place, language));
  showIn(place, verdict, language, title);
  return verdict;
}

/**
 * @param {HTMLElement} place
 * @param {import("./recount.js").Verdict} verdict
 * @param {Language} language
 * @param {string} title
 */
export function showIn(place, verdict, language, title) {
  const report = reportOf(verdict, language, title);
  place.replaceChildren(report);
  const head = report.firstElementChild;
  if (head instanceof HTMLElement) head.focus();
}
