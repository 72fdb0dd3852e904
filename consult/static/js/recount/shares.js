// @ts-check
/** Money given out: greedy, and equal shares (docs/package.md, 6, Opinions). */
import { Fraction, rising } from "./fraction.js";

/** @typedef {{heads: number, answer: string[]}} Said */
/** @typedef {{options: string[], fewest: number, most: number}} Tie */
/** @typedef {{funded: string[], ties: Tie[]}} Spending */
/** @typedef {{bought: Set<string>, purses: Fraction[]}} State */

const MOST_STATES = 1000;
const NOTHING = new Fraction(0);

/** Cost by option, in printed order. @param {any} question @returns {Map<string, number>} */
function costsOf(question) {
  return new Map(question.options.map((/** @type {any} */ one) => [one.key, one.cost]));
}

/** Which electors chose each option; options that nobody chose are left out. @param {any} question @param {Said[]} said */
function supportersOf(question, said) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  let n = 0;
  for (const { heads, answer } of said) {
    for (let head = 0; head < heads; head++, n++) for (const key of answer) {
      const who = found.get(key);
      if (who) who.push(n);
      else found.set(key, [n]);
    }
  }
  return found;
}

/**
 * Most chosen first, the cheaper first, as long as the money lasts.
 * @param {Map<string, number>} costs
 * @param {Map<string, number[]>} chosen
 * @param {number} money
 * @returns {Spending}
 */
function fill(costs, chosen, money) {
  /** @type {Spending} */
  const found = { funded: [], ties: [] };
  const waiting = [...costs.keys()].filter((key) => chosen.has(key)).map((key) => ({ key, cost: costs.get(key) || 0, heads: (chosen.get(key) || []).length }));
  waiting.sort((one, other) => other.heads - one.heads || one.cost - other.cost);
  for (let at = 0; at < waiting.length; ) {
    const { heads, cost } = waiting[at];
    const group = waiting.filter((one) => one.heads === heads && one.cost === cost).map((one) => one.key);
    at += group.length;
    const pays = cost ? Math.min(group.length, Math.floor(money / cost)) : group.length;
    money -= pays * cost;
    if (pays === group.length) found.funded.push(...group);
    else if (pays) found.ties.push({ options: group, fewest: pays, most: pays });
  }
  return found;
}

/** @param {any} question @param {Spending} spending */
function told(question, spending) {
  const costs = costsOf(question);
  return { ...spending, spent: spending.funded.reduce((sum, key) => sum + (costs.get(key) || 0), 0), budget: question.budget };
}

/**
 * Most chosen first.
 * @param {any} question
 * @param {Said[]} said
 */
export function greedy(question, said) {
  return told(question, fill(costsOf(question), supportersOf(question, said), question.budget));
}

/** Equal shares of one question. */
class Shares {
  /** @param {any} question @param {Said[]} said */
  constructor(question, said) {
    this.costs = costsOf(question);
    this.chosen = supportersOf(question, said);
    this.budget = question.budget;
    this.heads = said.reduce((sum, one) => sum + one.heads, 0);
    this.each = this.heads ? new Fraction(this.budget, this.heads) : NOTHING;
    /** @type {{option: string, price: string, heads: number}[]} */
    this.purchases = [];
  }

  /** @param {string} key */
  who(key) {
    return this.chosen.get(key) || [];
  }

  /** @param {string} key */
  cost(key) {
    return this.costs.get(key) || 0;
  }

  /** The smallest price at which the supporters pay the cost together. @param {string} key @param {Fraction[]} purses */
  price(key, purses) {
    const held = this.who(key).map((n) => purses[n]).sort(rising);
    let left = new Fraction(this.cost(key));
    if (held.reduce((sum, purse) => sum.plus(purse), NOTHING).compare(left) < 0) return null;
    for (let n = 0; n < held.length; n++) {
      const payers = new Fraction(held.length - n);
      if (held[n].times(payers).compare(left) >= 0) return left.over(payers);
      left = left.minus(held[n]);
    }
    return NOTHING;
  }

  /** What is bought next, several if they are equal, and the price of each. @param {State} state */
  next(state) {
    /** @type {{key: string, price: Fraction, rate: Fraction}[]} */
    const found = [];
    for (const key of this.costs.keys()) {
      if (!this.chosen.has(key) || state.bought.has(key)) continue;
      const price = this.price(key, state.purses);
      if (price) found.push({ key, price, rate: this.cost(key) ? price.over(new Fraction(this.cost(key))) : NOTHING });
    }
    const order = (/** @type {typeof found[0]} */ one, /** @type {typeof found[0]} */ other) =>
      one.rate.compare(other.rate) || this.who(other.key).length - this.who(one.key).length || this.cost(one.key) - this.cost(other.key);
    const best = [...found].sort(order)[0];
    return found.filter((one) => order(one, best) === 0);
  }

  /** The state after buying these. @param {State} state @param {{key: string, price: Fraction}[]} these @returns {State} */
  buy(state, these) {
    const purses = [...state.purses];
    for (const { key, price } of these) {
      for (const n of this.who(key)) purses[n] = price.compare(purses[n]) < 0 ? purses[n].minus(price) : NOTHING;
    }
    return { bought: new Set([...state.bought, ...these.map((one) => one.key)]), purses };
  }

  /** Whether every elector can pay the full price of all of these that he or she chose. @param {State} state @param {{key: string, price: Fraction}[]} these */
  canPayAll(state, these) {
    const due = state.purses.map(() => NOTHING);
    for (const { key, price } of these) for (const n of this.who(key)) due[n] = due[n].plus(price);
    return due.every((one, n) => one.compare(state.purses[n]) <= 0);
  }

  /** Buy until a tie or the end. @param {State} state @param {boolean} notes */
  run(state, notes) {
    for (;;) {
      const these = this.next(state);
      if (!these.length || (these.length > 1 && !this.canPayAll(state, these))) return { state, tied: these };
      if (notes) for (const { key, price } of these) this.purchases.push({ option: key, price: price.toString(), heads: this.who(key).length });
      state = this.buy(state, these);
    }
  }

  /** Every end that some order reaches; null where there are too many states. @returns {State[] | null} */
  ends() {
    const first = this.run({ bought: new Set(), purses: new Array(this.heads).fill(this.each) }, true);
    const seen = new Set([nameOf(first.state)]);
    const ends = first.tied.length ? [] : [first.state];
    for (const waiting = [first]; waiting.length; ) {
      const { state, tied } = /** @type {typeof first} */ (waiting.pop());
      for (const one of tied) {
        const after = this.run(this.buy(state, [one]), false);
        const name = nameOf(after.state);
        if (seen.has(name)) continue;
        seen.add(name);
        if (seen.size > MOST_STATES) return null;
        if (after.tied.length) waiting.push(after);
        else ends.push(after.state);
      }
    }
    return ends;
  }

  /** What is left over, given out by greedy. @param {State} end */
  completed(end) {
    const spent = [...end.bought].reduce((sum, key) => sum + this.cost(key), 0);
    return fill(this.costs, new Map([...this.chosen].filter(([key]) => !end.bought.has(key))), this.budget - spent);
  }

  /** In printed order. @param {(key: string) => boolean} wanted */
  inPrint(wanted) {
    return [...this.costs.keys()].filter(wanted);
  }
}

/** @param {State} state */
function nameOf(state) {
  return `${[...state.bought].sort().join("\n")}\n\n${state.purses.join("\n")}`;
}

/**
 * Everybody holds the same, and pays for what he or she chose.
 * @param {any} question
 * @param {Said[]} said
 */
export function equalShares(question, said) {
  const room = new Shares(question, said);
  const ends = said.length ? room.ends() : [];
  const first = room.purchases.map((one) => one.option);
  const spending = ends ? afterAll(room, ends, first) : tooMany(room, first);
  const bought = new Set([...first, ...(ends || []).flatMap((end) => [...end.bought])]);
  return {
    ...told(question, spending),
    each: room.each.toString(),
    purchases: room.purchases,
    completed: spending.funded.filter((key) => !bought.has(key)),
  };
}

/** Where there are too many states to follow. @param {Shares} room @param {string[]} first @returns {Spending} */
function tooMany(room, first) {
  let money = first.reduce((left, key) => left - room.cost(key), room.budget);
  const rest = room.inPrint((key) => room.chosen.has(key) && !first.includes(key) && room.cost(key) <= money);
  let most = 0;
  for (const cost of rest.map((key) => room.cost(key)).sort((one, other) => one - other)) {
    if (cost > money) break;
    money -= cost;
    most++;
  }
  return { funded: first, ties: rest.length ? [{ options: rest, fewest: 0, most }] : [] };
}

/** What every end funds, and one tie for the rest. @param {Shares} room @param {State[]} ends @param {string[]} first @returns {Spending} */
function afterAll(room, ends, first) {
  const given = ends.map((end) => ({ end, more: room.completed(end) }));
  if (given.length === 1) {
    const [{ end, more }] = given;
    return { funded: [...first, ...room.inPrint((key) => end.bought.has(key) && !first.includes(key)), ...more.funded], ties: more.ties };
  }
  const funds = given.map(({ end, more }) => new Set([...end.bought, ...more.funded]));
  const common = room.inPrint((key) => funds.length > 0 && funds.every((one) => one.has(key)));
  const held = given.flatMap(({ more }) => more.ties.flatMap((tie) => tie.options));
  const perhaps = room.inPrint((key) => !common.includes(key) && (held.includes(key) || funds.some((one) => one.has(key))));
  const numbers = given.map(({ more }, at) => perhaps.filter((key) => funds[at].has(key)).length + more.ties.reduce((sum, tie) => sum + tie.fewest, 0));
  const ties = perhaps.length ? [{ options: perhaps, fewest: Math.min(...numbers), most: Math.max(...numbers) }] : [];
  return { funded: [...first, ...common.filter((key) => !first.includes(key))], ties };
}
