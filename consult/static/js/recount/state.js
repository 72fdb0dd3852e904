// @ts-check
/** What is known after some lines of the book. */
import { own } from "./questions.js";

/** @typedef {import("./chain.js").Line} Line */
/** @typedef {import("./roll.js").Weight} Weight */
/** @typedef {{line: Line, readings: Map<number, string>, typists: Set<number>, agreed: string, effect: Line | null}} Sheet */
/** @typedef {{seq: number, decision: string, duplicate: number}} Settled */

export const USUAL = {
  parking: false,
  storage: false,
  blank_abstains: false,
  invalid_takes_part: false,
  late_paper: false,
  deemed: { mode: "off", clause: {} },
  follow: false,
  proxy_cap: 3,
  tenants: false,
  paper_twice: false,
  paper_photo: false,
  replace: false,
  assisted: false,
  posted_days: 7,
};

export class Book {
  /**
   * @param {Line[]} lines
   * @param {Map<number, Weight>} roll
   * @param {any[]} questions
   * @param {any} rule
   * @param {Map<number, string> | null} marks
   */
  constructor(lines, roll, questions, rule, marks) {
    this.lines = lines;
    this.roll = roll;
    this.questions = questions;
    this.rule = rule;
    this.marks = marks;
    this.opened = lines[0].payload;
    /** @type {any} the rules of procedure; what an older OPEN lacks is as usual */
    this.procedure = { ...USUAL, ...this.opened.procedure };
    /** Whether only turnout is told by name. */
    this.isSecret = "secrecy" in this.opened;
    /** @type {Map<number, number>} elector: the line of the first ballot */
    this.ballot = new Map();
    /** @type {Map<number, number[]>} elector: the lines of second ballots */
    this.doubles = new Map();
    /** @type {Map<number, Settled>} */
    this.settled = new Map();
    /** @type {Map<number, any>} second ballot's line: its answers, once told */
    this.told = new Map();
    /** @type {Map<number, any>} ballot's line: corrected answers */
    this.corrected = new Map();
    /** @type {Map<number, Line>} elector: the last INVALID line */
    this.invalid = new Map();
    /** @type {Set<number>} electors whose INVALID line an upheld contest took out */
    this.excused = new Set();
    /** @type {Set<number>} */
    this.touched = new Set();
    /** @type {any[]} */
    this.opinions = [];
    /** @type {Map<number, Sheet>} */
    this.sheets = new Map();
    /** @type {Set<string>} */
    this.firstRead = new Set();
    /** @type {Set<string>} */
    this.used = new Set();
    /** @type {Map<number, Line>} */
    this.contests = new Map();
    /** @type {Map<number, number[]>} what was contested: the contests */
    this.contested = new Map();
    /** @type {Map<number, string>} */
    this.decided = new Map();
    /** @type {Map<number, number>} elector: the last correction or settlement */
    this.stirred = new Map();
    /** @type {Map<number, number>} line: by which decision it was taken out */
    this.upheld = new Map();
    /** @type {Map<string, number>} */
    this.batches = new Map();
    /** @type {Set<string>} */
    this.spent = new Set();
    /** @type {Map<number, number>} agent: how many ballots by proxy */
    this.agents = new Map();
    this.double = 0;
    this.amended = { annulled: 0, corrected: 0, replaced: 0 };
    /** @type {number[] | null} */
    this.served = null;
    /** @type {Line | null} */
    this.reconciled = null;
    /** @type {Line | null} */
    this.close = null;
    /** @type {Line | null} */
    this.sealing = null;
    this.stale = false;
    this.votes = 0;
    this.day = "";
    /** @type {{seq: number, elector: number} | null} the new ballot that must follow */
    this.due = null;
    /** @type {Map<string, Line>} */
    this.audit = new Map();
    /** @type {Line[]} */
    this.losses = [];
    /** @type {number[]} electors whose sheet had an effect before CLOSE */
    this.paper = [];
  }

  /** @param {number} seq @returns {any} */
  payload(seq) {
    return this.lines[seq - 1].payload;
  }

  /**
   * The line that holds for an elector with a ballot: the ballot, a second one, or that neither counts; or 0.
   * @param {number} elector
   */
  holding(elector) {
    const first = this.ballot.get(elector) || 0;
    const settled = this.settled.get(elector);
    if (!first || !settled || settled.decision === "first-stands") return first;
    return settled.decision === "second-counts" ? settled.duplicate : settled.seq;
  }

  /**
   * Elector, channel and answers of each ballot that counts, in the order of the first ballots.
   * @returns {{elector: number, channel: string, answers: any}[]}
   */
  counting() {
    const found = [];
    if (this.isSecret) return [];
    for (const [elector, first] of [...this.ballot].sort((one, other) => one[1] - other[1])) {
      const held = this.holding(elector);
      const line = this.lines[held - 1];
      if (line.type === "RESOLVE") continue;
      const said = line.type === "DUPLICATE" ? this.told.get(held) : line.payload.answers;
      const answers = this.corrected.has(held) ? this.corrected.get(held) : said;
      found.push({ elector, channel: this.payload(first).channel, answers });
    }
    return found;
  }

  /**
   * Take an elector's ballot out.
   * @param {number} elector
   */
  takeOut(elector) {
    const proxy = own(this.payload(this.ballot.get(elector) || 1), "proxy");
    if (proxy) this.agents.set(proxy.agent, (this.agents.get(proxy.agent) || 1) - 1);
    this.ballot.delete(elector);
    this.settled.delete(elector);
  }
}
