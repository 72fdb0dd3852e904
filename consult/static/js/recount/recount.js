// @ts-check
/**
 * A package checked and recounted, from its ZIP to its result, step by step (docs/package.md). Written from the document
 * and from the second verifier in the tests; it shares no line with the program that counts.
 */
import { hex, textOf } from "./bytes.js";
import { canonical, equal, isObject, readCanonical } from "./canonical.js";
import { checkCheckpoints, readBook } from "./chain.js";
import { readEvents } from "./events.js";
import { Faulty, need } from "./faulty.js";
import { checkOpening, checkQuestions } from "./opening.js";
import { Recount } from "./result.js";
import { readRoll } from "./roll.js";
import { secretQuestion } from "./secret.js";
import { readMarks } from "./sheets.js";
import { fileFingerprint } from "./sha256.js";
import { Book } from "./state.js";
import { checkFiles, checkPacking, unpacked } from "./zip.js";

/** @typedef {{zh: string, en: string}} Sentence */
/**
 * @typedef {object} Verdict
 * @property {"whole" | "faulty" | "unknown"} status all fits; something does not; it holds what is not known here
 * @property {Sentence[]} faults
 * @property {string[]} unknown
 * @property {{name: string, fits: boolean}[]} steps those that were reached, in order
 * @property {Book | null} book
 * @property {any} counted what was counted here: `whole` and `questions`
 * @property {any} text what question.json says
 */

export const STEPS = ["files", "book", "opening", "roll", "checkpoints", "lines", "result"];
const NOT_IN_THE_BOOK = ["issued", "served", "late", "questions"];
const OLDER_LACKS = ["procedure", "invalid", "invalid_weight", "tenants"];
const OLDER_QUESTION_LACKS = ["blank", "deemed", "followed", "deemed_refused", "with_deemed"];

/** @param {Uint8Array | undefined} bytes @returns {string | null} */
function plainText(bytes) {
  try {
    return bytes ? textOf(bytes) : null;
  } catch (error) {
    return null;
  }
}

/**
 * Check and recount a package.
 * @param {Uint8Array | Map<string, Uint8Array>} source a ZIP, or the files of an unpacked one
 * @param {(step: string, done: number) => void} progress from 0 to 1 within the step
 * @returns {Promise<Verdict>}
 */
export async function recount(source, progress = () => {}) {
  /** @type {Verdict} */
  const verdict = { status: "whole", faults: [], unknown: [], steps: [], book: null, counted: null, text: null };
  /** @type {Set<string>} */
  const unknown = new Set();
  try {
    await examine(source, verdict, unknown, progress);
  } catch (error) {
    verdict.faults.push(sentenceOf(error));
  }
  verdict.unknown = [...unknown].sort();
  if (verdict.faults.length) verdict.status = "faulty";
  else if (unknown.size) verdict.status = "unknown";
  return verdict;
}

/** @param {unknown} error @returns {Sentence} */
function sentenceOf(error) {
  if (error instanceof Faulty) return { zh: error.zh, en: error.en };
  // A member that is of another sort altogether: the package cannot be read as one.
  const strange = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  if (!strange) throw error;
  return { zh: "公开包里有一处写法完全不对，读不下去。", en: "The package holds something of quite another shape, and cannot be read on." };
}

/**
 * @param {Uint8Array | Map<string, Uint8Array>} source
 * @param {Verdict} verdict
 * @param {Set<string>} unknown
 * @param {(step: string, done: number) => void} progress
 */
async function examine(source, verdict, unknown, progress) {
  const at = (/** @type {string} */ step) => (/** @type {number} */ done) => progress(step, done);
  let before = 0;
  const done = (/** @type {string} */ name) => {
    verdict.steps.push({ name, fits: verdict.faults.length === before });
    before = verdict.faults.length;
    progress(name, 1);
  };
  const files = source instanceof Map ? source : unpacked(source);
  checkFiles(files);
  if (!(source instanceof Map)) noteFault(verdict, () => checkPacking(files, source));
  const file = (/** @type {string} */ name) => /** @type {Uint8Array} */ (files.get(name));
  const read = (/** @type {string} */ name) => readCanonical(file(name), name, name);
  const [text, rule, result] = [read("question.json"), read("rule.json"), read("result.json")];
  verdict.text = text;
  done("files");
  const lines = await readBook(file("ledger.jsonl"), unknown, at("book"));
  done("book");
  const picture = files.get("picture.jpg");
  checkOpening(lines[0], rule, hex(await fileFingerprint(file("question.json"))), unknown);
  checkQuestions(text, picture ? hex(await fileFingerprint(picture)) : null, lines[0].payload, unknown);
  done("opening");
  const roll = readRoll(file("roll_public.csv"), lines[0].payload.electorate);
  const sheets = files.get("sheets.txt");
  const marks = readMarks(sheets && (plainText(sheets) || ""), lines[0].payload.serials, [...roll.keys()]);
  done("roll");
  noteFault(verdict, () => checkCheckpoints(plainText(file("checkpoints.txt")), lines));
  done("checkpoints");
  // What is of a later program cannot be counted here; everything above was checked all the same.
  if (unknown.size && [...unknown].some(changesTheCount)) return;
  const book = new Book(lines, roll, text.questions, rule, marks);
  await readEvents(book, at("lines"));
  verdict.book = book;
  done("lines");
  await checkResult(book, verdict, text, result, file("result.json"));
  done("result");
}

/** A payload's unknown member says nothing to the count; an unknown type of line or of question does. @param {string} name */
function changesTheCount(name) {
  return !/^[A-Z_]+\./.test(name) || name.startsWith("OPEN.");
}

/** Note a fault and go on: what follows does not depend on it. @param {Verdict} verdict @param {() => void} check */
function noteFault(verdict, check) {
  try {
    check();
  } catch (error) {
    verdict.faults.push(sentenceOf(error));
  }
}

/**
 * The result is the sealed one, and what counting gives.
 * @param {Book} book
 * @param {Verdict} verdict
 * @param {any} text
 * @param {any} result
 * @param {Uint8Array} raw
 */
async function checkResult(book, verdict, text, result, raw) {
  need(isObject(result) && [1, 2].includes(result.format), "结果的格式不认识。", "The result has an unknown format.");
  const counted = new Recount(book, result.format);
  verdict.counted = { whole: counted.whole(text), questions: questionsOf(book, counted, result.questions), isSecret: book.isSecret };
  const own = hex(await fileFingerprint(raw));
  noteFault(verdict, () => {
    const isSealed = book.sealing && book.sealing.payload.result === own;
    need(isSealed, "公布的结果不是登记簿里封定的那一份。", "The published result is not the one that the book seals.");
  });
  noteFault(verdict, () => checkWhole(book, verdict.counted.whole, result));
  const told = result.questions;
  need(Array.isArray(told) && told.length === book.questions.length, "结果里的题数不对。", "The result has another number of questions.");
  verdict.counted.questions.forEach((/** @type {any} */ due, /** @type {number} */ n) => noteFault(verdict, () => checkQuestion(book, due, told[n])));
}

/**
 * The questions as they must be; of a secret poll from the figures that were sealed at CLOSE.
 * @param {Book} book
 * @param {Recount} counted
 * @param {any} told
 */
function questionsOf(book, counted, told) {
  if (!book.isSecret) return book.questions.map((one) => counted.question(one));
  need(Array.isArray(told) && told.length === book.questions.length, "结果里的题数不对。", "The result has another number of questions.");
  return book.questions.map((one, n) => secretQuestion(book, one, told[n], told, (question, figures) => counted.told(question, figures)));
}

/** Everything but the questions. @param {Book} book @param {any} due @param {any} result */
function checkWhole(book, due, result) {
  const isOld = !("procedure" in book.opened);
  const said = { ...result, consultation: { ...result.consultation } };
  delete said.consultation.number;
  delete said.consultation.estate;
  const nothingAmended = equal(due.amended, { annulled: 0, corrected: 0, replaced: 0 });
  for (const name of Object.keys(due)) {
    if (name === "neither" && result.format === 1) continue;
    if (name === "amended" && !("amended" in result) && nothingAmended) continue;
    if (isOld && OLDER_LACKS.includes(name) && !(name in result)) continue;
    need(equal(due[name], said[name]), differs(name, due[name], said[name], "zh"), differs(name, due[name], said[name], "en"));
  }
  const strange = Object.keys(result).filter((name) => !(name in due) && !NOT_IN_THE_BOOK.includes(name));
  need(!strange.length, `结果里多了：${strange.join("、")}。`, `The result says more than can be recounted: ${strange.join(", ")}.`);
}

/** One question of the result. @param {Book} book @param {any} due @param {any} said */
function checkQuestion(book, due, said) {
  need(isObject(said), `第 ${due.number} 题的结果读不出来。`, `Question ${due.number} cannot be read.`);
  const isOld = !("procedure" in book.opened);
  for (const name of Object.keys(due)) {
    if (isOld && OLDER_QUESTION_LACKS.includes(name) && !(name in said)) continue;
    const [zh, en] = [differs(name, due[name], said[name], "zh"), differs(name, due[name], said[name], "en")];
    need(equal(due[name], said[name]), `第 ${due.number} 题：${zh}`, `Question ${due.number}: ${en}`);
  }
  const strange = Object.keys(said).filter((name) => !(name in due));
  need(!strange.length, `第 ${due.number} 题的结果里多了：${strange.join("、")}。`, `Question ${due.number} says more than can be recounted: ${strange.join(", ")}.`);
}

/** @param {string} name @param {any} due @param {any} said @param {"zh" | "en"} language */
function differs(name, due, said, language) {
  const [here, there] = [due, said].map((value) => (value === undefined ? "—" : canonical(value)));
  const shown = here.length + there.length < 160;
  if (language === "zh") return shown ? `重新数出来的和公布的不一样（${name}：数出 ${here}，公布 ${there}）。` : `重新数出来的和公布的不一样（${name}）。`;
  return shown ? `counted again it differs from what was published (${name}: ${here} here, ${there} published).` : `counted again it differs from what was published (${name}).`;
}
