// @ts-check
/** Opinions that no rule judges: rankings, scores, numbers (docs/package.md, 6, Opinions). */
import { own, optionKeys } from "./questions.js";
import { borda, byNumber, groups, instantRunoff, ranked, schulze } from "./elections.js";
import { Fraction, rising } from "./fraction.js";
import { equalShares, greedy } from "./shares.js";

/** @typedef {import("./counts.js").Figures} Figures */
/** @typedef {{heads: number, answer: any}} Said */

const FEW = 5;
/** @type {Record<string, string[]>} */
const USUAL = { rank: ["borda", "instant-runoff", "schulze"], score: ["mean", "median"], budget: ["greedy", "equal-shares"] };

/** @type {Record<string, (question: any, said: Said[]) => any>} */
const COUNTED = {
  borda: (question, said) => borda(optionKeys(question), said),
  schulze: (question, said) => schulze(optionKeys(question), said),
  "instant-runoff": (question, said) => instantRunoff(optionKeys(question), said),
  mean: (question, said) => averages(question, said, mean),
  median: (question, said) => averages(question, said, median),
  greedy,
  "equal-shares": equalShares,
};

/**
 * All ways in which a question is counted as an opinion.
 * @param {any} question
 * @param {Figures} figures
 */
export function methodsOf(question, figures) {
  const { type, can_refuse: refuses } = question;
  const said = figures.answered.filter(({ answer }) => !isRefusal(answer)).map(({ weight, answer }) => ({ heads: weight.heads, answer }));
  if (type === "choose-some" && !refuses) return { approval: byCounts(question, figures) };
  if (["choose-one", "place"].includes(type) && !refuses) return { plurality: byCounts(question, figures) };
  if (type === "number") return { figures: numbers(said) };
  /** @type {string[]} */
  const names = question.methods || USUAL[type] || [];
  return Object.fromEntries(names.map((name) => [name, COUNTED[name](question, said)]));
}

/** @param {any} answer */
function isRefusal(answer) {
  return ["none", "abstain"].includes(Array.isArray(answer) && answer.length === 1 ? answer[0] : answer);
}

/** By heads that chose each option. @param {any} question @param {Figures} figures */
function byCounts(question, figures) {
  const heads = (/** @type {string} */ key) => (figures.counts.get(key) || { heads: 0 }).heads;
  const keys = optionKeys(question);
  return ranked(keys.some(heads) ? groups(keys, heads, byNumber) : []);
}

/** Heads, mean and median, and the fifth from each end. @param {Said[]} said */
function numbers(said) {
  const values = said.flatMap(({ heads, answer }) => new Array(heads).fill(Fraction.of(answer))).sort(rising);
  if (!values.length) return { heads: 0 };
  const found = { heads: values.length, mean: mean(values).toString(), median: median(values).toString() };
  if (values.length < FEW) return found;
  return { ...found, five_lowest: values[FEW - 1].toString(), five_highest: values[values.length - FEW].toString() };
}

/** @param {Fraction[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum.plus(value), new Fraction(0)).over(new Fraction(values.length));
}

/** Halfway between the middle two. @param {Fraction[]} sorted */
function median(sorted) {
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : sorted[half - 1].plus(sorted[half]).over(new Fraction(2));
}

/**
 * Scores by their mean or their median.
 * @param {any} question
 * @param {Said[]} said
 * @param {(sorted: Fraction[]) => Fraction} average
 */
function averages(question, said, average) {
  const keys = optionKeys(question);
  /** @type {Map<string, number[]>} */
  const given = new Map(keys.map((key) => [key, scoresOf(key, said)]));
  const scored = keys.filter((key) => (given.get(key) || []).length);
  const found = new Map(scored.map((key) => [key, average((given.get(key) || []).map((score) => new Fraction(score)))]));
  return {
    averages: Object.fromEntries([...found].map(([key, value]) => [key, value.toString()])),
    ...ranked(groups(scored, (key) => found.get(key) || new Fraction(0), rising)),
    unscored: scored.length ? keys.filter((key) => !found.has(key)) : [],
    spread: Object.fromEntries(keys.map((key) => [key, spread(question.scale, given.get(key) || [])])),
  };
}

/** @param {string} key @param {Said[]} said */
function scoresOf(key, said) {
  const scores = said.flatMap(({ heads, answer }) => {
    const score = own(answer, key);
    return score === undefined ? [] : new Array(heads).fill(score);
  });
  return scores.sort(byNumber);
}

/**
 * How many gave each score, neighbours together until five gave one of them.
 * @param {{low: number, high: number}} scale
 * @param {number[]} scores
 */
function spread({ low, high }, scores) {
  if (scores.length < FEW) return {};
  /** @type {{from: number, to: number, heads: number}[]} */
  const found = [];
  let from = low;
  let heads = 0;
  for (let score = low; score <= high; score++) {
    heads += scores.filter((one) => one === score).length;
    if (heads < FEW) continue;
    found.push({ from, to: score, heads });
    from = score + 1;
    heads = 0;
  }
  if (from <= high) {
    const last = found[found.length - 1];
    last.to = high;
    last.heads += heads;
  }
  return Object.fromEntries(found.map((one) => [one.from === one.to ? String(one.from) : `${one.from}-${one.to}`, one.heads]));
}
