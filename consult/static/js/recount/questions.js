// @ts-check
/** What a ballot can say (docs/package.md, 5 and 6). */
import { isObject, isSalted, isText } from "./canonical.js";
import { needAt } from "./faulty.js";
import { Fraction } from "./fraction.js";

/** @typedef {any} Question as question.json has it */

export const SIDES = ["agree", "oppose", "abstain"];

/** @param {Question} question @returns {string[]} */
export function optionKeys(question) {
  return (question.options || []).map((/** @type {any} */ one) => one.key);
}

/**
 * The keys that are counted, in printed order.
 * @param {Question} question
 * @returns {string[]}
 */
export function onOffer(question) {
  if (question.type === "consent") return question.can_follow ? [...SIDES, "follow"] : SIDES;
  if (["text", "number", "each-plan"].includes(question.type)) return [];
  return [...optionKeys(question), ...(question.can_refuse ? ["none", "abstain"] : [])];
}

/**
 * Whether whoever answered so was asked this question.
 * @param {Question} question
 * @param {any} answers
 */
export function isShown(question, answers) {
  const asked = question.show_if;
  if (!asked) return true;
  const said = own(answers, String(asked.question));
  return Array.isArray(said) ? said.includes(asked.answer) : said === asked.answer;
}

/**
 * A member of an object, and nothing that every object has.
 * @param {any} object
 * @param {string} key
 */
export function own(object, key) {
  return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;
}

/**
 * A fault unless a ballot can say this.
 * @param {{seq: number, type?: string}} line
 * @param {Question[]} questions
 * @param {any} answers
 * @param {boolean} onPaper
 */
export function checkAnswers(line, questions, answers, onPaper) {
  const numbers = questions.map((one) => String(one.number));
  const said = isObject(answers) ? Object.keys(answers) : [];
  const fits = said.length > 0 && said.every((number) => numbers.includes(number));
  needAt(line, fits, "什么也没有答，或者答了没有问的题。", "it answers nothing, or what was not asked.");
  for (const question of questions) {
    const answer = own(answers, String(question.number));
    if (answer === undefined) continue;
    const shown = isShown(question, answers);
    needAt(line, shown, `答了没有问它的第 ${question.number} 题。`, `it answers question ${question.number}, which was not put to it.`);
    const can = canBeSaid(question, answer, onPaper);
    needAt(line, can, `第 ${question.number} 题的答案是填不出来的。`, `question ${question.number} cannot be answered so.`);
  }
}

/**
 * @param {Question} question
 * @param {any} answer
 * @param {boolean} onPaper
 * @returns {boolean}
 */
function canBeSaid(question, answer, onPaper) {
  if (question.type === "each-plan") return rowsFit(question, answer, onPaper ? [...SIDES, "void"] : SIDES);
  if (onPaper && answer === "void") return true;
  switch (question.type) {
    case "consent":
    case "choose-one":
    case "place":
      return isText(answer) && onOffer(question).includes(answer);
    case "score":
      return scoreFits(question, answer);
    case "number":
      return numberFits(question.bounds, answer);
    case "text":
      return isSalted(answer);
    default:
      return listFits(question, answer);
  }
}

/** @param {Question} question @param {any} answer @param {string[]} sides */
function rowsFit(question, answer, sides) {
  if (!isObject(answer) || !Object.keys(answer).length) return false;
  const keys = optionKeys(question);
  return Object.keys(answer).every((key) => keys.includes(key) && sides.includes(answer[key]));
}

/** @param {Question} question @param {any} answer */
function listFits(question, answer) {
  if (!Array.isArray(answer) || !answer.length || !answer.every(isText)) return false;
  if (question.type !== "rank" && question.can_refuse && answer.length === 1 && ["none", "abstain"].includes(answer[0])) return true;
  const keys = optionKeys(question);
  const most = question.most === undefined ? keys.length : question.most;
  if (new Set(answer).size !== answer.length || answer.length > most || !answer.every((key) => keys.includes(key))) return false;
  if (question.type !== "budget") return true;
  const cost = question.options.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + (answer.includes(one.key) ? one.cost : 0), 0);
  return cost <= question.budget;
}

/** @param {Question} question @param {any} answer */
function scoreFits(question, answer) {
  if (!isObject(answer) || !Object.keys(answer).length) return false;
  const keys = optionKeys(question);
  const { low, high } = question.scale;
  return Object.keys(answer).every((key) => keys.includes(key) && Number.isInteger(answer[key]) && answer[key] >= low && answer[key] <= high);
}

/** @param {any} bounds @param {any} answer */
function numberFits(bounds, answer) {
  if (!isText(answer) || !/^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/.test(answer) || answer === "-0" || answer.length > 100) return false;
  const has = (/** @type {string} */ name) => bounds[name] !== undefined && bounds[name] !== null;
  const value = Fraction.of(answer);
  const start = Fraction.of(has("least") ? bounds.least : "0");
  if (has("least") && value.compare(start) < 0) return false;
  if (has("most") && value.compare(Fraction.of(bounds.most)) > 0) return false;
  return value.minus(start).over(Fraction.of(bounds.step)).d === BigInt(1);
}
