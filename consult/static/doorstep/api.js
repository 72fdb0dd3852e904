// @ts-check
/** Talking to the server: JSON over fetch, no cookies, and faults that say what to do. */

const PATIENCE = 20_000;
/** A round holds every door of some buildings, and the questions in two languages. */
const PATIENCE_WITH_ROUND = 60_000;

/** The server answered, and said no. */
export class Refused extends Error {
  /** @param {number} status @param {any} problem @param {number} after seconds to wait, 0 when not said */
  constructor(status, problem, after) {
    super(problem?.reason || `status ${status}`);
    this.status = status;
    /** @type {string} */
    this.reason = problem?.reason || "";
    /** @type {{zh?: string, en?: string}} */
    this.sentence = problem?.title || {};
    this.after = after;
  }

  /** Whether asking again later can help. */
  get isPassing() {
    return this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

/** No answer came: no signal, no server, or too slow. */
export class Unreachable extends Error {}

/**
 * @typedef {object} Api
 * @property {(body: object) => Promise<any>} enrol
 * @property {() => Promise<any>} round
 * @property {(body: object, patience: number) => Promise<any>} bundles
 * @property {(body: object) => Promise<any>} acknowledgements
 * @property {(body: object) => Promise<any>} fingerprints
 * @property {(consultation: string, seq: number) => Promise<any>} proof
 */

/**
 * @param {string} base where the api lives, with a slash at its end
 * @param {{reads: () => string, sends: () => string}} secrets of this phone: one reads the round, the other only sends
 * @param {(answer: any, askedAt: number) => void} hear told every answer of ours, also a refusal, and when it was asked
 *   for (performance.now()), unless the phone was connected anew meanwhile
 * @returns {Api}
 */
export function makeApi(base, { reads, sends }, hear) {
  /** @param {string} path @param {() => string} secret @param {object} [body] @param {number} [patience] */
  const ask = (path, secret, body, patience = PATIENCE) => {
    const shown = secret();
    const askedAt = performance.now();
    return answered(base + path, shown, (answer) => shown === secret() && hear(answer, askedAt), body, patience);
  };
  return {
    enrol: (body) => ask("enrol", () => "", body),
    round: () => ask("round", reads, undefined, PATIENCE_WITH_ROUND),
    bundles: (body, patience) => ask("bundles", sends, body, patience),
    acknowledgements: (body) => ask("acknowledgements", sends, body),
    fingerprints: (body) => ask("fingerprints", sends, body),
    proof: (code, seq) => ask(`proof/${encodeURIComponent(code)}?seq=${seq}`, sends),
  };
}

/**
 * @param {string} address @param {string} secret @param {(answer: any) => void} hear
 * @param {object | undefined} body @param {number} patience ms
 */
async function answered(address, secret, hear, body, patience) {
  const waiting = new AbortController();
  const bell = setTimeout(() => waiting.abort(), patience);
  try {
    const response = await fetch(address, request(secret, body, waiting.signal));
    return await read(response, hear);
  } catch (fault) {
    throw fault instanceof Refused ? fault : new Unreachable(String(fault));
  } finally {
    clearTimeout(bell);
  }
}

/** @param {string} secret @param {object | undefined} body @param {AbortSignal} signal @returns {RequestInit} */
function request(secret, body, signal) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (secret) headers.Authorization = `Bearer ${secret}`;
  if (body) headers["Content-Type"] = "application/json";
  const method = body ? "POST" : "GET";
  return { method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store", signal };
}

/** @param {Response} response @param {(answer: any) => void} hear */
async function read(response, hear) {
  // A café's or a metro's sign-in page answers 200 in HTML: that is no answer of ours.
  const found = await response.json().catch(() => null);
  if (found?.server_time) hear(found);
  if (!response.ok) throw new Refused(response.status, found, Number(response.headers.get("Retry-After")) || 0);
  if (!found || found.server_time === undefined) throw new Unreachable("not an answer of ours");
  return found;
}
