// @ts-check
/**
 * Reading what a resident marked, as the server will (consult/domain/answers.py): pure, so that the phone says at once
 * what needs another look. The server checks again.
 */
import { numberFault } from "./number.js";

/** @typedef {any} Question as consult/domain/question_json.py writes it */
/** @typedef {Record<string, any>} Answers by question number */
/** @typedef {{reason: string, details: Record<string, any>}} Fault */

const APART = ["none", "abstain"];

/** Whether a question is asked after these answers. @param {Question} question @param {Answers} answers */
export function isAsked(question, answers) {
  if (!question.show_if) return true;
  const given = answers[question.show_if.question] ?? [];
  return given === question.show_if.answer || (Array.isArray(given) && given.includes(question.show_if.answer));
}

/**
 * Keep what answers a question, and name what does not.
 * @param {Question[]} questions @param {Answers} marked
 * @returns {{answers: Answers, faults: Record<string, Fault>, isEmpty: boolean}}
 */
export function readAnswers(questions, marked) {
  /** @type {Answers} */
  const answers = {};
  /** @type {Record<string, Fault>} */
  const faults = {};
  for (const question of questions) {
    const raw = marked[question.number];
    if (!isAsked(question, answers) || isBlank(raw)) continue;
    const fault = CHECKS[question.type](question, raw);
    if (fault) faults[question.number] = { reason: fault.reason, details: { question: question.number, ...fault.details } };
    else answers[question.number] = cleaned(question, raw);
  }
  return { answers, faults, isEmpty: !Object.keys(answers).length && !Object.keys(faults).length };
}

/** @param {any} raw @returns {boolean} */
export function isBlank(raw) {
  if (raw === undefined || raw === null) return true;
  if (typeof raw === "string") return !raw.trim();
  return Array.isArray(raw) ? !raw.length : Object.values(raw).every(isBlank);
}

/** Rows left empty are left out. @param {Question} question @param {any} raw */
function cleaned(question, raw) {
  if (typeof raw === "string") return raw.trim();
  if (Array.isArray(raw)) return raw;
  const said = Object.entries(raw).filter(([, mark]) => !isBlank(mark));
  if (question.type !== "rank") return Object.fromEntries(said);
  return said.sort((one, other) => Number(one[1]) - Number(other[1])).map(([key]) => key);
}

/** @type {Record<string, (question: Question, raw: any) => Fault | null>} */
const CHECKS = {
  "consent": () => null,
  "choose-one": () => null,
  "place": () => null,
  "each-plan": () => null,
  "choose-some": (question, raw) => mixed(raw) || tooMany(question, raw.length),
  "budget": (question, raw) => tooMany(question, raw.length) || overBudget(question, raw),
  "text": (_, raw) => (raw.length > 2_000 ? { reason: "text-too-long", details: { limit: 2_000 } } : null),
  "number": (question, raw) => numberFault(raw, question.bounds || {}),
  "rank": (question, raw) => {
    const places = Object.values(raw).filter((place) => !isBlank(place));
    if (new Set(places).size < places.length) return { reason: "ranked-twice", details: {} };
    return tooMany(question, places.length);
  },
  "score": (question, raw) => {
    const { low, high } = question.scale;
    const isOff = Object.values(raw).some((mark) => !isBlank(mark) && !(Number(mark) >= low && Number(mark) <= high));
    return isOff ? { reason: "score-off-scale", details: { low, high } } : null;
  },
};

/** @param {string[]} keys @returns {Fault | null} */
function mixed(keys) {
  return keys.length > 1 && keys.some((key) => APART.includes(key)) ? { reason: "mixed-choices", details: {} } : null;
}

/** @param {Question} question @param {number} chosen @returns {Fault | null} */
function tooMany(question, chosen) {
  const limit = question.most || question.options.length;
  return chosen > limit ? { reason: "too-many-choices", details: { limit } } : null;
}

/** @param {Question} question @param {string[]} keys @returns {Fault | null} */
function overBudget(question, keys) {
  const costs = question.options.filter((/** @type {any} */ option) => keys.includes(option.key));
  const sum = costs.reduce((/** @type {number} */ whole, /** @type {any} */ option) => whole + (option.cost || 0), 0);
  return sum > question.budget ? { reason: "over-budget", details: { sum: yuan(sum), budget: yuan(question.budget) } } : null;
}

/** @param {number} hundredths */
function yuan(hundredths) {
  return (hundredths / 100).toFixed(2);
}
