// @ts-check
/** Silence and following: the second outcome (docs/package.md, 6). */
import { NOBODY, together } from "./roll.js";

/** @typedef {import("./roll.js").Weight} Weight */
/** @typedef {import("./requirements.js").Side} Side */

const UNDECIDED = "deeming-undecided";

/** Agree or oppose, whichever is larger by heads and by area. @param {Side} side @returns {"agree" | "oppose" | null} */
function largerSide({ agree, oppose }) {
  if (agree.heads > oppose.heads && agree.area > oppose.area) return "agree";
  return agree.heads < oppose.heads && agree.area < oppose.area ? "oppose" : null;
}

/** @param {any} question @param {string} mode */
function asksSide(question, mode) {
  return mode === "majority" && ["consent", "each-plan"].includes(question.type) && !question.show_if;
}

/** Where the silent go. @param {any} question @param {string} mode @param {Side} side */
function silentSide(question, mode, side) {
  if (mode === "off" || question.show_if) return null;
  return asksSide(question, mode) ? largerSide(side) : "abstain";
}

/**
 * `deemed`, `followed` and `deemed_refused` of a proposal, plan or row, and the figures with them (null: nobody joins).
 * @param {any} question
 * @param {string} mode
 * @param {Side} side
 * @param {Weight} silent
 * @param {Weight | undefined} follow
 * @returns {{told: any, side: Side | null}}
 */
export function deemed(question, mode, side, silent, follow) {
  const where = silentSide(question, mode, side);
  const to = follow ? largerSide(side) : null;
  const isRefused = (asksSide(question, mode) || follow !== undefined) && !largerSide(side);
  const told = {
    deemed: where ? { [where]: silent } : null,
    followed: to && follow ? { [to]: follow } : null,
    deemed_refused: isRefused ? UNDECIDED : null,
  };
  let grown = side;
  if (where) grown = joining({ ...grown, participating: together([grown.participating, silent]) }, where, silent);
  if (to) grown = joining(grown, to, follow || NOBODY);
  return { told, side: where || to ? grown : null };
}

/** @param {Side} side @param {"agree" | "oppose" | "abstain"} to @param {Weight} weight @returns {Side} */
function joining(side, to, weight) {
  if (to === "abstain") return side;
  return { ...side, expressed: together([side.expressed, weight]), [to]: together([side[to], weight]) };
}
