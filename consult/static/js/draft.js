// @ts-check
/**
 * Keep a form's answers on this phone until they are sent: <form data-draft="key">. Only this browser ever holds them.
 * A page with data-draft-sent="key" (the receipt) forgets them.
 */
import { PREFIX, storage } from "./draft_store.js";

/** @param {HTMLFormElement} form @returns {[string, string][]} */
function answersOf(form) {
  const pairs = /** @type {[string, string][]} */ ([]);
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string" && /^q\d+(-.+)?$/.test(name) && value !== "") pairs.push([name, value]);
  });
  return pairs;
}

/** @param {HTMLFormElement} form @param {[string, string][]} pairs */
function putBack(form, pairs) {
  for (const [name, value] of pairs) {
    form.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((control) => {
      const isTicked = control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);
      if (isTicked) control.checked = control.checked || control.value === value;
      else if ("value" in control) control.value = value;
    });
  }
}

/** @param {HTMLFormElement} form @param {Storage} kept */
function keepDraft(form, kept) {
  const key = PREFIX + form.dataset.draft;
  if (answersOf(form).length === 0) {
    try {
      putBack(form, JSON.parse(kept.getItem(key) || "[]"));
    } catch {
      kept.removeItem(key);
    }
    form.dispatchEvent(new Event("change"));
  }
  const save = () => {
    try {
      kept.setItem(key, JSON.stringify(answersOf(form)));
    } catch {
      // A full or locked storage only means that there is no draft.
    }
  };
  form.addEventListener("input", save);
  form.addEventListener("change", save);
}

const kept = storage();
if (kept) {
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    if (form instanceof HTMLFormElement) keepDraft(form, kept);
  });
  document.querySelectorAll("[data-draft-sent]").forEach((mark) => {
    if (mark instanceof HTMLElement) kept.removeItem(PREFIX + mark.dataset.draftSent);
  });
}
