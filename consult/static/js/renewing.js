// @ts-check
/**
 * A part of a page that is asked for anew while it is looked at: `data-renewing` holds the address of its text.
 * Nothing is replaced under somebody's hands, and without this script the page has a link that does the same.
 */
const EVERY = 20000;

/**
 * @param {Document} page
 * @param {typeof fetch} ask
 */
export function keepRenewing(page, ask) {
  const part = /** @type {HTMLElement | null} */ (page.querySelector("[data-renewing]"));
  if (!part) return;
  const said = /** @type {HTMLElement | null} */ (page.querySelector("[data-renewing-said]"));
  if (said) said.hidden = false;
  let mark = "";
  const timer = window.setInterval(async () => {
    if (page.hidden || !isOn(page) || part.contains(page.activeElement)) return;
    const answer = await fetched(ask, part.dataset.renewing || "", mark);
    if (answer === null || answer.status === 304) return;
    if (!answer.ok || answer.redirected) {
      window.clearInterval(timer);
      lose(page);
      return;
    }
    const text = await answer.text();
    mark = answer.headers.get("ETag") || "";
    put(part, text);
  }, EVERY);
}

/** @param {Document} page */
function isOn(page) {
  const tick = /** @type {HTMLInputElement | null} */ (page.querySelector("[data-renewing-on]"));
  return !tick || tick.checked;
}

/**
 * The answer; null while there is no network, for it may come back.
 * @param {typeof fetch} ask
 * @param {string} address
 * @param {string} mark
 */
async function fetched(ask, address, mark) {
  try {
    return await ask(address, { headers: mark ? { "If-None-Match": mark } : {}, credentials: "same-origin" });
  } catch {
    return null;
  }
}

/**
 * The new text in place of the old; what was unfolded stays so.
 * @param {HTMLElement} part
 * @param {string} text
 */
function put(part, text) {
  const open = Array.from(part.querySelectorAll("details")).map((one) => one.open);
  const made = new DOMParser().parseFromString(text, "text/html").body;
  while (part.firstChild) part.removeChild(part.firstChild);
  Array.from(made.childNodes).forEach((node) => part.appendChild(document.importNode(node, true)));
  part.querySelectorAll("details").forEach((one, at) => {
    one.open = open[at] || false;
  });
}

/** @param {Document} page */
function lose(page) {
  const lost = /** @type {HTMLElement | null} */ (page.querySelector("[data-renewing-lost]"));
  if (lost) lost.hidden = false;
}

keepRenewing(document, (address, how) => fetch(address, how));
