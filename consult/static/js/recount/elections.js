// @ts-check
/** Rankings of options: Borda, Schulze, instant runoff (docs/package.md, 6, Opinions). */
import { Fraction } from "./fraction.js";

/** @typedef {{heads: number, answer: string[]}} Ranking */

/**
 * Groups by falling worth, each in printed order.
 * @template T
 * @param {string[]} keys
 * @param {(key: string) => T} worth
 * @param {(one: T, other: T) => number} compare
 * @returns {string[][]}
 */
export function groups(keys, worth, compare) {
  /** @type {string[][]} */
  const found = [];
  const sorted = keys.map((key, at) => ({ key, at, worth: worth(key) }));
  sorted.sort((one, other) => compare(other.worth, one.worth) || one.at - other.at);
  sorted.forEach((one, at) => {
    if (at && compare(sorted[at - 1].worth, one.worth) === 0) found[found.length - 1].push(one.key);
    else found.push([one.key]);
  });
  return found;
}

/** A ranking and its first group. @param {string[][]} ranking */
export function ranked(ranking) {
  return { ranking, winners: ranking.length ? ranking[0] : [] };
}

/** @param {number} one @param {number} other */
export function byNumber(one, other) {
  return one - other;
}

/** Which place an option has; those left out share the one behind all. @param {Ranking} ballot @param {string} key */
function place(ballot, key) {
  const at = ballot.answer.indexOf(key);
  return at < 0 ? Infinity : at;
}

/**
 * A point for each option placed below, half a point for each that is equal.
 * @param {string[]} keys
 * @param {Ranking[]} said
 */
export function borda(keys, said) {
  if (!said.length) return { points: {}, ...ranked([]) };
  /** @type {Map<string, number>} in half points */
  const halves = new Map(keys.map((key) => [key, 0]));
  for (const ballot of said) {
    for (const key of keys) {
      const own = place(ballot, key);
      const below = keys.filter((other) => place(ballot, other) > own).length;
      const equal = keys.filter((other) => place(ballot, other) === own).length - 1;
      halves.set(key, (halves.get(key) || 0) + ballot.heads * (2 * below + equal));
    }
  }
  const points = Object.fromEntries([...halves].map(([key, value]) => [key, new Fraction(value, 2).toString()]));
  return { points, ...ranked(groups(keys, (key) => halves.get(key) || 0, byNumber)) };
}

/**
 * By the strongest chains of wins.
 * @param {string[]} keys
 * @param {Ranking[]} said
 */
export function schulze(keys, said) {
  if (!said.length) return { pairs: {}, ...ranked([]) };
  const pairs = keys.map((a) => keys.map((b) => said.reduce((sum, one) => sum + (place(one, a) < place(one, b) ? one.heads : 0), 0)));
  const strong = pairs.map((row, a) => row.map((heads, b) => (heads > pairs[b][a] ? heads : 0)));
  keys.forEach((_, over) => {
    keys.forEach((_a, a) => {
      keys.forEach((_b, b) => {
        if (a !== b && a !== over && b !== over) strong[a][b] = Math.max(strong[a][b], Math.min(strong[a][over], strong[over][b]));
      });
    });
  });
  const ranking = [];
  for (let standing = keys.map((_, at) => at); standing.length; ) {
    const level = standing.filter((b) => !standing.some((a) => strong[a][b] > strong[b][a]));
    ranking.push(level.map((at) => keys[at]));
    standing = standing.filter((at) => !level.includes(at));
  }
  const told = keys.map((a, i) => [a, Object.fromEntries(keys.map((b, j) => [b, pairs[i][j]]).filter(([b]) => b !== a))]);
  return { pairs: Object.fromEntries(told), ...ranked(ranking) };
}

/** Ballots for the best option still standing, and those set aside. @param {string[]} standing @param {Ranking[]} said */
function firstChoices(standing, said) {
  const counts = new Map(standing.map((key) => [key, 0]));
  let aside = 0;
  for (const { heads, answer } of said) {
    const best = answer.find((key) => counts.has(key));
    if (best === undefined) aside += heads;
    else counts.set(best, (counts.get(best) || 0) + heads);
  }
  return { counts, aside };
}

/** @param {Map<string, number>} counts */
function ahead(counts) {
  const all = [...counts.values()].reduce((sum, heads) => sum + heads, 0);
  return [...counts.keys()].filter((key) => 2 * (counts.get(key) || 0) > all);
}

/** Those with the fewest, and whether they are out together. @param {Map<string, number>} counts */
function fewest(counts) {
  const low = Math.min(...counts.values());
  const last = [...counts.keys()].filter((key) => counts.get(key) === low);
  const above = [...counts.values()].filter((heads) => heads > low);
  const isOut = last.length === 1 || (above.length > 0 && low * last.length < Math.min(...above));
  return { last, isOut };
}

/**
 * Round by round.
 * @param {string[]} keys
 * @param {Ranking[]} said
 */
export function instantRunoff(keys, said) {
  if (!said.length) return { rounds: [], ...ranked([]) };
  const rounds = [];
  let standing = keys;
  for (;;) {
    const { counts, aside } = firstChoices(standing, said);
    const { last, isOut } = fewest(counts);
    const ends = ahead(counts).length > 0;
    const round = { counts, set_aside: aside, out: ends || !isOut ? [] : last, tied: ends || isOut ? [] : last };
    rounds.push(round);
    if (ends || !isOut) break;
    standing = standing.filter((key) => !last.includes(key));
  }
  const won = winnersOf(standing, said, new Map());
  const winners = keys.filter((key) => won.has(key));
  const end = rounds[rounds.length - 1].counts;
  const others = groups(standing.filter((key) => !won.has(key)), (key) => end.get(key) || 0, byNumber);
  const behind = rounds.map((one) => one.out).filter((out) => out.length).reverse();
  return {
    rounds: rounds.map((one) => ({ ...one, counts: Object.fromEntries(one.counts) })),
    winners,
    ranking: [winners, ...others, ...behind],
  };
}

/**
 * Whoever wins in at least one order of putting the tied out.
 * @param {string[]} standing
 * @param {Ranking[]} said
 * @param {Map<string, Set<string>>} known
 * @returns {Set<string>}
 */
function winnersOf(standing, said, known) {
  const name = standing.join("\n");
  let found = known.get(name);
  if (found) return found;
  const { counts } = firstChoices(standing, said);
  const { last, isOut } = fewest(counts);
  const without = (/** @type {string[]} */ out) => winnersOf(standing.filter((key) => !out.includes(key)), said, known);
  if (ahead(counts).length) found = new Set(ahead(counts));
  else if (isOut) found = without(last);
  else found = new Set(last.flatMap((key) => [...without([key])]));
  known.set(name, found);
  return found;
}
