// @ts-check
/** The book read from the first line to the last (docs/package.md, 3). */
import { batch, checkpoint, close, loss, sample, seal, served } from "./beside.js";
import { breathe } from "./chain.js";
import { annul, contest, correct, noUpheldHolds, resolve } from "./decisions.js";
import { need, needAt } from "./faulty.js";
import { checkSecrecy, participated } from "./secret.js";
import { confirm, reconcile } from "./sheets.js";
import { ballot, duplicate, invalid, opinion } from "./votes.js";

/** @typedef {import("./state.js").Book} Book */
/** @typedef {import("./chain.js").Line} Line */

/** @type {Record<string, (book: Book, line: Line) => void>} */
const READ = {
  BALLOT: ballot,
  PARTICIPATED: participated,
  PAPER: ballot,
  PAPER_CONFIRM: confirm,
  DUPLICATE: duplicate,
  RESOLVE: resolve,
  CONTEST: contest,
  ANNUL: annul,
  CORRECT: correct,
  INVALID: invalid,
  OPINION: opinion,
  RECONCILE: reconcile,
  SERVED: served,
  BATCH: batch,
  CHECKPOINT: checkpoint,
  LOSS: loss,
  CLOSE: close,
  TALLY: seal,
  REPUBLISH: seal,
  AUDIT_LIST: sample,
  AUDIT_SEED: sample,
  AUDIT_RESULT: sample,
};
const AUDITS = ["AUDIT_LIST", "AUDIT_SEED", "AUDIT_RESULT"];
const AFTER = ["TALLY", "LOSS", "CONTEST", "RESOLVE", "ANNUL", "CORRECT", "REPUBLISH", ...AUDITS];
const ONLY_AFTER = ["TALLY", "REPUBLISH", ...AUDITS];
const BREATH = 2000;

/**
 * Read every line behind OPEN; a fault where the document does not let it stand.
 * @param {Book} book
 * @param {(done: number) => void} progress
 */
export async function readEvents(book, progress) {
  for (const line of book.lines) {
    if (line.seq > 1) readEvent(book, line);
    if (line.seq % BREATH === 0) {
      progress(line.seq / book.lines.length);
      await breathe();
    }
  }
  need(!book.due, "有一户重新填报，新票却没有跟上。", "Nothing follows a replaced ballot.");
  need(book.close, "登记簿没有关闭行：后面可能被截掉了。", "CLOSE is missing: the book may have been cut off.");
  need(book.sealing, "登记簿里没有计票行。", "TALLY is missing.");
  need(!book.stale, "最后一次公布结果以后又有变更，没有重新计票。", "A change behind the last sealed result was not counted.");
  // In a secret poll nobody can tell which ballot is meant.
  if (!book.isSecret) noUpheldHolds(book);
}

/** @param {Book} book @param {Line} line */
function readEvent(book, line) {
  checkSecrecy(book, line);
  needAt(line, line.type !== "OPEN", "登记簿开启了两次。", "the book is opened again.");
  needAt(line, !book.close || AFTER.includes(line.type), "关闭以后不应有这样的行。", "such a line may not stand behind CLOSE.");
  needAt(line, book.close || !ONLY_AFTER.includes(line.type), "关闭以前不应有这样的行。", "such a line may not stand before CLOSE.");
  if (book.due) {
    const { seq, elector } = book.due;
    const isNew = line.type === "BALLOT" && line.payload.elector === elector && line.payload.channel === "web" && line.seq === seq;
    needAt(line, isNew, "该是重新填报的那张票。", "the new ballot should stand here.");
    book.due = null;
  }
  READ[line.type](book, line);
}
