// @ts-check
/** The book as a chain of numbered lines (docs/package.md, 3). */
import { hex } from "./bytes.js";
import { isMoment, isText, readCanonical } from "./canonical.js";
import { Faulty, need, needAt } from "./faulty.js";
import { leaf, node } from "./sha256.js";
import { checkShape, isKnownType } from "./shapes.js";

/** @typedef {{seq: number, type: string, at: string, payload: any, leaf: Uint8Array, head: Uint8Array, code: string}} Line */

const ENTRY = "at consultation payload prev seq type v";
/** Lines read before the page may draw its progress. */
const BREATH = 500;

/** Let the page draw. */
export function breathe() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * All lines, once the chain is whole.
 * @param {Uint8Array} bytes
 * @param {Set<string>} unknown what is not known here is put into it
 * @param {(done: number) => void} progress from 0 to 1
 * @returns {Promise<Line[]>}
 */
export async function readBook(bytes, unknown, progress) {
  need(bytes.length && bytes[bytes.length - 1] === 10, "登记簿的末行不完整。", "The book does not end with a whole line.");
  /** @type {Line[]} */
  const lines = [];
  let head = new Uint8Array(32);
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(10, from);
    const line = readLine(bytes.subarray(from, to), lines.length + 1, head);
    needAt(line, !lines.length || line.code === lines[0].code, "是另一次征询的。", "it is of another consultation.");
    if (isKnownType(line.type)) checkShape(line, unknown);
    else unknown.add(line.type);
    lines.push(line);
    head = line.head;
    from = to + 1;
    if (lines.length % BREATH === 0) {
      progress(from / bytes.length);
      await breathe();
    }
  }
  return lines;
}

/**
 * One entry, which follows the line before.
 * @param {Uint8Array} raw
 * @param {number} seq
 * @param {Uint8Array} before
 * @returns {Line}
 */
function readLine(raw, seq, before) {
  const entry = readCanonical(raw, `第 ${seq} 行`, `Line ${seq}`);
  const here = { seq };
  const isEntry = entry !== null && typeof entry === "object" && Object.keys(entry).sort().join(" ") === ENTRY;
  needAt(here, isEntry, "不是登记簿的一行。", "it is not an entry of the book.");
  needAt(here, entry.v === 1, "是别的版本。", "it is of another version.");
  needAt(here, entry.seq === seq, "编号断了。", "it has another number.");
  needAt(here, entry.prev === hex(before), "和前一行接不上：前面有一行被改动、抽掉或者插进来。", "it does not follow the line before: a line was changed, taken out or put in.");
  needAt(here, isText(entry.consultation) && isText(entry.type) && /^[A-Z][A-Z_]*$/.test(entry.type), "没有征询编号或者种类。", "it has no code or type.");
  needAt(here, isMoment(entry.at), "没有时间。", "it has no time.");
  const own = leaf(raw);
  return { seq, type: entry.type, at: entry.at, payload: entry.payload, leaf: own, head: node(before, own), code: entry.consultation };
}

/**
 * `checkpoints.txt`: where the book stood.
 * @param {string | null} text
 * @param {Line[]} lines
 */
export function checkCheckpoints(text, lines) {
  const rows = text === null ? [] : text.split("\n");
  need(rows.pop() === "" && rows.length, "checkpoints.txt 读不出来，或者末行不完整。", "checkpoints.txt cannot be read, or does not end with a whole line.");
  const noted = rows.map((row) => notedLine(row, lines));
  const rising = noted.every((seq, at) => !at || noted[at - 1] < seq);
  need(rising, "checkpoints.txt 没有按编号排列。", "checkpoints.txt is not by rising number.");
  const due = lines.filter((line) => line.seq === 1 || line.seq === lines.length || line.type === "CLOSE" || line.type === "CHECKPOINT");
  const missing = due.find((line) => !noted.includes(line.seq));
  if (missing) throw new Faulty(`checkpoints.txt 缺少第 ${missing.seq} 行。`, `checkpoints.txt lacks line ${missing.seq}.`);
}

/**
 * The number of the line that a checkpoint notes.
 * @param {string} row
 * @param {Line[]} lines
 */
function notedLine(row, lines) {
  const [code, seq, at, head, ...more] = row.split(" ");
  need(head !== undefined && !more.length && /^[1-9][0-9]{0,15}$/.test(seq), "checkpoints.txt 有一行读不出来。", "A line of checkpoints.txt cannot be read.");
  need(code === lines[0].code, `checkpoints.txt 里有另一次征询（${code.slice(0, 20)}）的指纹。`, `checkpoints.txt holds a checkpoint of another consultation (${code.slice(0, 20)}).`);
  const line = lines[Number(seq) - 1];
  const fits = line && line.at === at && hex(line.head) === head;
  need(fits, `登记簿和第 ${seq} 行张贴过的指纹对不上。`, `The book does not lead through the checkpoint at line ${seq}.`);
  return Number(seq);
}
