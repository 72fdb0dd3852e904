// @ts-check
/** The files of a package, from its ZIP (docs/package.md, 1) or from a folder that somebody unpacked. */
import { joined, same, textOf, utf8 } from "./bytes.js";
import { Faulty, need } from "./faulty.js";
import { inflate } from "./inflate.js";

const NAMES = ["README.txt", "verify.py", "question.json", "rule.json", "roll_public.csv", "ledger.jsonl", "checkpoints.txt", "result.json"];
const PERHAPS = ["picture.jpg", "sheets.txt"];
/** No package is larger: a million lines of a book are some 400 MB. Nothing in one packs to less than a hundredth. */
const LARGEST = 2 ** 30;
const DENSEST = 100;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let value = -1;
  for (let at = 0; at < bytes.length; at++) value = TABLE[(value ^ bytes[at]) & 255] ^ (value >>> 8);
  return ~value >>> 0;
}

/** @returns {never} */
function torn() {
  throw new Faulty("这不是完整的 ZIP 文件：没有下载完，或者被改过。请重新下载。", "This is not a whole ZIP file: it was not downloaded completely, or was changed. Download it again.");
}

/**
 * What the ZIP's directory says of each file.
 * @param {Uint8Array} raw
 */
function directory(raw) {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  let end = raw.length - 22;
  while (end >= 0 && end > raw.length - 65600 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) torn();
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const found = [];
  for (let n = 0; n < count; n++) {
    if (at + 46 > raw.length || view.getUint32(at, true) !== 0x02014b50) torn();
    const name = view.getUint16(at + 28, true);
    found.push({
      name: textOf(raw.subarray(at + 46, at + 46 + name)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return found;
}

/**
 * The bytes of one file of a ZIP.
 * @param {Uint8Array} raw
 * @param {ReturnType<typeof directory>[0]} entry
 */
function contentOf(raw, entry) {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  if (entry.at + 30 > raw.length || view.getUint32(entry.at, true) !== 0x04034b50) torn();
  need(!(entry.flags & 1), `${entry.name} 加了密，无法核对。`, `${entry.name} is encrypted and cannot be checked.`);
  need(entry.method === 0 || entry.method === 8, `${entry.name} 的压缩方式读不了。`, `${entry.name} is packed in a way that cannot be read.`);
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  if (from + entry.packed > raw.length) torn();
  const packed = raw.subarray(from, from + entry.packed);
  if (entry.method === 0 && entry.packed !== entry.size) torn();
  const content = entry.method === 0 ? packed : inflate(packed, entry.size);
  need(crc32(content) === entry.crc, `${entry.name} 读出来和 ZIP 里的校验码不符。`, `${entry.name} does not fit its check sum in the ZIP.`);
  return content;
}

/**
 * The files by name, in the order of the ZIP.
 * @param {Uint8Array} raw
 * @returns {Map<string, Uint8Array>}
 */
export function unpacked(raw) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  try {
    const entries = directory(raw);
    const size = entries.reduce((sum, one) => sum + one.size, 0);
    const isBomb = size > LARGEST || size > DENSEST * raw.length;
    need(!isBomb, "这个 ZIP 解开后大得离谱，不是公开包。", "This ZIP unpacks to far more than a package can hold.");
    for (const entry of entries) {
      need(!files.has(entry.name), `ZIP 里有两个 ${entry.name}。`, `${entry.name} is in the ZIP twice.`);
      need(known(entry.name), `公开包里不应有 ${entry.name}。`, `${entry.name} does not belong to a package.`);
      files.set(entry.name, contentOf(raw, entry));
    }
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) torn();
    throw error;
  }
  return files;
}

/** @param {string} name */
function known(name) {
  return NAMES.includes(name) || PERHAPS.includes(name);
}

/**
 * A fault unless these are the files of a package.
 * @param {Map<string, Uint8Array>} files
 */
export function checkFiles(files) {
  const missing = NAMES.filter((name) => !files.has(name));
  need(!missing.length, `公开包里缺少：${missing.join("、")}。`, `Missing from the package: ${missing.join(", ")}.`);
  const strange = [...files.keys()].filter((name) => !known(name));
  need(!strange.length, `公开包里不应有：${strange.join("、")}。`, `Not of a package: ${strange.join(", ")}.`);
}

/**
 * A fault unless the ZIP is byte for byte the one that the service makes of these files.
 * @param {Map<string, Uint8Array>} files
 * @param {Uint8Array} raw
 */
export function checkPacking(files, raw) {
  const order = [...NAMES, ...PERHAPS].filter((name) => files.has(name));
  need(
    same(packed(order.map((name) => [name, /** @type {Uint8Array} */ (files.get(name))])), raw),
    "这个 ZIP 重新打过包，或者改过：它不是公布时的样子（如果是您自己打的包，请解开，把里面的文件一起选中再核对）。",
    "The ZIP was packed again or changed: its bytes are not in the published form (if you packed it yourself, unpack it and choose all its files together).",
  );
}

/**
 * The one way to pack these files.
 * @param {[string, Uint8Array][]} files
 */
function packed(files) {
  const bodies = [];
  const entries = [];
  let at = 0;
  for (const [name, content] of files) {
    const common = shared(name, content);
    bodies.push(words([[0x04034b50, 4]]), common, words([[0, 2]]), utf8(name), content);
    // The local header has no comment; the directory's has, with disk, attributes and the place besides.
    entries.push(words([[0x02014b50, 4], [0x0314, 2]]), common, words([[0, 2], [0, 2], [0, 2], [0, 2], [0x81a40000, 4], [at, 4]]), utf8(name));
    at += 30 + name.length + content.length;
  }
  const list = joined(entries);
  const end = words([[0x06054b50, 4], [0, 4], [files.length, 2], [files.length, 2], [list.length, 4], [at, 4], [0, 2]]);
  return joined([...bodies, list, end]);
}

/**
 * What both headers of a file have: version, flags, method, time, day, check sum, sizes, and the length of the name.
 * @param {string} name
 * @param {Uint8Array} content
 */
function shared(name, content) {
  return words([[20, 2], [0, 2], [0, 2], [0, 2], [33, 2], [crc32(content), 4], [content.length, 4], [content.length, 4], [name.length, 2]]);
}

/**
 * Numbers as little-endian bytes of these widths.
 * @param {[number, number][]} numbers
 */
function words(numbers) {
  const bytes = [];
  for (const [value, width] of numbers) for (let at = 0; at < width; at++) bytes.push((value >>> (8 * at)) & 255);
  return Uint8Array.from(bytes);
}
