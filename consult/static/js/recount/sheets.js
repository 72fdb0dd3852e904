// @ts-check
/** Numbered sheets, and paper that two people read (docs/package.md, 3). */
import { hex, utf8 } from "./bytes.js";
import { canonical, isCount, isHex, isSalted, sealed } from "./canonical.js";
import { need, needAt } from "./faulty.js";
import { leaf, treeRoot } from "./sha256.js";

/** @typedef {import("./state.js").Book} Book */
/** @typedef {import("./state.js").Sheet} Sheet */
/** @typedef {import("./chain.js").Line} Line */

export const FATES = ["returned", "double", "blank", "spoilt", "unconfirmed", "collected", "late"];

/**
 * `sheets.txt`: each elector's mark, under the root that OPEN fixed; null where there is none.
 * @param {string | null | undefined} text
 * @param {any} serials
 * @param {number[]} electors
 * @returns {Map<number, string> | null}
 */
export function readMarks(text, serials, electors) {
  if (!serials || serials.salted !== true) {
    need(text === undefined, "多了一个 sheets.txt。", "sheets.txt is there without need.");
    return null;
  }
  const rows = (text || "").split("\n").map((row) => row.split(" "));
  need(text && canonical(rows.pop()) === '[""]', "缺少 sheets.txt，或者读不出来。", "sheets.txt is missing, or cannot be read.");
  const fits = rows.length === electors.length && rows.every((row, at) => row.length === 2 && row[0] === String(electors[at]) && isSalted(row[1]));
  need(fits, "sheets.txt 和名册对不上。", "sheets.txt does not fit the roll.");
  const named = rows.map(([elector, serial]) => ({ elector: Number(elector), serial }));
  named.sort((one, other) => (one.serial < other.serial ? -1 : 1));
  const root = hex(treeRoot(named.map((one) => leaf(utf8(canonical(one))))));
  need(root === serials.root && named.length === serials.sheets, "sheets.txt 和开启时封定的不一样。", "sheets.txt is not the one that the opening line fixed.");
  return new Map(named.map((one) => [one.elector, one.serial]));
}

/** @param {Book} book @param {Line} line */
function ownSerial(book, line) {
  const { elector, serial, photo } = line.payload;
  const isOwn = !book.marks || serial === undefined || serial === null || book.marks.get(elector) === serial;
  needAt(line, isOwn, "这张纸质票不是发给这一户的。", "this sheet is not its elector's.");
  needAt(line, photo === undefined || photo === null || isHex(photo), "照片的指纹不对。", "its photo has no fingerprint.");
}

/**
 * A sheet has its effect once.
 * @param {Book} book
 * @param {Line} line
 */
export function claimSerial(book, line) {
  ownSerial(book, line);
  const { serial } = line.payload;
  if (serial === undefined || serial === null || !book.marks) return;
  needAt(line, !book.used.has(serial), "这张纸质票已经用过一次。", "this sheet has had its effect.");
  book.used.add(serial);
}

/**
 * PAPER under `paper_twice`: the first reading.
 * @param {Book} book
 * @param {Line} line
 */
export function readFirst(book, line) {
  const said = line.payload;
  needAt(line, book.procedure.paper_twice, "封存了录入内容，可是规则不要求两人录入。", "a sealed reading where one is enough.");
  needAt(line, !("answers" in said), "第一次录入的内容没有封存。", "the first reading tells its answers.");
  needAt(line, book.roll.has(said.elector), `名册里没有编号 ${said.elector}。`, `elector ${said.elector} is not on the roll.`);
  needAt(line, line.at < book.opened.closes_at || book.procedure.late_paper, "是截止以后收到的。", "it came after the end.");
  const name = canonical([said.elector, said.serial]);
  needAt(line, !book.firstRead.has(name), "这张纸质票录入过了。", "this sheet was read before.");
  ownSerial(book, line);
  book.firstRead.add(name);
  book.sheets.set(line.seq, { line, readings: new Map([[line.seq, said.keyed]]), typists: new Set([said.typist]), agreed: "", effect: null });
  book.touched.add(said.elector);
}

/**
 * PAPER_CONFIRM: another person's reading.
 * @param {Book} book
 * @param {Line} line
 */
export function confirm(book, line) {
  const said = line.payload;
  const sheet = book.sheets.get(said.paper);
  needAt(line, sheet && sheet.line.payload.elector === said.elector, "没有这张纸质票。", "it is of no such sheet.");
  if (!sheet) return;
  needAt(line, !sheet.agreed, "这张纸质票已经录定了。", "this sheet is settled.");
  needAt(line, !sheet.typists.has(said.typist), "同一个人录了两次。", "the same person read it twice.");
  needAt(line, "agrees" in said !== "keyed" in said, "一致还是不一致，说法不清。", "does it agree, or not?");
  sheet.typists.add(said.typist);
  if ("keyed" in said) {
    sheet.readings.set(line.seq, said.keyed);
    return;
  }
  needAt(line, sheet.readings.has(said.agrees), "说和某次录入一致，可是没有那一次。", "it agrees with no reading.");
  sheet.agreed = /** @type {string} */ (sheet.readings.get(said.agrees));
}

/**
 * The one line that a settled sheet has for its effect.
 * @param {Book} book
 * @param {Line} line
 */
export function effect(book, line) {
  const said = line.payload;
  const sheet = book.sheets.get(said.paper);
  needAt(line, sheet && sheet.agreed && !sheet.effect, "这张纸质票还没有录定，或者已经用过。", "this sheet is not settled, or has had its effect.");
  if (!sheet) return;
  const paper = sheet.line.payload;
  const sameSheet = paper.elector === said.elector && (said.serial === undefined || said.serial === paper.serial);
  needAt(line, sameSheet, "户和纸质票对不上。", "the sheet is of another elector.");
  needAt(line, paper.photo === null || said.photo === undefined || paper.photo === said.photo, "照片不是这张票的。", "the photo is of another sheet.");
  if (line.type === "DUPLICATE") {
    needAt(line, said.answers === sheet.agreed, "封存的内容和录入的不一样。", "its seal is not the reading's.");
  } else {
    const read = line.type === "INVALID" ? { invalid: said.reason } : said.answers;
    needAt(line, sealed(said.opening, read) === sheet.agreed, "和两个人录入的内容不一样。", "it is not what two people read.");
  }
  sheet.effect = line;
}

/**
 * RECONCILE: the sheets must balance.
 * @param {Book} book
 * @param {Line} line
 */
export function reconcile(book, line) {
  const said = { collected: 0, ...line.payload };
  const counts = ["listed", "unused", "issued", "in_hand", "missing", ...FATES];
  needAt(line, counts.every((name) => isCount(said[name])) && Number.isSafeInteger(said.difference), "数目不是整数。", "a figure is not a whole number.");
  const fates = FATES.reduce((sum, name) => sum + said[name], 0);
  const balances = said.issued === said.listed - said.unused && said.missing === said.issued - said.in_hand && said.difference === said.in_hand - fates;
  needAt(line, balances, "纸质票的数目对不平。", "the sheets do not balance.");
  const serials = book.opened.serials;
  needAt(line, !serials || said.listed === serials.sheets, "印发的张数和开启时封定的不一样。", "the number of sheets is not OPEN's.");
  const owes = said.difference !== 0 || said.unconfirmed !== 0 || said.collected !== 0;
  needAt(line, (said.explanation !== null) === owes, "该说明的没有说明，或者多了说明。", "an explanation is missing, or needless.");
  needAt(line, said.explanation === null || isSalted(said.explanation), "说明没有封存。", "the explanation is not sealed.");
  needAt(line, !book.procedure.paper_twice || fits(book, said), "和登记簿里的纸质票数目不一样。", "it has other figures than the book.");
  book.reconciled = line;
}

/**
 * Whether the figures are those of the sheets in the book so far.
 * @param {Book} book
 * @param {any} said
 */
export function fits(book, said) {
  /** @type {Record<string, number>} */
  const found = { returned: 0, double: 0, blank: 0, spoilt: 0, unconfirmed: 0 };
  for (const sheet of book.sheets.values()) found[fate(sheet)]++;
  return Object.keys(found).every((name) => said[name] === found[name]);
}

/** @param {Sheet} sheet */
function fate(sheet) {
  if (!sheet.effect) return "unconfirmed";
  if (sheet.effect.type === "INVALID") return sheet.effect.payload.reason === "blank" ? "blank" : "spoilt";
  return sheet.effect.type === "DUPLICATE" ? "double" : "returned";
}
