// @ts-check
/** The page that recounts without a server: somebody chooses a package, or drops one on it. */
import { recount } from "./recount.js";
import { progressIn, showIn } from "./runner.js";

/** @typedef {import("./words.js").Language} Language */

const root = document.documentElement;
const place = /** @type {HTMLElement} */ (document.querySelector("[data-report]"));
const chooser = /** @type {HTMLInputElement} */ (document.querySelector("input[type=file]"));
const drop = /** @type {HTMLElement} */ (document.querySelector("[data-drop]"));
/** @type {import("./recount.js").Verdict | null} */
let last = null;

/** @returns {Language} */
function language() {
  return root.lang === "en" ? "en" : "zh";
}

/** @param {Language} wanted */
function speak(wanted) {
  root.lang = wanted === "en" ? "en" : "zh-Hans-CN";
  document.title = wanted === "en" ? "Recount a vote" : "重新计票";
  document.querySelectorAll("[data-speak]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-speak") === wanted));
  });
  if (last) showIn(place, last, wanted, "h2");
}

/**
 * One ZIP, or all files of an unpacked package.
 * @param {File[]} files
 */
async function read(files) {
  if (!files.length) return;
  last = null;
  delete root.dataset.status;
  const contents = await Promise.all(files.map(bytesOf));
  const source = files.length === 1 ? contents[0] : new Map(files.map((file, at) => [file.name, contents[at]]));
  last = await recount(source, progressIn(place, language()));
  root.dataset.status = last.status;
  showIn(place, last, language(), "h2");
}

/** @param {File} file @returns {Promise<Uint8Array>} */
function bytesOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)));
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(file);
  });
}

/** @param {File[]} files */
function start(files) {
  read(files).catch(() => {
    place.textContent = language() === "en" ? "This file cannot be opened." : "这个文件打不开。";
  });
}

document.querySelectorAll("[data-speak]").forEach((button) => {
  button.addEventListener("click", () => speak(button.getAttribute("data-speak") === "en" ? "en" : "zh"));
});
chooser.addEventListener("change", () => start([...(chooser.files || [])]));
drop.addEventListener("dragover", (event) => event.preventDefault());
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  start([...(event.dataTransfer ? event.dataTransfer.files : [])]);
});
speak(/^zh/i.test(navigator.language) ? "zh" : "en");
