// @ts-check
/**
 * When there is no network: a banner on every page, and no form of a ballot leaves its page for the browser's own error.
 * <… hidden data-offline> is the banner. <form data-hold> is held while there is no network, and its <… hidden
 * data-not-sent> says so; a form whose last button sends for good asks first whether the service can be reached.
 */
const REACH = "/healthz";
const PATIENCE = 4000;
/** Pressed again while the answer is on its way, most browsers would begin anew, and never end on a slow line. */
const UNDERWAY = 10000;

/** @param {Document} page */
export function mindTheNetwork(page) {
  showState(page);
  for (const change of ["online", "offline"]) addEventListener(change, () => showState(page));
  page.querySelectorAll("form[data-hold]").forEach((form) => {
    if (form instanceof HTMLFormElement) hold(form);
  });
}

/** @param {Document} page */
function showState(page) {
  page.querySelectorAll("[data-offline]").forEach((part) => part.toggleAttribute("hidden", navigator.onLine));
  page.querySelectorAll("[data-back-again]").forEach((part) => part.toggleAttribute("hidden", !navigator.onLine));
}

/** @param {HTMLFormElement} form */
function hold(form) {
  let isAsking = false;
  let goneAt = -UNDERWAY;
  addEventListener("pageshow", () => (goneAt = -UNDERWAY));
  form.addEventListener("submit", async (event) => {
    // Older browsers do not name the button: a form is held all the same where there is surely no network.
    const button = event.submitter || document.activeElement;
    const isFinal = button instanceof HTMLButtonElement && button.value === "send";
    if (navigator.onLine && !isFinal) return;
    event.preventDefault();
    if (isAsking || performance.now() - goneAt < UNDERWAY) return;
    isAsking = true;
    const canGo = navigator.onLine && (await canBeReached());
    isAsking = false;
    if (canGo && button instanceof HTMLButtonElement) {
      goneAt = performance.now();
      go(form, button);
    } else say(form);
  });
}

/** Only a network that fails at once says no: a slow one may still carry the ballot. @returns {Promise<boolean>} */
async function canBeReached() {
  const asked = fetch(REACH, { cache: "no-store" }).then(() => true, () => false);
  const waited = new Promise((resolve) => setTimeout(() => resolve(true), PATIENCE));
  return Promise.race([asked, waited]);
}

/** Send as the button would have. @param {HTMLFormElement} form @param {HTMLButtonElement} button */
function go(form, button) {
  form.querySelectorAll("[data-not-sent]").forEach((part) => part.setAttribute("hidden", ""));
  const step = document.createElement("input");
  step.type = "hidden";
  step.name = button.name;
  step.value = button.value;
  form.append(step);
  form.submit();
}

/** @param {HTMLFormElement} form */
function say(form) {
  const said = form.querySelector("[data-not-sent]");
  if (!(said instanceof HTMLElement)) return;
  said.hidden = false;
  said.focus();
}
