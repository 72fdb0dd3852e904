// @ts-check
/** On the question's page: a banner for whoever left answers unsent on this phone: <… hidden data-unfinished="code">. */
import { PREFIX, storage } from "./draft_store.js";

/** @param {Storage} kept @param {string} code */
function hasDraft(kept, code) {
  return Object.keys(kept).some((key) => key.startsWith(`${PREFIX}${code}-`) && kept.getItem(key) !== "[]");
}

const kept = storage();
document.querySelectorAll("[data-unfinished]").forEach((banner) => {
  if (kept && banner instanceof HTMLElement) banner.hidden = !hasDraft(kept, banner.dataset.unfinished || "");
});
