// @ts-check
/** How the recount says no: one sentence in each language. */

export class Faulty extends Error {
  /**
   * @param {string} zh
   * @param {string} en
   */
  constructor(zh, en) {
    super(en);
    this.zh = zh;
    this.en = en;
  }
}

/**
 * Refuse with this sentence unless it holds.
 * @param {unknown} holds
 * @param {string} zh
 * @param {string} en
 */
export function need(holds, zh, en) {
  if (!holds) throw new Faulty(zh, en);
}

/**
 * Refuse with a sentence about one line of the book unless it holds.
 * @param {{seq: number, type?: string}} line
 * @param {unknown} holds
 * @param {string} zh
 * @param {string} en
 */
export function needAt(line, holds, zh, en) {
  if (holds) return;
  const kind = line.type ? ` (${line.type})` : "";
  throw new Faulty(`第 ${line.seq} 行${kind}：${zh}`, `Line ${line.seq}${kind}: ${en}`);
}
