// @ts-check
/**
 * At the desk: digits choose answers and Enter goes on, so that a sheet takes a dozen keys. Without this script the
 * form is filled in with Tab, arrows and the space bar, as any form is.
 */

/** The fields that say which sheet it is. The room is reached with Tab alone: whoever leaves it out loses no key. */
const LOOKED_UP = new Set(["serial", "room"]);

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} the fields that digits choose */
function ticks(form) {
  return [...form.querySelectorAll('fieldset input:is([type="radio"], [type="checkbox"])')].filter(
    (field) => field instanceof HTMLInputElement,
  );
}

/** @param {HTMLInputElement} field @returns {HTMLInputElement[]} the answers to choose among, in their order */
function together(field) {
  const group = field.closest("fieldset");
  if (!group) return [field];
  return [...group.querySelectorAll(`input[name="${CSS.escape(field.name)}"]`)].filter(
    (one) => one instanceof HTMLInputElement && one.type === field.type,
  );
}

/** @param {HTMLFormElement} form @returns {HTMLElement[]} where Enter stops: each question once, then the button */
function stops(form) {
  const names = new Set(["fate"]);
  /** @type {HTMLElement[]} */
  const found = [];
  form.querySelectorAll("input, textarea, button[data-last]").forEach((field) => {
    if (field instanceof HTMLButtonElement || field instanceof HTMLTextAreaElement) found.push(field);
    if (!(field instanceof HTMLInputElement) || field.type === "hidden" || field.type === "file") return;
    if (!["radio", "checkbox"].includes(field.type)) found.push(field);
    else if (!names.has(field.name)) {
      names.add(field.name);
      // Beside figures and lines stands a box for a row that cannot be read; only a question of boxes is a stop.
      const all = together(field);
      if (field.type === "radio") found.push(all.find((one) => one.checked) || field);
      else if (all.length > 1) found.push(field);
    }
  });
  return found;
}

/** @param {HTMLFormElement} form @param {Element} from */
function goOn(form, from) {
  const all = stops(form);
  const name = from instanceof HTMLInputElement && ["radio", "checkbox"].includes(from.type) ? from.name : "";
  const at = all.findIndex((stop) => stop === from || (name && stop instanceof HTMLInputElement && stop.name === name));
  // What is no stop of its own, as the sheet as a whole, comes last.
  const next = (at >= 0 && all[at + 1]) || all[all.length - 1];
  next.focus();
  next.closest("fieldset")?.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLInputElement} field @param {string} key @returns {boolean} whether the digit stood beside an answer */
function choose(field, key) {
  const chosen = together(field).find((one) => one.dataset.digit === key);
  if (!chosen) return false;
  chosen.checked = chosen.type === "radio" || !chosen.checked;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  chosen.focus();
  return true;
}

/** @param {HTMLFormElement} form the digits stand beside the answers: 1, 2, 3 … and 0 for one left blank */
function number(form) {
  const counted = new Map();
  ticks(form).forEach((field) => {
    if (together(field).length < 2) return;
    const next = (counted.get(field.name) || 0) + (field.value === "" ? 0 : 1);
    counted.set(field.name, next);
    const digit = field.value === "" ? 0 : next;
    if (digit > 9) return;
    field.dataset.digit = String(digit);
    const label = field.closest("label");
    if (label) label.dataset.digit = String(digit);
  });
}

document.querySelectorAll("form[data-paper-desk]").forEach((form) => {
  if (!(form instanceof HTMLFormElement)) return;
  number(form);
  form.querySelector("[data-keys]")?.removeAttribute("hidden");
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    // In words of one's own Enter goes on as everywhere; with Shift it begins another line.
    if (field instanceof HTMLTextAreaElement && event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      goOn(form, field);
    }
    if (!(field instanceof HTMLInputElement)) return;
    const isTick = ["radio", "checkbox"].includes(field.type);
    if (isTick && event.key === "*") {
      event.preventDefault();
      form.querySelector('input[name="fate"]:checked')?.focus();
    }
    if (isTick && /^[0-9]$/.test(event.key) && choose(field, event.key)) event.preventDefault();
    // Enter on the serial, or on the room beside it, asks the server whose sheet it is; everywhere else it goes on.
    if (event.key === "Enter" && !LOOKED_UP.has(field.id) && field.type !== "file") {
      event.preventDefault();
      goOn(form, field);
    }
  });
  const first = stops(form).find((stop) => !LOOKED_UP.has(stop.id));
  if ("goOn" in form.dataset && first && !document.querySelector(".error_summary")) {
    // Behind the jump to whose sheet it is, which takes the focus away again.
    addEventListener("load", () => setTimeout(() => first.focus()));
  }
});
