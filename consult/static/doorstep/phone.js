// @ts-check
/** The app's memory and deeds: what is open, what is locked, what waits; the screens only show it and press here. */
import { fromBase64 } from "./bytes.js";
import { exported, sealed } from "./entry.js";
import { isHandedOver, isOpen, next } from "./machine.js";
import * as notebook from "./notebook.js";
import { doorsOf, stateOf } from "./rooms.js";
import { isOurs } from "./round.js";

export const IDLE = 5 * 60_000;
/** How long before the lock it is announced. */
export const WARNING = 45_000;
const LITTLE_ROOM = 30_000_000;

/** @typedef {import("./machine.js").Screen} Screen */
/** @typedef {import("./rooms.js").Door} Door */

export class Phone {
  /**
   * @param {import("./store.js").Store} store @param {import("./clock.js").Clock} clock
   * @param {(isNewScreen: boolean) => void} show draws the screens
   */
  constructor(store, clock, show) {
    this.store = store;
    this.clock = clock;
    this.show = show;
    /** @type {Screen} */
    this.screen = { at: "loading" };
    /** @type {import("./api.js").Api} */ this.api = /** @type {any} */ (null);
    /** @type {import("./sync.js").Sync} */ this.sync = /** @type {any} */ (null);
    /** @type {{id: string} | null} */ this.device = null;
    /** @type {notebook.Binding | null} */ this.binding = null;
    /** @type {CryptoKey | null} */ this.key = null;
    /** Reads the round; only the PIN leads to it. */ this.secret = "";
    /** Sends, and reads nothing: it lies open, so that a locked phone sends. */ this.sending = "";
    /** @type {any} */ this.round = null;
    /** @type {any} what a resident's screens need while the phone is handed over */ this.handed = null;
    /** @type {any} what a resident had marked when the phone locked itself */ this.unfinished = null;
    /** @type {import("./entry.js").MarkSaid[]} */ this.marks = [];
    /** @type {any[]} */ this.notices = [];
    this.isRecording = false;
    this.count = 0;
    /** Of these, how many are another estate's. */ this.elsewhere = 0;
    this.signal = "unknown";
    /** When the signal last went (performance.now()). */
    this.lostAt = -Infinity;
    this.isFull = false;
    this.isUpdateReady = false;
    /** Whether the app opens without a network. */ this.isOffline = false;
    /** Whether the browser promised not to clear what is kept. */ this.isPersistent = false;
    /** Why the phone was locked for good: revoked, unknown or pin. */ this.why = "";
    /** @type {any} not personal: what is needed while the phone is locked */ this.open = { limits: null, ends: {}, key: null };
    /** @type {Record<string, any>} */ this.books = {};
    /** @type {Record<string, string>} */ this.settings = {};
    this.code = "";
    this.building = "";
    this.asked = -Infinity;
    this.touched = Date.now();
  }

  /** Wake up after a start, a crash or a battery that ran out: always locked. */
  async wake() {
    const names = ["device", "binding", "settings", "open", "books", "clock", "openSecret", "sending", "why"];
    const [device, binding, settings, open, books, clock, openSecret, sending, why] = await Promise.all(names.map((name) => this.store.get(name)));
    Object.assign(this, { device: device || null, binding: binding || null, settings: settings || {}, books: books || {}, why: why || "" });
    if (open) this.open = open;
    this.clock.recall(clock);
    this.secret = openSecret || "";
    this.sending = sending || "";
    await this.recount();
    await this.lookElsewhere();
  }

  /** The first screen. @param {string} token of an enrolment code that was scanned, "" for none */
  begin(token) {
    if (token && (!this.device || this.why)) return this.happen({ do: "enrol" });
    if (this.why) return this.happen({ do: "gone" });
    if (!this.device) return this.happen({ do: "enrol" });
    if (!this.binding) {
      this.screen = { at: "enrol" };
      return this.happen({ do: "enrolled" });
    }
    return this.happen({ do: "locked" });
  }

  /** @param {import("./machine.js").Happening} happened */
  happen(happened) {
    const before = this.screen;
    this.screen = next(before, happened);
    if (this.screen === before) return;
    if (this.screen.at === "locked" && this.why) this.screen = { at: "gone" };
    if (isHandedOver(this.screen) && !isHandedOver(before)) this.handOver();
    if (!isOpen(this.screen)) this.close();
    if (!isHandedOver(this.screen)) this.handed = null;
    this.show(true);
  }

  /** Let the rooms go from memory. */
  close() {
    this.key = null;
    if (this.binding && this.sending) this.secret = "";
    this.round = null;
    this.marks = [];
    this.notices = [];
    this.unfinished = null;
  }

  /** What a resident's screens need, and no other door: the rooms leave memory. */
  handOver() {
    const { consultation, door, unfinished } = this;
    if (!consultation || !door) return;
    const { buildings, ...asked } = consultation;
    const isTheirs = unfinished?.elector === door.elector && unfinished.text === asked.text;
    this.handed = { consultation: asked, door, binding: this.binding, ...(isTheirs ? { draft: unfinished.draft, helper: unfinished.helper } : {}) };
    this.unfinished = null;
  }

  lock() {
    this.happen({ do: "lock" });
  }

  /** Nobody touched the phone: lock it. What a resident had marked waits, sealed, for the next unlocking, and no longer. */
  async lockIdle() {
    const { at } = this.screen;
    const handed = ["ballot", "check"].includes(at) ? this.handed : null;
    this.lock();
    if (!handed?.draft) return;
    const { draft, helper, door, consultation, binding } = handed;
    const page = await notebook.write(binding, { elector: door.elector, text: consultation.text, draft, helper });
    await this.store.keep({ unfinished: page });
  }

  /** The unfinished ballot of an idle lock, once. @param {notebook.Binding} binding @param {CryptoKey} key */
  async takeUnfinished(binding, key) {
    const page = await this.store.get("unfinished");
    this.unfinished = page ? await notebook.read(binding, key, page).catch(() => null) : null;
    if (page) await this.store.keep({ unfinished: undefined });
  }

  /** @returns {any} the consultation of the round that is walked now */
  get consultation() {
    const all = this.round?.consultations || [];
    return all.find((/** @type {any} */ one) => one.code === this.code) || all[0];
  }

  /** @returns {Door[]} every door of the chosen consultation */
  get doors() {
    return doorsOf(this.consultation);
  }

  /** @returns {Door | undefined} the door of the present screen */
  get door() {
    return this.doors.find((door) => door.elector === this.screen.elector) || this.handed?.door;
  }

  /** @param {Door} door */
  state(door) {
    return stateOf(door, this.consultation.code, this.marks);
  }

  async readNotebook() {
    const { binding, key } = this;
    if (!binding || !key) return;
    const read = (/** @type {Uint8Array} */ page) => notebook.read(binding, key, page);
    const { store } = this;
    const [round, marks, pending, notices] = await Promise.all([store.get("round"), store.marks(), store.pending(), store.notices()]);
    this.round = round ? await read(round) : null;
    // What an earlier enrolment of this phone wrote cannot be read any more; it is still sent.
    const marked = await Promise.all([...marks, ...pending].map((one) => read(one.mark).catch(() => null)));
    this.marks = marked.filter(Boolean);
    const noted = notices.map(async (one) => {
      const note = await read(one.note).catch(() => null);
      return note && { id: one.id, ...note, said: await read(fromBase64(note.mark)).catch(() => null) };
    });
    this.notices = (await Promise.all(noted)).filter(Boolean);
  }

  // — recording —

  /**
   * Record what happened at the present door: sealed at once, kept, and sent when there is signal.
   * @param {object} said @param {string} state what the grid shows from now on
   */
  async record(said, state) {
    // A thumb that trembles presses twice: one visit is one entry.
    if (this.isRecording) return null;
    this.isRecording = true;
    try {
      return await this.recordOnce(said, state);
    } finally {
      this.isRecording = false;
    }
  }

  /** @param {object} said @param {string} state */
  async recordOnce(said, state) {
    // The phone may lock itself meanwhile: whose entry it is was settled when it was pressed.
    const { handed } = this;
    const { code } = handed?.consultation || this.consultation;
    const binding = /** @type {notebook.Binding} */ (handed?.binding || this.binding);
    const { elector } = /** @type {Door} */ (this.door);
    const at = this.clock.wall();
    // By the server's clock: marks are put in order, also when the phone's clock is set meanwhile.
    const mark = { consultation: code, elector, state, at: this.clock.now };
    const page = await notebook.write(binding, mark);
    const times = { made_at: new Date(at).toISOString(), offset_ms: this.clock.offset, monotonic_ms: this.clock.elapsed };
    const entry = await sealed(this.open.key, code, { elector, ...times, ...said }, at, page);
    await this.store.record(entry);
    const isResidents = Boolean(handed);
    if (!isResidents) {
      // A leader's own slip of the thumb can be taken back; what a resident answered cannot.
      this.marks.push(mark);
      this.sync.hold(entry.id);
    }
    // It is kept now: whatever cannot be counted after that must not say that it was not.
    await this.recount().catch(() => null);
    this.happen({ do: "recorded", entry: entry.id, said: state });
    if (isResidents) this.sync.now();
    return entry.id;
  }

  /** @param {string} id @returns {Promise<void>} */
  async takeBack(id) {
    const isBack = await this.store.takeBack(id);
    await this.recount();
    if (isBack) await this.readNotebook();
    this.happen(isBack ? { do: "taken-back" } : { do: "recorded", said: "too-late" });
  }

  /** Count what waits for another estate; it reads every entry, so not after each. */
  async lookElsewhere() {
    const pending = await this.store.pending();
    this.elsewhere = pending.filter((entry) => !isOurs(this, entry)).length;
  }

  async recount() {
    this.count = await this.store.count();
    const estimate = await navigator.storage?.estimate?.().catch(() => null);
    this.isFull = Boolean(estimate?.quota && estimate.quota - (estimate.usage || 0) < LITTLE_ROOM);
  }

  /** Change a setting of this phone. @param {Record<string, string>} change */
  async set(change) {
    this.settings = { ...this.settings, ...change };
    await this.store.keep({ settings: this.settings });
    this.show(true);
  }

  /** @type {(() => void) | null} puts the app on the home screen, where the browser offers that */
  install = null;

  /** Go over to the new version of the app; app.js knows how. */
  update() {}

  /** @param {boolean} isOurs_ this estate's, or what is another's @returns {Promise<object>} everything unsent, sealed and signed */
  async exported(isOurs_ = true) {
    const [signing, all] = await Promise.all([this.store.get("signing"), this.store.pending()]);
    const entries = all.filter((entry) => isOurs(this, entry) === isOurs_);
    return exported(this.device?.id || "", signing, entries, new Date(this.clock.wall()).toISOString());
  }

  /** @param {string} id */
  async dismiss(id) {
    await this.store.dismiss(id);
    this.notices = this.notices.filter((one) => one.id !== id);
    this.show(false);
  }
}
