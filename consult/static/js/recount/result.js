// @ts-check
/** The result as it must be (docs/package.md, 7). */
import { hex } from "./bytes.js";
import { count } from "./counts.js";
import { deemed } from "./deeming.js";
import { methodsOf } from "./opinions.js";
import { SIDES, optionKeys } from "./questions.js";
import { judged, overPlans } from "./requirements.js";
import { NOBODY, together } from "./roll.js";
import { turnout } from "./secret.js";
import { FATES } from "./sheets.js";
import { treeRoot } from "./sha256.js";

/** @typedef {import("./roll.js").Weight} Weight */
/** @typedef {import("./counts.js").Figures} Figures */
/** @typedef {import("./requirements.js").Side} Side */
/** @typedef {import("./state.js").Book} Book */

const PLANS = ["choose-one", "choose-some", "each-plan"];

/** Everything that one result must hold. */
export class Recount {
  /**
   * @param {Book} book
   * @param {number} form of the result: 1 or 2
   */
  constructor(book, form) {
    this.book = book;
    this.form = form;
    const counting = book.counting();
    const weight = (/** @type {number} */ elector) => book.roll.get(elector) || NOBODY;
    this.ballots = counting.map((one) => ({ weight: weight(one.elector), answers: one.answers }));
    this.channels = counting.map((one) => one.channel);
    const have = new Set(counting.map((one) => one.elector));
    this.invalid = [...book.invalid].filter(([elector]) => !have.has(elector) && !book.excused.has(elector));
    this.invalidWeight = together(this.invalid.map(([elector]) => weight(elector)));
    this.silent = together((book.served || []).filter((one) => !book.touched.has(one)).map(weight));
    this.electorate = together([...book.roll.values()]);
  }

  /**
   * What must be found again, but the questions.
   * @param {any} text what question.json says
   */
  whole(text) {
    const { book } = this;
    /** @type {Record<string, number>} */
    const invalid = {};
    for (const [, line] of this.invalid) invalid[line.payload.reason] = (invalid[line.payload.reason] || 0) + 1;
    const { key, version, basis } = book.rule;
    const channel = (/** @type {string} */ name) => this.channels.filter((one) => one === name).length;
    return {
      format: this.form,
      consultation: this.consultation(text),
      rule: { key, version, basis },
      electorate: this.electorate,
      returned: { web: channel("web"), paper: channel("paper"), doorstep: channel("doorstep"), proxy: channel("proxy") },
      valid: this.ballots.length,
      invalid,
      invalid_weight: this.invalidWeight,
      double: book.double,
      amended: book.amended,
      neither: [...book.ballot.keys()].filter((one) => book.lines[book.holding(one) - 1].type === "RESOLVE").length,
      tenants: this.tenants(),
      ledger: this.ledger(),
      ...(book.isSecret ? turnout(book, this.electorate) : {}),
      ...("procedure" in book.opened ? { procedure: book.opened.procedure } : {}),
      ...(book.procedure.paper_twice ? { sheets: this.sheets() } : {}),
    };
  }

  /** @param {any} text */
  consultation(text) {
    const { opened, lines, close } = this.book;
    const { kind, basis, closes_at } = opened;
    return { code: lines[0].code, title: text.title, text: opened.text, kind, basis, closes_at, opened_at: lines[0].at, closed_at: close && close.at };
  }

  /** The book before the line that seals the result. */
  ledger() {
    const { lines, sealing } = this.book;
    const before = lines.slice(0, sealing ? sealing.seq - 1 : 0);
    return { lines: before.length, head: hex(before[before.length - 1].head), root: hex(treeRoot(before.map((line) => line.leaf))) };
  }

  /** What became of the sheets that two people read. */
  sheets() {
    const { sheets, reconciled } = this.book;
    const found = { entered: sheets.size, unconfirmed: [...sheets.values()].filter((one) => !one.agreed).length };
    if (!reconciled) return found;
    const said = reconciled.payload;
    const names = ["listed", "unused", "issued", "in_hand", "missing", "difference", ...FATES].filter((name) => name in said);
    const figures = Object.fromEntries(names.map((name) => [name, said[name]]));
    return { ...found, reconciled: { ...figures, explained: said.explanation !== null } };
  }

  /** The tenants' tally, apart. */
  tenants() {
    const { book } = this;
    if (!book.procedure.tenants) return null;
    const ballots = book.opinions.map((answers) => ({ weight: { heads: 1, area: 0 }, answers }));
    const usual = { ...book.procedure, blank_abstains: false, invalid_takes_part: false };
    const told = ballots.length < 5 ? [] : book.questions;
    return { returned: ballots.length, questions: told.map((one) => tenantsOf(one, count(one, ballots, NOBODY, usual))) };
  }

  /** One question of the result. @param {any} question */
  question(question) {
    return this.told(question, count(question, this.ballots, this.invalidWeight, this.book.procedure));
  }

  /** What the result says of these figures. @param {any} question @param {Figures} figures */
  told(question, figures) {
    const { participating, expressed, blank, shown_to } = figures;
    const found = {
      number: question.number,
      question,
      participating,
      expressed,
      void: figures.void,
      blank,
      shown_to,
      counts: Object.fromEntries(figures.counts),
      methods: methodsOf(question, figures),
    };
    if (question.type === "consent") return { ...found, ...this.proposal(question, figures) };
    if (PLANS.includes(question.type)) return { ...found, ...this.plans(question, figures) };
    return { ...found, outcome: "figures", requirements: [], plans: {}, deemed: null, followed: null, deemed_refused: null, with_deemed: null };
  }

  /** @param {Figures} figures @param {Weight} agree @param {Weight} oppose @returns {Side} */
  side({ participating, expressed }, agree, oppose) {
    const electorate = this.book.isSecret ? { heads: this.electorate.heads, area: 0 } : this.electorate;
    return { electorate, participating, expressed, agree, oppose };
  }

  /** @param {any} question @param {Side} side @param {Weight} [follow] */
  deem(question, side, follow) {
    return deemed(question, this.book.procedure.deemed.mode, side, this.silent, follow);
  }

  /** @param {Side} side */
  judge(side) {
    return judged(this.book.rule, side, this.form);
  }

  /** Agree and oppose. @param {any} question @param {Figures} figures */
  proposal(question, figures) {
    const counts = figures.counts;
    const side = this.side(figures, counts.get("agree") || NOBODY, counts.get("oppose") || NOBODY);
    const second = this.deem(question, side, counts.get("follow"));
    return { ...this.judge(side), ...second.told, with_deemed: second.side ? this.judge(second.side) : null };
  }

  /** Plan by plan, or row by row. @param {any} question @param {Figures} figures */
  plans(question, figures) {
    const isRows = question.type === "each-plan";
    const parts = optionKeys(question).map((key) => {
      const row = figures.rows.get(key);
      const side = row ? this.rowSide(row) : this.planSide(figures, key);
      const { told, side: grown } = this.deem(question, side);
      return { key, row, told, grown, first: this.judge(side), second: this.judge(grown || side) };
    });
    const shared = parts.length ? parts[0] : null;
    const grown = shared && shared.grown ? shared.grown : this.side(figures, NOBODY, NOBODY);
    const second = () => ({
      ...this.summary(parts.map((one) => one.second.outcome), grown, isRows),
      plans: Object.fromEntries(parts.map((one) => [one.key, one.second])),
    });
    return {
      ...this.summary(parts.map((one) => one.first.outcome), this.side(figures, NOBODY, NOBODY), isRows),
      plans: Object.fromEntries(parts.map((one) => [one.key, { ...one.first, ...(one.row ? toldRow(one.row, one.told) : {}) }])),
      deemed: isRows || !shared ? null : shared.told.deemed,
      followed: null,
      deemed_refused: null,
      with_deemed: parts.some((one) => one.grown) ? second() : null,
    };
  }

  /** Outcome and requirements of the question itself. @param {string[]} outcomes @param {Side} side @param {boolean} isRows */
  summary(outcomes, side, isRows) {
    const own = this.judge(side).requirements.filter((one) => one.stage === "participation");
    return { outcome: overPlans(outcomes), requirements: isRows ? [] : own };
  }

  /** Who chose the plan agrees to it, who chose none opposes every plan. @param {Figures} figures @param {string} key */
  planSide(figures, key) {
    return this.side(figures, figures.counts.get(key) || NOBODY, figures.counts.get("none") || NOBODY);
  }

  /** A row is a question of its own. @param {Figures} row */
  rowSide(row) {
    return this.side(row, row.counts.get("agree") || NOBODY, row.counts.get("oppose") || NOBODY);
  }
}

/** What a row tells besides its outcome. @param {Figures} row @param {any} told */
function toldRow(row, told) {
  return {
    counts: Object.fromEntries(SIDES.map((side) => [side, row.counts.get(side)])),
    participating: row.participating,
    expressed: row.expressed,
    void: row.void,
    deemed: told.deemed,
    deemed_refused: told.deemed_refused,
  };
}

/** One question of the tenants' tally: heads only. @param {any} question @param {Figures} figures */
function tenantsOf(question, figures) {
  const heads = (/** @type {Map<string, Weight>} */ counts) => Object.fromEntries([...counts].map(([key, weight]) => [key, weight.heads]));
  return {
    number: question.number,
    answered: together(figures.answered.map((one) => one.weight)).heads,
    counts: heads(figures.counts),
    ...(figures.rows.size ? { plans: Object.fromEntries([...figures.rows].map(([key, row]) => [key, heads(row.counts)])) } : {}),
  };
}
