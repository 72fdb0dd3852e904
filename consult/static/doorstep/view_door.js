// @ts-check
/** One door: what was tried before, and large buttons for what came of it now. */
import { banner, button, choices, field, h, heading } from "./element.js";
import { hours, stands } from "./hours.js";
import { moment, pick, say, sayIn, shortMoment } from "./words.js";

/** @typedef {import("./phone.js").Phone} Phone */
/** @typedef {import("./rooms.js").Door} Door */

const RELATIONS = ["owner", "spouse", "parent", "child", "tenant", "relative", "other"];
const REASONS = ["undecided", "no-interest", "against", "other"];

/** @param {Phone} phone @returns {(Node | false | null | undefined | "")[]} */
export function doorScreen(phone) {
  const door = /** @type {Door} */ (phone.door);
  const state = phone.state(door);
  return [
    heading(pick(door.name)),
    h("p.door_state", {}, h(`span.room.room--${state}.room--key`, { "aria-hidden": "true" }, say(`letter-${state}`)), ` ${say(`state-${state}`)}`),
    pick(door.further) && h("p.quiet", {}, pick(door.further)),
    state === "done" && banner(say("answered-already"), "", h("p", {}, say("answered-already-how"))),
    tried(door, state), deeds(phone),
  ];
}

/** @param {Door} door @param {string} state */
function tried(door, state) {
  if (!door.tried.length) return state === "todo" && h("p.quiet", {}, say("never-tried"));
  const lines = door.tried.map((one) => h("li", {}, `${shortMoment(one.at)} ${say(`tried-${one.method}`)}${one.relation ? ` · ${one.relation}` : ""}`));
  return h("section.stack.stack--tight", { "aria-label": say("tried-before") }, h("h2.door_sub", {}, say("tried-before")), h("ul", {}, ...lines));
}

/** @param {Phone} phone */
function deeds(phone) {
  const { consultation, clock } = phone;
  const may = (/** @type {string} */ kind) => stands(consultation, kind, clock.now) === "now";
  const go = (/** @type {string} */ what) => () => phone.happen({ do: "choose", what });
  const deed = (/** @type {string} */ what, /** @type {() => void} */ press, look = "") =>
    button(say(`do-${what}`), press, { look, large: true, name: what });
  return h("div.door_deeds", {},
    ...["answers", "paper"].map((kind) => stands(consultation, kind, clock.now)).includes("now") ? [] : [untimely(phone)],
    may("answers") && deed("answers", () => phone.happen({ do: "hand-over" }), "main"),
    may("paper") && deed("paper", go("paper")),
    may("visit") && deed("served", go("served")),
    may("visit") && deed("not-home", () => save(phone, { kind: "visit", outcome: "not-home" }, "not-home")),
    may("visit") && deed("refused", go("refused")));
}

/** Why no ballot can be taken now, and when it can. @param {Phone} phone */
function untimely(phone) {
  const kind = ["answers", "paper"].find((one) => hours(phone.consultation, one));
  if (!kind) return h("p.door_untimely", {}, say("ballots-elsewhere"));
  const { from, until } = /** @type {{from: string, until: string}} */ (hours(phone.consultation, kind));
  const isOver = stands(phone.consultation, kind, phone.clock.now) === "over";
  return h("p.door_untimely", {}, say(isOver ? "ballots-over" : "ballots-early", { moment: moment(isOver ? until : from) }));
}

/** Record, and say loudly when it could not be kept. @param {Phone} phone @param {{kind: string, [more: string]: any}} said @param {string} state */
export async function save(phone, said, state) {
  const why = await kept(phone, said, state);
  if (!why) return;
  const place = document.querySelector("[data-fault]");
  place?.replaceChildren(banner(say("not-kept"), "error", h("p", {}, say(why))));
  place?.scrollIntoView({ block: "center" });
}

/** @param {Phone} phone @param {{kind: string, [more: string]: any}} said @param {string} state @returns {Promise<string>} why it could not be kept; "" when it was */
export async function kept(phone, said, state) {
  const consultation = phone.handed?.consultation || phone.consultation;
  // The end may have come while the screen was open: what cannot count is never called recorded.
  if (stands(consultation, said.kind, phone.clock.now) !== "now") return "not-kept-over";
  try {
    await phone.record(said, state);
    return "";
  } catch (fault) {
    console.warn(fault);
    return fault instanceof DOMException && fault.name === "QuotaExceededError" ? "not-kept-full" : "not-kept-how";
  }
}

/** @param {Phone} phone */
export function servedScreen(phone) {
  let relation = "";
  const name = field("recipient", say("recipient"), { maxlength: "60" }, say("recipient-hint"));
  const fault = h("div", { role: "alert" });
  const go = () => {
    const recipient = /** @type {HTMLInputElement} */ (name.querySelector("input")).value.trim();
    if (!relation) return wrong(fault, say("choose-who"));
    if (relation === "letterbox") return save(phone, { kind: "visit", outcome: "letterbox" }, "served");
    if (relation !== "owner" && !recipient) return wrong(fault, say("recipient-missing"));
    const note = unsigned.checked ? sayIn("zh", "served-unsigned") : "";
    return save(phone, { kind: "visit", outcome: "served", recipient, relation: sayIn("zh", `relation-${relation}`), note }, "served");
  };
  // Who takes the paper has been served, whether they sign for it or not.
  const unsigned = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: "unsigned" }));
  const tick = h("div.field", {}, h("label.field__tick", {}, unsigned, h("span", {}, say("served-unsigned"))));
  const cards = [...RELATIONS, "letterbox"].map((value) => ({ value, label: say(`relation-${value}`) }));
  return [heading(say("served-title", { place: place(phone) })), fault,
    choices("relation", say("who-took-it"), cards, relation, (chosen) => (relation = chosen)), name, tick, saveButton(go)];
}

/** @param {Phone} phone */
export function refusedScreen(phone) {
  let reason = "";
  const more = field("reason-more", say("reason-more"), { maxlength: "150" });
  const fault = h("div", { role: "alert" });
  const go = () => {
    const typed = /** @type {HTMLInputElement} */ (more.querySelector("input")).value.trim();
    if (!reason || (reason === "other" && !typed)) return wrong(fault, say("choose-reason"));
    const note = [reason === "other" ? "" : sayIn("zh", `reason-${reason}`), typed].filter(Boolean).join("：");
    return save(phone, { kind: "visit", outcome: "refused", note }, "refused");
  };
  const cards = REASONS.map((value) => ({ value, label: say(`reason-${value}`) }));
  return [heading(say("refused-title", { place: place(phone) })), fault,
    choices("reason", say("why-refused"), cards, reason, (chosen) => (reason = chosen)), more, saveButton(go)];
}

/** @param {Phone} phone */
export function place(phone) {
  return pick(phone.door?.name);
}

/** @param {HTMLElement} where @param {string} sentence */
export function wrong(where, sentence) {
  where.replaceChildren(banner(sentence, "error"));
  where.scrollIntoView({ block: "center" });
}

/** @param {() => void} press */
export function saveButton(press) {
  return h("p.door_next", {}, button(say("save"), press, { look: "main", large: true, name: "save" }));
}
