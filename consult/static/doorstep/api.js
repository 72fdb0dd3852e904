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
 * @param {() => string} secret the device's secret; "" before enrolment
 * @param {(serverTime: string) => void} hear told the server's time of every answer
 * @returns {Api}
 */
export function makeApi(base, secret, hear) {
  /** @param {string} path @param {object} [body] @param {number} [patience] */
  const ask = (path, body, patience = PATIENCE) => answered(base + path, secret(), hear, body, patience);
  return {
    enrol: (body) => ask("enrol", body),
    round: () => ask("round", undefined, PATIENCE_WITH_ROUND),
    bundles: (body, patience) => ask("bundles", body, patience),
    acknowledgements: (body) => ask("acknowledgements", body),
    fingerprints: (body) => ask("fingerprints", body),
    proof: (code, seq) => ask(`proof/${encodeURIComponent(code)}?seq=${seq}`),
  };
}

/**
 * @param {string} address @param {string} secret @param {(serverTime: string) => void} hear
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

/** @param {Response} response @param {(serverTime: string) => void} hear */
async function read(response, hear) {
  // A café's or a metro's sign-in page answers 200 in HTML: that is no answer of ours.
  const found = await response.json().catch(() => null);
  if (found?.server_time) hear(found.server_time);
  if (!response.ok) throw new Refused(response.status, found, Number(response.headers.get("Retry-After")) || 0);
  if (!found || found.server_time === undefined) throw new Unreachable("not an answer of ours");
  return found;
}
