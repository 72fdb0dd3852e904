// @ts-check
/** The screens before the rooms: connect this phone, choose a PIN, type it, and why the rooms are gone. */
import { Refused, Unreachable } from "./api.js";
import { banner, button, field, h, heading } from "./element.js";
import { PIN_LENGTH } from "./notebook.js";
import { bind, enrol, MOST_WRONG, unlock, wrongTries } from "./opening.js";
import { pick, say } from "./words.js";

/** @typedef {import("./phone.js").Phone} Phone */

/** Whether this is a chat app's own browser, which forgets what it keeps: the phone's browser is the one to use. */
export function isInChat() {
  return /MicroMessenger|DingTalk|QQ\//i.test(navigator.userAgent);
}

/**
 * Whether this is an iPhone's browser window: there the app on the home screen keeps things of its own, and a phone that was
 * connected here would not be connected there.
 */
function isBesideTheHomeScreen() {
  const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  return isApple && !matchMedia("(display-mode: standalone)").matches;
}

/** Connect by a one-time code. @param {Phone} phone @param {string} token what it was in the address, "" for none */
export function enrolScreen(phone, token) {
  const back = phone.screen.from && h("p", {}, button(say("back"), () => phone.happen({ do: "back" }), { large: true, name: "back" }));
  // The chat's browser would use the code up, and forget that it was connected.
  if (isInChat()) return [heading(say("connect-title")), banner(say("in-chat"), "warning", h("p", {}, say("in-chat-how"))), back];
  return [heading(say("connect-title")), h("p", {}, say("connect-how")),
    isBesideTheHomeScreen() && banner(say("home-screen-first"), "warning", h("p", {}, say("home-screen-first-how"))), ...enrolForm(phone, token), back];
}

/** @param {Phone} phone @param {string} token @returns {HTMLElement[]} */
function enrolForm(phone, token) {
  const name = field("device-name", say("device-name"), { maxlength: "60", value: say("device-name-usual") }, say("device-name-hint"));
  const code = field("token", say("enrol-code"), { maxlength: "40", value: token, spellcheck: "false", autocapitalize: "characters" }, say("enrol-code-hint"));
  const fault = h("div", { role: "alert" });
  const go = async () => {
    fault.replaceChildren();
    try {
      await enrol(phone, valueOf(code).toUpperCase().replace(/[\s-]/g, ""), valueOf(name));
    } catch (wrong) {
      fault.replaceChildren(banner(say("not-connected"), "error", h("p", {}, reason(wrong))));
    }
  };
  const form = h("form.stack", { onsubmit: submitted(go) }, code, name, h("button.button.button--main.button--large", { type: "submit" }, say("connect")));
  return [fault, form];
}

/** Why it was not connected. @param {unknown} fault @returns {string} */
export function reason(fault) {
  if (fault instanceof Refused) return pick(fault.sentence) || say("connect-fault");
  if (fault instanceof Unreachable) return say("no-signal-now");
  console.error(fault);
  return say(fault instanceof DOMException && fault.name === "QuotaExceededError" ? "storage-full" : "connect-fault");
}

/** @param {HTMLElement} block */
function valueOf(block) {
  return /** @type {HTMLInputElement} */ (block.querySelector("input")).value.trim();
}

/** @param {() => void} go */
function submitted(go) {
  return (/** @type {Event} */ event) => {
    event.preventDefault();
    go();
  };
}

/** Choose a PIN, twice. @param {Phone} phone */
export function newPinScreen(phone) {
  let first = "";
  const how = h("p", { role: "status" }, say("pin-choose-how"));
  const pad = pinPad(say("pin"), async (pin, clear) => {
    if (!first) {
      const isPlain = new Set(pin).size < 3 || "0123456789 9876543210".includes(pin);
      how.textContent = say(isPlain ? "pin-too-plain" : "pin-again");
      if (!isPlain) first = pin;
      return clear();
    }
    if (pin !== first) {
      first = "";
      how.textContent = say("pin-different");
      return clear();
    }
    how.textContent = say("one-moment");
    await bind(phone, pin);
  });
  return [heading(say("pin-choose")), how, pad];
}

/** @param {Phone} phone */
export function lockedScreen(phone) {
  const how = h("p", { role: "status", id: "pin-said" }, say("locked-how"));
  const pad = pinPad(say("pin"), async (pin, clear) => {
    how.textContent = say("one-moment");
    if (await unlock(phone, pin)) return;
    clear();
    const { wrong, left } = await wrongTries(phone);
    const seconds = Math.ceil(left / 1_000);
    how.textContent = left ? say("pin-wrong-wait", { seconds, n: MOST_WRONG - wrong }) : say("pin-wrong", { n: MOST_WRONG - wrong });
  });
  return [heading(say("locked")), how, pad, h("details.door_more", {}, h("summary", {}, say("pin-forgotten")), h("p", {}, say("pin-forgotten-how")),
    button(say("enrol-again"), () => phone.happen({ do: "enrol" }), { name: "enrol" }))];
}

/**
 * A keypad for a thumb; a keyboard's digits do as well. Calls with the PIN as soon as it is whole.
 * @param {string} label @param {(pin: string, clear: () => void) => void} whole
 */
function pinPad(label, whole) {
  const input = /** @type {HTMLInputElement} */ (h("input.field__control.pin__typed", {
    id: "pin", type: "password", inputmode: "none", autocomplete: "off", maxlength: String(PIN_LENGTH), pattern: "[0-9]*" }));
  const clear = () => {
    input.value = "";
    input.disabled = false;
  };
  const check = () => {
    input.value = input.value.replace(/\D/g, "").slice(0, PIN_LENGTH);
    if (input.value.length < PIN_LENGTH || input.disabled) return;
    input.disabled = true;
    whole(input.value, clear);
  };
  input.addEventListener("input", check);
  const type = (/** @type {string} */ digit) => {
    if (!input.disabled) input.value += digit;
    check();
  };
  const digits = [..."123456789"].map((digit) => button(digit, () => type(digit), { name: `digit-${digit}` }));
  const last = [button(say("pin-clear"), clear, { look: "plain" }), button("0", () => type("0"), { name: "digit-0" }),
    h("button.button", { type: "button", "aria-label": say("pin-delete"), onclick: () => (input.value = input.value.slice(0, -1)) }, "⌫")];
  return h("div.pin", {}, h("label.field__label", { for: "pin" }, label), input, h("div.pin__pad", {}, ...digits, ...last));
}

/** Revoked, unknown or too many wrong PINs: the rooms are gone, what waits is not. @param {Phone} phone */
export function goneScreen(phone) {
  const kept = phone.count ? say("gone-kept", { n: phone.count }) : say("gone-nothing");
  return [heading(say(`gone-${phone.why || "unknown"}`)), banner(say("gone-safe"), "warning", h("p", {}, kept)),
    button(say("send-now"), () => phone.sync.all(), { look: "main", large: true }),
    button(say("enrol-again"), () => phone.happen({ do: "enrol" }), { large: true, name: "enrol" })];
}
