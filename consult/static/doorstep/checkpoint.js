// @ts-check
/**
 * The book of a consultation only ever grows: this phone remembers its last line's number and fingerprint, and checks
 * that the server's book goes on from there (docs: head = SHA-256(0x01 ‖ head before ‖ leaf)).
 */
import { fromHex, joined, sha256, toHex } from "./bytes.js";
import { Refused } from "./api.js";

/** @typedef {{seq: number, head: string, isOver?: boolean}} Checkpoint isOver: the book was closed, and needs no following */

/** Answers that mean: what this phone saw is not there any more. */
const GONE = new Set(["book-behind", "unknown-consultation"]);

/** @param {string} head hex @param {string[]} leaves hex @returns {Promise<string>} the head after these leaves */
export async function extended(head, leaves) {
  let bytes = fromHex(head);
  for (const leaf of leaves) bytes = await sha256(joined(Uint8Array.of(1), bytes, fromHex(leaf)));
  return toHex(bytes);
}

/**
 * Follow the server's book from the checkpoint that is remembered.
 * @param {Checkpoint} remembered
 * @param {(seq: number) => Promise<any>} prove asks the server for the leaves after a line
 * @returns {Promise<Checkpoint | null>} the newest checkpoint; null when the book is not a continuation, or is there no more
 */
export async function follow(remembered, prove) {
  let at = remembered;
  try {
    for (;;) {
      const proof = await prove(at.seq);
      if (proof.from.seq !== at.seq || proof.from.head !== at.head) return null;
      const to = { seq: proof.to.seq, head: proof.to.head };
      if (to.seq !== at.seq + proof.leaves.length || to.head !== (await extended(at.head, proof.leaves))) return null;
      if (to.seq >= proof.newest) return proof.state === "closed" ? { ...to, isOver: true } : to;
      if (to.seq === at.seq) return null;
      at = to;
    }
  } catch (fault) {
    if (fault instanceof Refused && GONE.has(fault.reason)) return null;
    throw fault;
  }
}
