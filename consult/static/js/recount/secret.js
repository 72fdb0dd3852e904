// @ts-check
/** Secret polls: what can be checked of them (docs/package.md, 10). */
import { isCount, isObject, isSalted, sealed } from "./canonical.js";
import { need, needAt } from "./faulty.js";
import { onOffer, optionKeys } from "./questions.js";
import { NOBODY, together } from "./roll.js";

/** @typedef {import("./state.js").Book} Book */
/** @typedef {import("./chain.js").Line} Line */
/** @typedef {import("./counts.js").Figures} Figures */
/** @typedef {import("./roll.js").Weight} Weight */

const LINES = ["CHECKPOINT", "LOSS", "CLOSE", "TALLY", "PARTICIPATED", "DUPLICATE", "CONTEST", "RESOLVE"];
const TYPES = ["consent", "choose-one", "choose-some", "place", "text"];
const FEWEST = 20;
const APART = 3;

/**
 * A secret poll has lines of its own kinds, and no vote by name has one of them.
 * @param {Book} book
 * @param {Line} line
 */
export function checkSecrecy(book, line) {
  const { type, payload } = line;
  if (!book.isSecret) {
    const isNamed = type !== "PARTICIPATED" && !("sealed" in payload) && (type !== "DUPLICATE" || "channel" in payload);
    needAt(line, isNamed, "这是无记名征询才有的。", "only a secret poll has such a line.");
    return;
  }
  needAt(line, LINES.includes(type) && (type !== "DUPLICATE" || !("channel" in payload)), "无记名征询里不应有这样的行。", "a secret poll has no such line.");
  const settles = type === "RESOLVE" && (!("contest" in payload) || "instead" in payload || "invalid" in payload);
  needAt(line, !settles, "无记名征询里去不掉哪一张票。", "no ballot can be taken out of a secret poll.");
}

/**
 * PARTICIPATED: an elector took part, once.
 * @param {Book} book
 * @param {Line} line
 */
export function participated(book, line) {
  const { elector } = line.payload;
  const isBare = Object.keys(line.payload).sort().join(" ") === "elector nonce";
  needAt(line, isBare, "说得比“参与过”还多。", "it tells more than that somebody took part.");
  needAt(line, book.roll.has(elector), `名册里没有编号 ${elector}。`, `elector ${elector} is not on the roll.`);
  needAt(line, !book.ballot.has(elector), `编号 ${elector} 已经参与过了。`, `elector ${elector} took part already.`);
  needAt(line, line.at < book.opened.closes_at, "是截止以后收到的。", "it came after the end.");
  book.ballot.set(elector, line.seq);
  book.doubles.set(elector, []);
  book.votes++;
}

/**
 * What the result says of who took part.
 * @param {Book} book
 * @param {Weight} electorate
 */
export function turnout(book, electorate) {
  const came = book.ballot.size;
  const { area } = together([...book.ballot.keys()].map((one) => book.roll.get(one) || NOBODY));
  const twice = BigInt(2) * BigInt(electorate.area);
  const permille = electorate.area ? Number((BigInt(2000) * BigInt(area) + BigInt(electorate.area)) / twice) : null;
  return {
    secrecy: "secret",
    turnout: { heads: came, area_permille: permille },
    returned: { web: came, paper: 0, doorstep: 0, proxy: 0 },
    valid: came,
    neither: 0,
  };
}

/**
 * One question of the result as it must be, from the figures that it tells itself and that CLOSE sealed.
 * @param {Book} book
 * @param {any} question
 * @param {any} said
 * @param {any[]} others
 * @param {(question: any, figures: Figures) => any} told
 */
export function secretQuestion(book, question, said, others, told) {
  const { number } = question;
  const seals = book.close ? book.close.payload.sealed : {};
  const names = [...book.questions.map((one) => String(one.number)), "ballots"].sort();
  const isSealed = Object.keys(seals).sort().join(" ") === names.join(" ") && names.every((name) => isSalted(seals[name]));
  need(isSealed, "关闭时封存的不是这些题。", "CLOSE seals something else.");
  const may = TYPES.includes(question.type) && isObject(said) && typeof said.withheld === "boolean";
  need(may, `第 ${number} 题不能无记名，或者没有说公布不公布。`, `Question ${number} cannot be secret, or does not say whether it is withheld.`);
  if (said.withheld) return { number, question, withheld: true };
  const { figures, answered, counts } = figuresOf(book, question, said, others);
  const due = { ...told(question, figures), withheld: false };
  if (question.type === "text") return due;
  const table = { answered, counts: Object.fromEntries(counts) };
  const opens = sealed(said.opening, table) === seals[String(number)];
  need(opens, `第 ${number} 题的数字不是关闭时封存的。`, `Question ${number} has other figures than CLOSE sealed.`);
  return { ...due, opening: said.opening };
}

/**
 * The figures that a question tells, once they fit each other and may be told.
 * @param {Book} book
 * @param {any} question
 * @param {any} said
 * @param {any[]} others
 */
function figuresOf(book, question, said, others) {
  const came = said.participating.heads;
  const blank = said.blank.heads;
  const answered = came - (book.procedure.blank_abstains ? blank : 0);
  const shown = shownTo(book, question, others);
  /** @type {[string, number][]} */
  const counts = question.type === "text" ? [] : onOffer(question).map((key) => [key, said.counts[key].heads]);
  const adds = isCount(blank) && isCount(answered) && answered + blank === shown && counts.every(([, heads]) => isCount(heads));
  need(adds, `第 ${question.number} 题的数字加不起来。`, `The figures of question ${question.number} do not add up.`);
  checkTold(question, answered, blank, counts.map(([, heads]) => heads));
  const silent = (counts.find(([key]) => key === "abstain") || ["", 0])[1];
  /** @type {Figures} */
  const figures = {
    participating: ofHeads(came),
    expressed: ofHeads(answered - silent),
    void: NOBODY,
    blank: ofHeads(blank),
    shown_to: ofHeads(shown),
    counts: new Map(counts.map(([key, heads]) => [key, ofHeads(heads)])),
    answered: [],
    rows: new Map(),
  };
  return { figures, answered, counts };
}

/** @param {number} heads @returns {Weight} */
function ofHeads(heads) {
  return { heads, area: 0 };
}

/** Everybody who took part, or those who gave the answer that the question hangs on. @param {Book} book @param {any} question @param {any[]} others */
function shownTo(book, question, others) {
  const asked = question.show_if;
  if (!asked) return book.ballot.size;
  const before = others.find((one) => one.number === asked.question);
  need(before && before.withheld === false, `第 ${question.number} 题公布了，它的前一题却没有公布。`, `Question ${question.number} is told, but not the one that it hangs on.`);
  return before.counts[asked.answer].heads;
}

/** Only figures of many, who do not all say the same. @param {any} question @param {number} answered @param {number} blank @param {number[]} counts */
function checkTold(question, answered, blank, counts) {
  const isText = question.type === "text";
  const isMany = isText
    ? answered + blank >= FEWEST && Math.min(answered, blank) >= APART
    : answered >= FEWEST && Math.max(...counts) <= answered - APART;
  need(isMany, `第 ${question.number} 题答的人太少，或者几乎都一样，不应公布。`, `Question ${question.number} tells of too few.`);
  if (isText) return;
  const sum = counts.reduce((all, heads) => all + heads, 0);
  const most = question.type === "choose-some" ? question.most || optionKeys(question).length : 1;
  need(sum >= answered && sum <= answered * most, `第 ${question.number} 题的数字加不起来。`, `The figures of question ${question.number} do not add up.`);
}
