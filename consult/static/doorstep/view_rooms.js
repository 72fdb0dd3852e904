// @ts-check
/** The rooms of a building as they stand, one above the other, coloured and lettered by what came of each door. */
import { banner, button, h, heading } from "./element.js";
import { asItStands, isOpenDoor, isUnanswered, nextDoor, STATES, tallied } from "./rooms.js";
import { pick, say } from "./words.js";

/** @typedef {import("./phone.js").Phone} Phone */
/** @typedef {import("./rooms.js").Door} Door */

/** @param {Phone} phone @returns {(Node | false | null | undefined)[]} */
export function roomsScreen(phone) {
  if (!phone.round) return [heading(say("rooms")), banner(say("no-round-yet"), "warning", h("p", {}, say("no-round-how")))];
  if (!phone.consultation) return [heading(say("rooms")), banner(say("nothing-open"), "", h("p", {}, say("nothing-open-how")))];
  const buildings = phone.consultation.buildings;
  if (!buildings.length) return [heading(say("rooms")), banner(say("no-buildings"), "warning", h("p", {}, say("no-buildings-how")))];
  const building = chosenBuilding(phone, buildings);
  const doors = phone.doors.filter((door) => door.building === building.building);
  const state = (/** @type {Door} */ door) => phone.state(door);
  return [
    h("div.room_where", {}, heading(pick(building.name)), ...choosers(phone, buildings, building)), recordedBanner(phone),
    progress(doors, state),
    grid(phone, doors, state), legend(tallied(doors, state)), nextButton(phone, doors, state),
  ];
}

/** @param {Door[]} doors @param {(door: Door) => string} state */
function progress(doors, state) {
  const count = (/** @type {(state: string) => boolean} */ is) => doors.filter((door) => is(state(door))).length;
  const unanswered = count(isUnanswered);
  return h("p.door_progress", {}, say("doors-left", { n: count(isOpenDoor), all: doors.length }),
    unanswered > 0 && h("span.door_progress__more", {}, say("still-to-answer", { n: unanswered })));
}

/** @param {Phone} phone @param {any[]} buildings */
function chosenBuilding(phone, buildings) {
  const here = phone.screen.elector && phone.doors.find((door) => door.elector === phone.screen.elector && !phone.building)?.building;
  return buildings.find((one) => one.building === (phone.building || here)) || buildings[0];
}

/** @param {Phone} phone @param {any[]} buildings @param {any} building the one that is shown */
function choosers(phone, buildings, building) {
  const all = phone.round.consultations;
  const choose = (/** @type {"code" | "building"} */ what) => (/** @type {Event} */ event) => {
    phone[what] = /** @type {HTMLSelectElement} */ (event.target).value;
    phone.show(false);
  };
  return [
    buildings.length > 1 && select("building", say("building"), buildings.map((one) => [one.building, pick(one.name)]), building.building, choose("building")),
    all.length > 1 && select("consultation", say("consultation"), all.map((/** @type {any} */ one) => [one.code, pick(one.title)]), phone.consultation.code, choose("code")),
  ];
}

/** @param {string} id @param {string} label @param {[string, string][]} options @param {string} chosen @param {(event: Event) => void} changed */
function select(id, label, options, chosen, changed) {
  const made = options.map(([value, text]) => h("option", { value, selected: value === chosen }, text));
  return h(`select.field__control.room_where__${id}`, { id, "aria-label": label, onchange: changed }, ...made);
}

/** @param {Phone} phone */
function recordedBanner(phone) {
  const { entry, said, elector } = phone.screen;
  if (!said) return null;
  if (said === "too-late") return h("div", { role: "status" }, banner(say("too-late"), "warning", h("p", {}, say("too-late-how"))));
  const door = phone.doors.find((one) => one.elector === elector);
  const undo = entry && phone.sync.held.has(entry) && button(say("take-back"), () => phone.takeBack(entry), { name: "take-back" });
  return h("div", { role: "status" }, banner(say("recorded-at", { place: door ? pick(door.name) : "", state: say(`state-${said}`) }), "", undo));
}

/** @param {Phone} phone @param {Door[]} doors @param {(door: Door) => string} state */
function grid(phone, doors, state) {
  return h("div.room_grid", {}, ...asItStands(doors).map(({ entrance, floors }) =>
    h("section.room_grid__entrance", { "aria-label": entrance ? say("entrance", { entrance }) : say("rooms") },
      entrance && h("h2.room_grid__name", {}, say("entrance", { entrance })),
      ...floors.map((floor) => h("div.room_grid__floor", {},
        h("p.room_grid__storey", {}, floor.floor ? say("floor", { floor: floor.floor }) : ""),
        h("ul.room_grid__rooms", {}, ...floor.doors.map((door) => h("li", {}, cell(phone, door, state(door))))))))));
}

/** @param {Phone} phone @param {Door} door @param {string} state */
function cell(phone, door, state) {
  const open = () => phone.happen({ do: "open-door", elector: door.elector });
  const named = say("room-said", { place: pick(door.name), state: say(`state-${state}`) });
  return h(`button.room.room--${state}`, { type: "button", id: `room-${door.elector}`, "data-room": door.room, "aria-label": named, onclick: open },
    h("span.room__number", {}, door.room), h("span.room__letter", { "aria-hidden": "true" }, say(`letter-${state}`)));
}

/** @param {Record<string, number>} tally */
function legend(tally) {
  return h("ul.room_legend", {}, ...STATES.map((state) => h("li", {},
    h(`span.room.room--${state}.room--key`, { "aria-hidden": "true" }, say(`letter-${state}`)), ` ${say(`state-${state}`)} ${tally[state]}`)));
}

/** @param {Phone} phone @param {Door[]} doors @param {(door: Door) => string} state */
function nextButton(phone, doors, state) {
  const door = nextDoor(doors, phone.screen.elector, state);
  if (!door) return h("p.door_next", {}, button(say("summary"), () => phone.happen({ do: "show", what: "summary" }), { look: "main", large: true }));
  const open = () => phone.happen({ do: "open-door", elector: door.elector });
  return h("p.door_next", {}, button(say("next-door", { room: door.room }), open, { look: "main", large: true, name: "next-door" }));
}
