// @ts-check
/** The figures of one question (docs/package.md, 6). */
import { isObject } from "./canonical.js";
import { SIDES, isShown, onOffer, optionKeys, own } from "./questions.js";
import { NOBODY, together } from "./roll.js";

/** @typedef {import("./roll.js").Weight} Weight */
/** @typedef {{weight: Weight, answers: any}} Ballot */
/** @typedef {{weight: Weight, answer: any}} Said */
/**
 * @typedef {object} Figures who took part in a question, a plan or a row, and what they said
 * @property {Weight} participating
 * @property {Weight} expressed
 * @property {Weight} void
 * @property {Weight} blank
 * @property {Weight} shown_to
 * @property {Map<string, Weight>} counts
 * @property {Said[]} answered
 * @property {Map<string, Figures>} rows
 */

/** @param {Said[]} said */
function weightOf(said) {
  return together(said.map((one) => one.weight));
}

/** The sides of an answer with rows; null for any other. @param {any} answer */
function sidesOf(answer) {
  const sides = isObject(answer) ? Object.values(answer) : [];
  return sides.length && sides.every((side) => typeof side === "string") ? sides : null;
}

/** @param {any} answer */
function isVoid(answer) {
  const sides = sidesOf(answer);
  return answer === "void" || (sides !== null && sides.every((side) => side === "void"));
}

/** @param {any} answer */
function isExpressed(answer) {
  const sides = sidesOf(answer);
  if (sides) return sides.includes("agree") || sides.includes("oppose");
  return !(answer === "abstain" || answer === "follow" || (Array.isArray(answer) && answer[0] === "abstain" && answer.length === 1));
}

/**
 * The figures of one question; the invalid take part only where the rules of procedure say so.
 * @param {any} question
 * @param {Ballot[]} ballots
 * @param {Weight} invalid
 * @param {any} procedure
 * @returns {Figures}
 */
export function count(question, ballots, invalid, procedure) {
  const number = String(question.number);
  const shown = ballots.filter((one) => isShown(question, one.answers)).map((one) => ({ weight: one.weight, answer: own(one.answers, number) }));
  const found = figures(shown, invalid, procedure);
  found.counts = countsOf(question, found.answered);
  if (question.type === "each-plan") for (const key of optionKeys(question)) found.rows.set(key, row(key, shown, invalid, procedure));
  return found;
}

/**
 * The weight of each key on offer.
 * @param {any} question
 * @param {Said[]} answered
 */
function countsOf(question, answered) {
  /** @type {Map<string, Weight>} */
  const counts = new Map(onOffer(question).map((key) => [key, { heads: 0, area: 0 }]));
  for (const { weight, answer } of counts.size ? answered : []) {
    for (const key of chosen(question.type, answer)) {
      const sum = counts.get(key);
      if (!sum) continue;
      sum.heads += weight.heads;
      sum.area += weight.area;
    }
  }
  return counts;
}

/**
 * The keys that an answer gives its weight to.
 * @param {string} type
 * @param {any} answer
 * @returns {string[]}
 */
function chosen(type, answer) {
  if (Array.isArray(answer)) return type === "rank" ? answer.slice(0, 1) : answer;
  return isObject(answer) ? Object.keys(answer) : [answer];
}

/**
 * One row, counted like a question of its own.
 * @param {string} key
 * @param {Said[]} shown
 * @param {Weight} invalid
 * @param {any} procedure
 */
function row(key, shown, invalid, procedure) {
  const own_ = shown.map(({ weight, answer }) => ({ weight, answer: isObject(answer) ? own(answer, key) : answer }));
  const found = figures(own_, invalid, procedure);
  for (const side of SIDES) found.counts.set(side, weightOf(found.answered.filter((one) => one.answer === side)));
  return found;
}

/**
 * Shown, void, blank, answered, participating, expressed.
 * @param {Said[]} shown
 * @param {Weight} invalid
 * @param {any} procedure
 * @returns {Figures}
 */
function figures(shown, invalid, procedure) {
  const blank = weightOf(shown.filter((one) => one.answer === undefined));
  const answered = shown.filter((one) => one.answer !== undefined && !isVoid(one.answer));
  const empty = weightOf(shown.filter((one) => one.answer !== undefined && isVoid(one.answer)));
  const participating = together([
    weightOf(answered),
    procedure.blank_abstains ? blank : NOBODY,
    ...(procedure.invalid_takes_part ? [empty, invalid] : []),
  ]);
  return {
    participating,
    expressed: weightOf(answered.filter((one) => isExpressed(one.answer))),
    void: empty,
    blank,
    shown_to: weightOf(shown),
    counts: new Map(),
    answered,
    rows: new Map(),
  };
}
