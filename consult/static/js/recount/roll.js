// @ts-check
/** The electors with their weights (docs/package.md, 4). */
import { hex, textOf, utf8 } from "./bytes.js";
import { canonical, equal } from "./canonical.js";
import { Faulty, need } from "./faulty.js";
import { leaf, treeRoot } from "./sha256.js";

/** @typedef {{heads: number, area: number}} Weight */

/** @type {Weight} */
export const NOBODY = { heads: 0, area: 0 };

/**
 * All these added up.
 * @param {Weight[]} weights
 * @returns {Weight}
 */
export function together(weights) {
  let heads = 0;
  let area = 0;
  for (const one of weights) {
    heads += one.heads;
    area += one.area;
  }
  return { heads, area };
}

/**
 * The electors by number, once the roll is the one that OPEN fixed.
 * @param {Uint8Array} bytes
 * @param {any} electorate
 * @returns {Map<number, Weight>}
 */
export function readRoll(bytes, electorate) {
  const rows = rowsOf(bytes);
  need(canonical(rows[0] || []) === '["elector","heads","area","building"]', "名册的第一行不对。", "The roll has another first line.");
  /** @type {Map<number, Weight>} */
  const roll = new Map();
  const leaves = [];
  let last = 0;
  for (const row of rows.slice(1)) {
    const fits = row.length === 4 && row.slice(0, 3).every((text) => /^(0|[1-9][0-9]{0,15})$/.test(text));
    need(fits, "名册里有一行读不出来。", "A line of the roll cannot be read.");
    const [elector, heads, area] = row.slice(0, 3).map(Number);
    need(elector > last, "名册没有按编号排列，或者编号重复。", "The roll is not by rising number.");
    last = elector;
    roll.set(elector, { heads, area });
    const building = row[3].startsWith("'") ? row[3].slice(1) : row[3];
    leaves.push(leaf(utf8(canonical({ area, building, elector, heads }))));
  }
  const found = { ...together([...roll.values()]), root: hex(treeRoot(leaves)) };
  need(equal(found, electorate), "名册和开启时封定的不一样。", "The roll is not the one that the opening line fixed.");
  return roll;
}

/**
 * The fields of each line; a fault unless they are written in the one way.
 * @param {Uint8Array} bytes
 * @returns {string[][]}
 */
function rowsOf(bytes) {
  const unread = () => new Faulty("名册 roll_public.csv 读不出来，或者改过。", "The roll, roll_public.csv, cannot be read, or was changed.");
  let text;
  try {
    text = textOf(bytes);
  } catch (error) {
    throw unread();
  }
  if (!text.startsWith("\ufeff") || !text.endsWith("\n")) throw unread();
  /** @type {string[][]} */
  const rows = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/y;
  for (field.lastIndex = 1; field.lastIndex < text.length; ) {
    const found = field.exec(text);
    if (!found) throw unread();
    rows[rows.length - 1].push(found[1] === undefined ? found[2] : found[1].replace(/""/g, '"'));
    if (found[3] === "\n") rows.push([]);
  }
  rows.pop();
  const again = rows.map((row) => row.map((one) => (/[",\r\n]/.test(one) ? `"${one.replace(/"/g, '""')}"` : one)).join(",") + "\n");
  if (`\ufeff${again.join("")}` !== text) throw unread();
  return rows;
}
