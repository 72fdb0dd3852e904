// @ts-check
/** Which members a line of each type has (docs/package.md, 3). */
import { isCount, isHex, isObject, isSalted, isText } from "./canonical.js";
import { needAt } from "./faulty.js";

/** Type: the members it has, and those that it may have besides. @type {Record<string, [string, string]>} */
const MEMBERS = {
  OPEN: ["text electorate rule kind basis opens_at closes_at software", "procedure scope signing_key serials secrecy"],
  BALLOT: ["elector channel answers nonce", "proxy registered serial photo paper opening"],
  PAPER: ["elector channel answers serial photo nonce", ""],
  READING: ["elector serial photo typist keyed nonce", ""],
  PAPER_CONFIRM: ["elector paper typist nonce", "agrees keyed"],
  DUPLICATE: ["elector channel counted nonce", "answers serial photo paper proxy"],
  SETTLED: ["elector counted duplicate decision nonce", "evidence answers opening"],
  CONTEST: ["elector ballot nonce", ""],
  DECIDED: ["elector ballot contest decision reason nonce", "invalid instead counted duplicate answers opening"],
  ANNUL: ["elector ballot cause", "resolve nonce"],
  CORRECT: ["elector ballot answers proposed confirmed reason evidence nonce", ""],
  INVALID: ["elector serial reason nonce", "paper opening photo"],
  OPINION: ["answers nonce", ""],
  RECONCILE: ["listed unused issued in_hand returned double blank spoilt unconfirmed late missing difference explanation signed nonce", "collected"],
  SERVED: ["electors", "nonce"],
  BATCH: ["fingerprints", "nonce"],
  CHECKPOINT: ["day lines", "nonce"],
  LOSS: ["lines head kept reason nonce", ""],
  CLOSE: ["lines ballots root", "sealed"],
  PARTICIPATED: ["elector nonce", ""],
  SECOND: ["elector counted nonce", ""],
  TALLY: ["result", ""],
  REPUBLISH: ["result", ""],
  AUDIT_LIST: ["fingerprint listed share confidence size nonce", ""],
  AUDIT_SEED: ["list digits typed confirmed nonce", ""],
  AUDIT_RESULT: ["seed compared agree differ nonce", ""],
};
const FORMS = new Map(Object.entries(MEMBERS).map(([form, [needed, perhaps]]) => [form, [needed.split(" "), perhaps.split(" ")]]));
const COUNTS = "elector counted duplicate ballot contest paper agrees resolve lines ballots kept list seed compared agree differ typist".split(" ");
const FINGERPRINTS = "text root head result opening fingerprint".split(" ");
const SALTED = "keyed proposed confirmed signed".split(" ");

/**
 * A fault unless the payload has the members of its type, each of its sort. Members that are not known are noted.
 * @param {import("./chain.js").Line} line
 * @param {Set<string>} unknown
 */
export function checkShape(line, unknown) {
  const said = line.payload;
  needAt(line, isObject(said), "没有内容。", "it has no payload.");
  const [needed, perhaps] = /** @type {string[][]} */ (FORMS.get(formOf(line)));
  const missing = needed.filter((name) => !(name in said));
  needAt(line, !missing.length, `缺少 ${missing.join("、")}。`, `it lacks ${missing.join(", ")}.`);
  for (const name of Object.keys(said)) if (!needed.includes(name) && !perhaps.includes(name)) unknown.add(`${line.type}.${name}`);
  each(line, COUNTS, isCount);
  each(line, FINGERPRINTS, isHex);
  each(line, SALTED, isSalted);
  each(line, ["serial"], (value) => value === null || isText(value));
}

/**
 * @param {import("./chain.js").Line} line
 * @param {string[]} names
 * @param {(value: any) => boolean} fits
 */
function each(line, names, fits) {
  for (const name of names) {
    if (name in line.payload) needAt(line, fits(line.payload[name]), `${name} 不是应有的样子。`, `${name} is not what it should be.`);
  }
}

/** PAPER, RESOLVE and DUPLICATE come in two forms. @param {import("./chain.js").Line} line */
function formOf(line) {
  if (line.type === "PAPER") return "keyed" in line.payload ? "READING" : "PAPER";
  if (line.type === "DUPLICATE" && !("channel" in line.payload)) return "SECOND";
  if (line.type === "RESOLVE") return "contest" in line.payload ? "DECIDED" : "SETTLED";
  return line.type;
}

/** @param {any} type */
export function isKnownType(type) {
  return type === "RESOLVE" || (FORMS.has(type) && !["READING", "SETTLED", "DECIDED", "SECOND"].includes(type));
}
