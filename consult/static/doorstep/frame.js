// @ts-check
/** The frame of every screen: what is not sent stands above, the ways to go stand below the thumb. */
import { banner, button, h } from "./element.js";
import { isHandedOver, isOpen } from "./machine.js";
import { enrolScreen, goneScreen, lockedScreen, newPinScreen } from "./view_entry.js";
import { ballotScreen, checkScreen, savingScreen, thanksScreen } from "./view_ballot.js";
import { doorScreen, refusedScreen, servedScreen } from "./view_door.js";
import { explainScreen, saveFile, settingsScreen, unsentScreen } from "./view_more.js";
import { paperScreen } from "./view_paper.js";
import { roomsScreen } from "./view_rooms.js";
import { summaryScreen } from "./view_summary.js";
import { trustAgain } from "./round.js";
import { pick, say, spoken } from "./words.js";

/** @typedef {import("./phone.js").Phone} Phone */

/** @type {Record<string, (phone: Phone) => (Node | false | null | undefined | "")[]>} */
const SCREENS = {
  "new-pin": newPinScreen, "locked": lockedScreen, "gone": goneScreen, "rooms": roomsScreen, "door": doorScreen, "served": servedScreen,
  "refused": refusedScreen, "paper": paperScreen, "ballot": ballotScreen, "check": checkScreen, "saving": savingScreen, "thanks": thanksScreen,
  "unsent": unsentScreen, "explain": explainScreen, "summary": summaryScreen, "settings": settingsScreen,
};
/** Screens that only show, and may be drawn again while somebody looks at them. */
const ONLY_SHOWS = new Set(["rooms", "door", "unsent", "settings"]);

/** @param {Phone} phone @param {string} token @param {boolean} isNewScreen */
export function draw(phone, token, isNewScreen) {
  const { at } = phone.screen;
  if (at === "loading") return;
  document.documentElement.dataset.screen = at;
  drawHead(phone);
  if (!isNewScreen && !ONLY_SHOWS.has(at)) return;
  const scroll = /** @type {HTMLElement} */ (document.getElementById("scroll"));
  const focused = document.activeElement?.id;
  const made = at === "enrol" ? enrolScreen(phone, token) : SCREENS[at](phone);
  const told = isOpen(phone.screen) ? warnings(phone) : [];
  scroll.replaceChildren(...nodes([...told, h("div", { role: "alert", "data-fault": true }), ...made]));
  // The one thing to do stays in the thumb's reach, beside what scrolls and never over it.
  document.getElementById("dock")?.replaceChildren(...scroll.querySelectorAll(".door_next"));
  drawFoot(phone);
  if (isNewScreen) arrive(scroll);
  else if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** What is there to show. @param {unknown[]} made @returns {Node[]} */
function nodes(made) {
  return made.flatMap((one) => (one instanceof Node ? [one] : []));
}

/** A new screen begins at its heading, for eyes and for a screen reader. @param {HTMLElement} scroll */
function arrive(scroll) {
  window.speechSynthesis?.cancel();
  window.scrollTo(0, 0);
  scroll.scrollTop = 0;
  const title = /** @type {HTMLElement | null} */ (scroll.querySelector("#heading"));
  title?.focus({ preventScroll: true });
  document.title = `${title?.textContent || ""} · ${say("app-name")}`;
}

/** @param {Phone} phone */
function drawHead(phone) {
  const head = /** @type {HTMLElement} */ (document.getElementById("head"));
  const unsent = say("not-sent", { n: phone.count });
  const counter = isOpen(phone.screen)
    ? button(unsent, () => phone.happen({ do: "show", what: "unsent" }), { name: "unsent" }) : h("span", { "data-do": "unsent" }, unsent);
  counter.classList.add("door_head__unsent");
  counter.classList.toggle("door_head__unsent--some", phone.count > 0);
  const signal = h("span.door_head__signal", {}, say(`signal-${phone.signal}`));
  const isElsewhere = isHandedOver(phone.screen);
  const name = h("p.door_head__name", {}, pick(phone.round?.estate.name) || say("app-name"));
  head.replaceChildren(...(isElsewhere ? readingAids(phone) : [name, signal]), counter);
}

/** A resident may want larger letters, or the other language. @param {Phone} phone */
function readingAids(phone) {
  const sizes = ["100", "150", "200"];
  const text = sizes[(sizes.indexOf(phone.settings.text || "100") + 1) % sizes.length];
  const other = spoken() === "zh" ? "en" : "zh";
  return [button(say("letters-larger"), () => phone.set({ text }), { name: "text" }),
    h("button.button", { type: "button", lang: other, "data-do": "language", onclick: () => phone.set({ language: other }) }, other === "zh" ? "中文" : "English")];
}

/** What the leader has to know between two doors. @param {Phone} phone */
function warnings(phone) {
  if (!["rooms", "unsent"].includes(phone.screen.at)) return [];
  const { unit, n } = phone.clock.wrongBy;
  const broken = Object.keys(phone.books).filter((code) => phone.books[code]?.isBroken);
  return [
    !phone.isOffline && phone.screen.at === "rooms" && !navigator.serviceWorker?.controller && banner(say("not-offline-yet"), "warning"),
    !phone.isPersistent && !phone.isFull && phone.count > 0 && banner(say("may-be-cleared"), "warning", h("p", {}, say("storage-may-go"))),
    phone.isFull && banner(say("storage-full"), "warning", h("p", {}, say("storage-full-how"))),
    phone.clock.isWrong && banner(say(`clock-${unit}`, { n }), "warning", h("p", {}, say("clock-wrong-how"))),
    ...broken.map((code) => banner(say("book-broken"), "error", h("p", {}, say("book-broken-how", { code })), button(say("book-trust"), () => trustAgain(phone, code)))),
    phone.elsewhere > 0 && banner(say("elsewhere", { n: phone.elsewhere }), "warning", h("p", {}, say("elsewhere-how")),
      button(say("save-file-elsewhere"), () => saveFile(phone, false), { name: "export-elsewhere" })),
    phone.notices.length > 0 && phone.screen.at !== "unsent"
      && banner(say("notices", { n: phone.notices.length }), "warning", button(say("look"), () => phone.happen({ do: "show", what: "unsent" }), { name: "notices" })),
    phone.isUpdateReady && phone.screen.at === "rooms" && banner(say("update-ready"), "", button(say("update-now"), () => phone.update(), { name: "update" })),
  ];
}

const WAYS = /** @type {const} */ (["rooms", "explain", "summary", "settings"]);

/** @param {Phone} phone */
function drawFoot(phone) {
  const foot = /** @type {HTMLElement} */ (document.getElementById("foot"));
  foot.hidden = !isOpen(phone.screen);
  foot.setAttribute("aria-label", say("ways"));
  const { at } = phone.screen;
  const isAtADoor = ["door", "served", "refused", "paper"].includes(at);
  const go = (/** @type {string} */ what) => () => phone.happen(what === "rooms" ? { do: "home" } : { do: "show", what });
  const ways = WAYS.map((what) => {
    const way = button(say(what === "settings" ? "more" : what), go(what), { name: what });
    if (what === at || (what === "rooms" && isAtADoor)) way.setAttribute("aria-current", "page");
    return way;
  });
  const back = isAtADoor && button(say("back"), () => phone.happen({ do: "back" }), { name: "back" });
  foot.replaceChildren(...(back ? [back] : []), ...ways);
}
