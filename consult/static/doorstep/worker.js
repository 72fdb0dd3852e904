// @ts-check
/**
 * The service worker: keeps one whole version of the app, so that it opens without a network. The server writes
 * its version and its files above (self.KEPT). What was recorded lies in IndexedDB, which no version of this file ever touches.
 */
const worker = /** @type {any} */ (self);
/** @type {{version: string, files: string[]}} */
const { version: VERSION, files: FILES } = worker.KEPT;
const PREFIX = "consult-doorstep-";
const NAME = PREFIX + VERSION;
const PAGE = FILES[0];

/** Fetch the whole version, or none of it: half an app is worse than the old one. */
async function fill() {
  const cache = await caches.open(NAME);
  await Promise.all(FILES.map(async (/** @type {string} */ file) => {
    const answer = await fetch(file, { cache: "reload", credentials: "omit" });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await cache.put(file, answer);
  }));
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
}

/** @param {string} file @param {Request} request */
async function kept(file, request) {
  const cache = await caches.open(NAME);
  return (await cache.match(file, { ignoreVary: true })) || fetch(request);
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill()));

worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(forgetOlder().then(() => worker.clients.claim())));

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(kept(pathname, request));
  else if (request.mode === "navigate" && pathname === PAGE.slice(0, -1)) event.respondWith(kept(PAGE, request));
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
});
