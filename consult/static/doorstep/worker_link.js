// @ts-check
/** Keeping the app on the phone: its service worker, its next version, and a promise that nothing is cleared away. */

/** @typedef {import("./phone.js").Phone} Phone */

const LOOK_FOR_NEWER = 3_600_000;

/** @param {Phone} phone */
export async function keepApp(phone) {
  phone.isPersistent = Boolean(await navigator.storage?.persist?.().catch(() => false));
  if (!navigator.serviceWorker) return;
  const here = await navigator.serviceWorker.register("/doorstep/sw.js", { scope: "/doorstep/" }).catch(() => null);
  navigator.serviceWorker.ready.then(() => {
    phone.isOffline = true;
    phone.show(false);
  });
  if (here) watch(phone, here);
}

/** Where the browser offers to put the app on the home screen, the settings do. @param {Phone} phone */
export function offerInstalling(phone) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    phone.install = () => {
      /** @type {any} */ (event).prompt();
      phone.install = null;
    };
  });
}

/** A new version waits until it is asked for: it never takes a screen away from under a thumb. @param {Phone} phone @param {ServiceWorkerRegistration} here */
function watch(phone, here) {
  const offer = () => {
    phone.isUpdateReady = Boolean(here.waiting && navigator.serviceWorker.controller);
    phone.show(false);
  };
  setInterval(() => here.update().catch(() => null), LOOK_FOR_NEWER);
  here.addEventListener("updatefound", () => here.installing?.addEventListener("statechange", offer));
  offer();
  phone.update = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    here.waiting?.postMessage("take over");
  };
}
