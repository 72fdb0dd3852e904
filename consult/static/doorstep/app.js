// @ts-check
/** The doorstep app: wires memory, sending and screens together, and locks itself. */
import { makeApi } from "./api.js";
import { Clock } from "./clock.js";
import { draw } from "./frame.js";
import { isHandedOver, isOpen } from "./machine.js";
import { IDLE, Phone, WARNING } from "./phone.js";
import { checkBook, isOurs, noted, refresh } from "./round.js";
import { forget } from "./opening.js";
import { openStore } from "./store.js";
import { Sync } from "./sync.js";
import { showReceipt } from "./view_ballot.js";
import { isInChat } from "./view_entry.js";
import { say, speak, useCatalogue } from "./words.js";
import { keepApp, offerInstalling } from "./worker_link.js";

const page = document.documentElement;
const LIMITS = { entries: 20, bundle_bytes: 12_000_000, fingerprints: 500 };

/** The one-time code of a scanned address, taken out of the address bar at once. */
function scannedToken() {
  const found = /^#e=([0-9A-Za-z-]{10,40})$/.exec(location.hash);
  // From a chat's browser the whole address is to be opened elsewhere, so it stays.
  if (found && !isInChat()) history.replaceState(null, "", location.pathname);
  return found ? found[1] : "";
}

/** @param {Phone} phone */
function applySettings(phone) {
  const isDark = phone.settings.scheme === "dark" || (phone.settings.scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.classList.remove("text-100", "text-150", "text-200");
  page.classList.add(`text-${phone.settings.text || "100"}`);
  page.classList.toggle("dark", isDark);
  speak(phone.settings.language === "en" || phone.settings.language === "zh" ? phone.settings.language : page.lang.startsWith("zh") ? "zh" : "en");
}

/** @param {Phone} phone */
function wireSending(phone) {
  const { store, clock } = phone;
  const hear = (/** @type {any} */ answer, /** @type {number} */ askedAt) => {
    const measured = clock.hear(answer.server_time);
    if (measured) store.keep({ clock: measured });
    // An answer that was under way when the signal went says nothing about the signal now.
    if (askedAt > phone.lostAt) phone.signal = "good";
    const why = answer.revoked || answer.reason === "device-revoked" ? "revoked" : answer.reason === "device-unknown" && "unknown";
    if (why) forget(phone, why);
  };
  phone.api = makeApi("/doorstep/api/", { reads: () => phone.secret, sends: () => phone.sending || phone.secret }, hear);
  phone.sync = new Sync({
    store, clock, api: phone.api,
    isReady: () => Boolean(phone.sending || phone.secret), limits: () => phone.open.limits || LIMITS, ends: () => phone.open.ends,
    mayGo: (entry) => isOurs(phone, entry) && !phone.books[entry.consultation]?.isBroken, estate: () => phone.open.estate,
    check: (code) => checkBook(phone, code), noted: (entry, ack) => noted(phone, entry, ack),
    refresh: () => refresh(phone), changed: (what, more) => changed(phone, what, more),
  });
}

/** @param {Phone} phone @param {string} what @param {any} more */
async function changed(phone, what, more) {
  // Good is said by an answer alone: a try in which there was nothing to ask says nothing about the signal.
  if (what === "unreachable") phone.signal = "none";
  else if (what !== "sent" && what !== "acknowledged") phone.signal = "trouble";
  if (what === "acknowledged" && more.entry.id === phone.screen.entry && phone.screen.at === "thanks") showReceipt(more.ack);
  await phone.recount();
  if (what === "sent") await phone.lookElsewhere();
  if (what === "acknowledged" && more.ack.status !== "recorded") await phone.readNotebook();
  phone.show(false);
}

/** Lock after five minutes without a touch, and say so before. @param {Phone} phone */
function wireLock(phone) {
  const soon = /** @type {HTMLElement} */ (document.getElementById("soon"));
  const touch = () => {
    phone.touched = Date.now();
    soon.hidden = true;
  };
  const look = () => {
    const idle = Math.abs(Date.now() - phone.touched);
    const isLockable = isOpen(phone.screen) || isHandedOver(phone.screen);
    if (isLockable && idle >= IDLE) phone.lockIdle();
    soon.hidden = !isLockable || idle < IDLE - WARNING || idle >= IDLE;
    if (!soon.hidden && !soon.textContent) soon.textContent = say("locks-soon");
    if (soon.hidden) soon.textContent = "";
  };
  for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, touch, { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => {
    look();
    // The next life of this page may find another clock: what this one showed last tells whether it was put back.
    if (document.visibilityState === "hidden" && phone.clock.kept) phone.store.keep({ clock: phone.clock.kept });
  });
  setInterval(look, 2_000);
}

/**
 * The phone's back key goes one screen back, and never out of a resident's ballot. A page of history is laid under every
 * screen that a press brought, because browsers skip those that came without one.
 * @param {Phone} phone
 */
function wireBack(phone) {
  const lay = () => history.pushState({ isInside: true }, "");
  lay();
  document.addEventListener("click", () => setTimeout(() => history.length < 40 && lay()));
  addEventListener("popstate", () => {
    phone.happen({ do: "back" });
    lay();
  });
}

const FRESH_ROUND = 60_000;

/** Something must be asked, if only to know that the server is there; a signal that flickers does not fetch a round each time. @param {Phone} phone */
async function greet(phone) {
  const isFresh = phone.clock.steady() - phone.asked < FRESH_ROUND;
  if (!isFresh) phone.asked = -Infinity;
  await phone.sync.now();
  const [code] = Object.keys(phone.books);
  if (code && phone.signal === "unknown") await checkBook(phone, code).catch(() => null);
  phone.show(false);
}

/** @param {Phone} phone */
function wireSignal(phone) {
  addEventListener("online", () => {
    phone.signal = "unknown";
    phone.show(false);
    greet(phone);
  });
  addEventListener("offline", () => {
    phone.lostAt = performance.now();
    phone.signal = "none";
    phone.show(false);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && phone.sync.run());
}

async function start() {
  const token = scannedToken();
  const [store, catalogue] = await Promise.all([openStore(), fetch("/doorstep/words.json").then((found) => found.json())]);
  useCatalogue(catalogue);
  const phone = new Phone(store, new Clock(), (isNewScreen) => {
    applySettings(phone);
    draw(phone, token, isNewScreen);
  });
  wireSending(phone);
  offerInstalling(phone);
  await phone.wake();
  phone.begin(token);
  wireLock(phone);
  wireBack(phone);
  wireSignal(phone);
  await keepApp(phone);
  phone.sync.run();
}

start().catch((fault) => {
  // Without storage (a private window) nothing could be kept: better to say so than to lose an evening.
  const main = document.getElementById("scroll");
  const sorry = document.getElementById("cannot-start");
  if (main && sorry instanceof HTMLTemplateElement) main.replaceChildren(sorry.content.cloneNode(true));
  console.error(fault);
});
