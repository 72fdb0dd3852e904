// @ts-check
/** "Recount in this browser" on the page of a closed book: fetches the package and counts it here. */

const section = document.querySelector("[data-recount]");
if (section instanceof HTMLElement) offer(section);

/** @param {HTMLElement} section */
function offer(section) {
  const button = section.querySelector("button");
  const place = section.querySelector("[data-report]");
  if (!button || !(place instanceof HTMLElement)) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await run(section, place);
    } catch (error) {
      place.textContent = section.dataset.failed || "";
    }
    button.disabled = false;
  });
}

/** @param {HTMLElement} section @param {HTMLElement} place */
async function run(section, place) {
  const language = (document.documentElement.lang || "").startsWith("en") ? "en" : "zh";
  // Fetched only when somebody asks: the page itself stays light.
  const { progressIn, recountInto } = await import("./runner.js");
  const bytes = await fetched(section.dataset.recount || "", progressIn(place, language));
  const verdict = await recountInto(bytes, place, language, "h3");
  section.dataset.status = verdict.status;
}

/**
 * @param {string} address
 * @param {(step: string, done: number) => void} progress
 */
async function fetched(address, progress) {
  progress("fetch", 0);
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const size = Number(answer.headers.get("Content-Length")) || 0;
  if (!answer.body || !size) return new Uint8Array(await answer.arrayBuffer());
  const found = new Uint8Array(size);
  const reader = answer.body.getReader();
  for (let at = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return found;
    found.set(value, at);
    at += value.length;
    progress("fetch", at / size);
  }
}
