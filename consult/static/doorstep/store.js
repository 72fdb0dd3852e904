// @ts-check
/**
 * What this phone keeps: IndexedDB, so that it outlives the page, the phone's battery and the next version of the app.
 * kept: device, key, settings, by name · pending: sealed entries not yet acknowledged · marks: what the grid shows until
 * the next round comes · notices: what the server said of an entry that did not simply count.
 */
import { openDB } from "../vendor/idb-8.0.4/idb.js";

const NAME = "consult-doorstep";
/** A new version only ever adds: whatever waits to be sent stays where it is. */
const VERSION = 1;

/**
 * @typedef {object} Pending a sealed entry on its way
 * @property {string} id submission id @property {string} consultation code @property {string} key id of the estate's key
 * @property {Uint8Array} sealed @property {string} fingerprint hex @property {number} at phone's clock, ms
 * @property {Uint8Array} mark sealed to the notebook @property {boolean} tried whether it may have arrived
 * @property {boolean} registered whether the server knows its fingerprint
 * @property {string} [estate] code of the estate to which it is sealed @property {string} [elsewhere] code of one that said it is not its own
 * @property {boolean} [waits] whether the server holds it, and has not decided yet
 */
/** @typedef {{id: string, mark: Uint8Array, heard: number}} Mark acknowledged by the server; `heard`: phone's clock */
/** @typedef {{id: string, note: Uint8Array}} Notice */

/** @param {string} [name] */
export async function openStore(name = NAME) {
  const base = await openDB(name, VERSION, {
    upgrade(/** @type {any} */ fresh, /** @type {number} */ from) {
      if (from < 1) {
        fresh.createObjectStore("kept");
        for (const table of ["pending", "marks", "notices"]) fresh.createObjectStore(table, { keyPath: "id" });
      }
    },
    // Another tab wants a newer layout: step aside at once, it asks again by itself.
    blocking: (/** @type {number} */ _from, /** @type {number} */ _to, /** @type {any} */ event) => event.target.close(),
  });
  return new Store(base);
}

/** Every deed is one transaction that is on the disk before it answers. */
export class Store {
  /** @param {any} base */
  constructor(base) {
    this.base = base;
  }

  /** @param {string} name @returns {Promise<any>} */
  get(name) {
    return this.base.get("kept", name);
  }

  /** @param {Record<string, any>} values several at once, or none; undefined forgets */
  async keep(values) {
    const deed = this.base.transaction("kept", "readwrite", { durability: "strict" });
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) deed.store.delete(name);
      else deed.store.put(value, name);
    }
    await deed.done;
  }

  /** @returns {Promise<Pending[]>} oldest first */
  async pending() {
    return (await this.base.getAll("pending")).sort((/** @type {Pending} */ a, /** @type {Pending} */ b) => a.at - b.at);
  }

  /** @returns {Promise<number>} */
  count() {
    return this.base.count("pending");
  }

  /** @param {Pending} entry */
  async record(entry) {
    const deed = this.base.transaction("pending", "readwrite", { durability: "strict" });
    deed.store.add(entry);
    await deed.done;
  }

  /** Take an entry back that was not sent yet. @param {string} id @returns {Promise<boolean>} false when it is too late */
  async takeBack(id) {
    const deed = this.base.transaction("pending", "readwrite", { durability: "strict" });
    const entry = await deed.store.get(id);
    const isHere = Boolean(entry && !entry.tried);
    if (isHere) deed.store.delete(id);
    await deed.done;
    return isHere;
  }

  /**
   * Note something on entries that are still here; what was taken back meanwhile is not sent: only those named are.
   * @param {string[]} ids @param {Partial<Pending>} change @returns {Promise<Set<string>>} those that were here
   */
  async note(ids, change) {
    const deed = this.base.transaction("pending", "readwrite", { durability: "strict" });
    const here = new Set();
    for (const id of ids) {
      const entry = await deed.store.get(id);
      if (!entry) continue;
      here.add(id);
      deed.store.put({ ...entry, ...change });
    }
    await deed.done;
    return here;
  }

  /**
   * Forget an entry because its own receipt is here; its mark stays for the grid where it stands, and what was said of it.
   * @param {Pending} entry @param {Uint8Array | null} note sealed to the notebook @param {number} heard phone's clock
   * @param {boolean} stands whether what the mark shows has come true
   */
  async settle(entry, note, heard, stands) {
    const deed = this.base.transaction(["pending", "marks", "notices"], "readwrite", { durability: "strict" });
    deed.objectStore("pending").delete(entry.id);
    if (stands) deed.objectStore("marks").put({ id: entry.id, mark: entry.mark, heard });
    if (note) deed.objectStore("notices").put({ id: entry.id, note });
    await deed.done;
  }

  /** @returns {Promise<Mark[]>} */
  marks() {
    return this.base.getAll("marks");
  }

  /** @returns {Promise<Notice[]>} */
  notices() {
    return this.base.getAll("notices");
  }

  /** @param {string} id */
  async dismiss(id) {
    await this.base.delete("notices", id);
  }

  /**
   * Keep a new round; marks acknowledged before it was asked for are in it already.
   * @param {Uint8Array} round sealed to the notebook @param {number} asked phone's clock when it was asked for
   */
  async keepRound(round, asked) {
    const deed = this.base.transaction(["kept", "marks"], "readwrite", { durability: "strict" });
    deed.objectStore("kept").put(round, "round");
    const marks = deed.objectStore("marks");
    for (const mark of await marks.getAll()) if (mark.heard <= asked) marks.delete(mark.id);
    await deed.done;
  }

  /** Forget everything but what waits to be sent and the key that signs its export. */
  async forgetRound() {
    const deed = this.base.transaction(["kept", "marks", "notices"], "readwrite", { durability: "strict" });
    for (const name of ["round", "binding", "secret", "openSecret", "wrong", "unfinished"]) deed.objectStore("kept").delete(name);
    deed.objectStore("marks").clear();
    deed.objectStore("notices").clear();
    await deed.done;
  }
}
