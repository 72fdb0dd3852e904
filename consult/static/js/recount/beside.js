// @ts-check
/** Lines that are no votes: the end, the seals, the batches, the sample (docs/package.md, 3). */
import { hex } from "./bytes.js";
import { isCount, isHex, isText, rises } from "./canonical.js";
import { needAt } from "./faulty.js";
import { Fraction } from "./fraction.js";
import { treeRoot } from "./sha256.js";
import { fits } from "./sheets.js";

/** @typedef {import("./state.js").Book} Book */
/** @typedef {import("./chain.js").Line} Line */

/** BATCH: sealed entries registered. @param {Book} book @param {Line} line */
export function batch(book, line) {
  const named = line.payload.fingerprints;
  needAt(line, rises(named, isHex) && named.length, "指纹没有按顺序排列。", "its fingerprints do not rise.");
  for (const one of named) {
    needAt(line, !book.batches.has(one), "指纹登记过了。", "a fingerprint was registered before.");
    book.batches.set(one, line.seq);
  }
  needAt(line, line.at < book.opened.closes_at, "是截止以后的。", "it came after the end.");
}

/** CHECKPOINT: once a day. @param {Book} book @param {Line} line */
export function checkpoint(book, line) {
  const { day, lines } = line.payload;
  needAt(line, isText(day) && /^\d{4}-\d\d-\d\d$/.test(day) && day >= book.day, "日期不对。", "its day is wrong.");
  needAt(line, lines === line.seq - 1, "行数不对。", "it counts other lines.");
  book.day = day;
}

/** LOSS: put back from a backup that was too old. @param {Book} book @param {Line} line */
export function loss(book, line) {
  const { kept, lines, reason } = line.payload;
  needAt(line, kept === line.seq - 1 && lines > kept, "行数不对。", "it counts other lines.");
  needAt(line, isText(reason) && reason && [...reason].length <= 500, "没有写原因。", "it gives no reason.");
  book.losses.push(line);
}

/** SERVED: to whom the ballot was brought. @param {Book} book @param {Line} line */
export function served(book, line) {
  const named = line.payload.electors;
  needAt(line, book.procedure.deemed.mode !== "off", "规则没有规定未反馈怎么算，却有送达名单。", "silence means nothing here.");
  needAt(line, book.served === null, "送达名单有两份。", "SERVED again.");
  needAt(line, rises(named, isCount) && named.every((/** @type {number} */ one) => book.roll.has(one)), "送达名单里有人不在名册上，或者没有按编号排列。", "somebody is not on the roll, or the numbers do not rise.");
  book.served = named;
}

/** CLOSE: the end. @param {Book} book @param {Line} line */
export function close(book, line) {
  const said = line.payload;
  needAt(line, said.lines === line.seq - 1, "关闭时数的行数不对。", "it counts other lines.");
  needAt(line, said.ballots === book.votes, "关闭时数的票数不对。", "it counts other ballots.");
  const root = hex(treeRoot(book.lines.slice(0, line.seq - 1).map((one) => one.leaf)));
  needAt(line, said.root === root, "关闭时的总指纹不对。", "its tree root is another.");
  needAt(line, (book.served !== null) === (book.procedure.deemed.mode !== "off"), "缺少送达名单。", "SERVED is missing.");
  const done = [...book.sheets.values()].every((sheet) => !sheet.agreed || sheet.effect);
  needAt(line, done, "有一张纸质票录定了，却没有计票。", "a settled sheet had no effect.");
  if (book.opened.kind === "binding" && book.procedure.paper_twice && book.opened.serials) {
    needAt(line, book.reconciled && fits(book, book.reconciled.payload), "关闭时纸质票没有对平。", "the paper does not balance.");
  }
  needAt(line, !book.isSecret || "sealed" in said, "没有封存任何数字。", "it seals nothing.");
  book.close = line;
}

/** TALLY once, REPUBLISH behind a change. @param {Book} book @param {Line} line */
export function seal(book, line) {
  if (line.type === "TALLY") needAt(line, !book.sealing, "计了两次票。", "TALLY again.");
  else needAt(line, book.sealing && book.stale, "没有变更，却重新公布了结果。", "it was counted anew for nothing.");
  book.sealing = line;
  book.stale = false;
}

/** The three lines of the sample of paper. @param {Book} book @param {Line} line */
export function sample(book, line) {
  needAt(line, !book.audit.has(line.type), "写了两次。", "it stands twice.");
  if (line.type === "AUDIT_LIST") listed(book, line);
  else if (line.type === "AUDIT_SEED") seed(book, line);
  else compared(book, line);
  book.audit.set(line.type, line);
}

/** @param {any} text @returns {Fraction | null} */
function share(text) {
  if (!isText(text) || !/^[1-9][0-9]{0,9}(\/[1-9][0-9]{0,9})?$/.test(text)) return null;
  const found = Fraction.of(text);
  return found.compare(new Fraction(1)) <= 0 ? found : null;
}

/** @param {Book} book @param {Line} line */
function listed(book, line) {
  const said = line.payload;
  const altered = share(said.share);
  const confidence = share(said.confidence);
  needAt(line, altered && confidence && confidence.compare(new Fraction(1)) < 0, "抽样的比例不对。", "its shares are wrong.");
  needAt(line, said.listed === new Set(book.paper).size, "抽样名单的张数不对。", "it lists another number of sheets.");
  if (!altered || !confidence) return;
  needAt(line, said.size === sampleSize(said.listed, altered, confidence), "应抽的张数算错了。", "the sample is of another size.");
}

/**
 * The smallest sample that misses so many altered sheets seldom enough: C(whole - altered, size) / C(whole, size) is at
 * most 1 - confidence. Each further sheet multiplies that by (whole - altered - drawn) / (whole - drawn).
 * @param {number} whole
 * @param {Fraction} share
 * @param {Fraction} confidence
 */
export function sampleSize(whole, share, confidence) {
  const product = share.times(new Fraction(whole));
  const altered = Number((product.n + product.d - BigInt(1)) / product.d);
  const enough = new Fraction(1).minus(confidence);
  let [n, d] = [BigInt(1), BigInt(1)];
  for (let drawn = 0; ; drawn++) {
    if (n * enough.d <= enough.n * d || drawn >= whole) return drawn;
    n *= BigInt(Math.max(0, whole - altered - drawn));
    d *= BigInt(whole - drawn);
  }
}

/** @param {Book} book @param {Line} line */
function seed(book, line) {
  const said = line.payload;
  const list = book.audit.get("AUDIT_LIST");
  needAt(line, list && said.list === list.seq, "没有先写抽样名单。", "it is of no list.");
  needAt(line, isText(said.digits) && /^[0-9]{10,100}$/.test(said.digits), "掷出的数字不对。", "its digits are wrong.");
  needAt(line, said.typed !== said.confirmed, "录入和确认的是同一个人。", "it was typed and confirmed by one person.");
}

/** @param {Book} book @param {Line} line */
function compared(book, line) {
  const said = line.payload;
  const drawn = book.audit.get("AUDIT_SEED");
  const list = book.audit.get("AUDIT_LIST");
  needAt(line, drawn && list && said.seed === drawn.seq, "没有先抽样。", "it is of no draw.");
  const fitting = list && said.compared === list.payload.size && said.compared === said.agree + said.differ;
  needAt(line, fitting, "核对的张数不对。", "it compares another number of sheets.");
}
