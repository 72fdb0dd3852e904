// @ts-check
/** The doors of a round: in which state each is, how they stand in the house, and which comes next. */

/**
 * @typedef {object} Door
 * @property {string} elector @property {string} entrance @property {string} room @property {number} floor
 * @property {Record<string, string>} name @property {Record<string, string>} further @property {string} serial
 * @property {string} state @property {any[]} tried @property {string} building
 */
/** @typedef {import("./entry.js").MarkSaid} MarkSaid */

/** In the order a legend lists them. */
export const STATES = ["todo", "served", "not-home", "refused", "paper", "done"];

/** What came of a door, from the weakest to the strongest: a door that stays shut today does not undo what was handed over before. */
/** @type {Record<string, number>} */
const STRENGTH = { "todo": 0, "not-home": 1, "refused": 1, "served": 2, "paper": 3, "done": 4 };

/** @param {any} consultation of a round @returns {Door[]} in walking order, each knowing its building */
export function doorsOf(consultation) {
  return (consultation?.buildings || []).flatMap((/** @type {any} */ place) =>
    place.doors.map((/** @type {any} */ door) => ({ ...door, building: place.building })));
}

/**
 * The state to show: the strongest of what the round and this phone's own marks say; of equals the latest.
 * @param {Door} door @param {string} code @param {MarkSaid[]} marks
 */
export function stateOf(door, code, marks) {
  const own = marks.filter((mark) => mark.consultation === code && mark.elector === door.elector).sort((one, other) => one.at - other.at);
  return own.reduce((state, mark) => (STRENGTH[mark.state] >= STRENGTH[state] ? mark.state : state), door.state);
}

/**
 * A building as it stands: entrances, and in each the floors from the top down, rooms from left to right.
 * @param {Door[]} doors of one building @returns {{entrance: string, floors: {floor: number, doors: Door[]}[]}[]}
 */
export function asItStands(doors) {
  const entrances = [...new Set(doors.map((door) => door.entrance))];
  return entrances.map((entrance) => {
    const here = doors.filter((door) => door.entrance === entrance);
    const floors = [...new Set(here.map((door) => door.floor))].sort((a, b) => b - a);
    return { entrance, floors: floors.map((floor) => ({ floor, doors: here.filter((door) => door.floor === floor) })) };
  });
}

/** Worth knocking at: nothing came of it yet. @param {string} state */
export function isOpenDoor(state) {
  return state === "todo" || state === "not-home";
}

/** Called on, and still without an answer. @param {string} state */
export function isUnanswered(state) {
  return state === "served";
}

/** In which order doors are worth a knock: those never tried, those that stayed shut, those that have yet to answer. */
const WORTH = ["todo", "not-home", "served"];

/**
 * The next door to knock at, in walking order after this one, then from the start.
 * @param {Door[]} doors @param {string | undefined} after elector @param {(door: Door) => string} state
 * @returns {Door | undefined}
 */
export function nextDoor(doors, after, state) {
  const at = doors.findIndex((door) => door.elector === after);
  const order = [...doors.slice(at + 1), ...doors.slice(0, Math.max(at, 0))];
  return WORTH.map((worth) => order.find((door) => state(door) === worth)).find(Boolean);
}

/** @param {Door[]} doors @param {(door: Door) => string} state @returns {Record<string, number>} how many in each state */
export function tallied(doors, state) {
  /** @type {Record<string, number>} */
  const found = Object.fromEntries(STATES.map((name) => [name, 0]));
  for (const door of doors) found[state(door)] += 1;
  return found;
}
