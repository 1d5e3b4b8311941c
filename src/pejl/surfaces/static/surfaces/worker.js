// Opens the phone's page without net: keeps the last page of the one person who uses this phone,
// with the files it needs. It answers for nothing else, and holds no version of its own: what is
// kept is what the server last gave.
const KEPT = "pejl-kept";
const WHO = "/p/who"; // no address of the server's: whose page is kept
const PAGE = /^\/p\/(round\/\d+\/)?$/;
const FILE = /^\/(static|look)\/.*\.[0-9a-f]{12}\.\w+$/; // hashed: never changes
const OURS = /^\/(static|look)\//;
const PATIENCE = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== self.location.origin) return;
  if (pathname === "/p/leave/") event.waitUntil(caches.delete(KEPT));
  else if (pathname.startsWith("/l/")) event.respondWith(enter(event.request));
  else if (event.request.method !== "GET") return;
  else if (PAGE.test(pathname) && event.request.mode === "navigate") event.respondWith(open(event, pathname));
  else if (FILE.test(pathname)) event.respondWith(readFile(event.request));
});

// The page that was there before the worker was: it is kept from now on.
self.addEventListener("message", (event) => {
  const { pathname } = new URL(event.source.url);
  if (event.data === "keep" && PAGE.test(pathname)) {
    event.waitUntil(fetch(pathname, { credentials: "same-origin" }).then((page) => keep(pathname, page)).catch(() => {}));
  }
});

/* A personal link may be another person's. */
async function enter(request) {
  const response = await fetch(request);
  await caches.delete(KEPT);
  return response;
}

async function open(event, pathname) {
  const fresh = fetch(event.request);
  fresh.catch(() => {}); // it may fail when nobody waits for it any more
  try {
    const response = await Promise.race([fresh, giveUp()]);
    if (response.status >= 500) throw new Error(response.status);
    event.waitUntil(keep(pathname, response.clone()));
    return response;
  } catch {
    const page = await caches.match(pathname, { cacheName: KEPT, ignoreVary: true });
    return page ? mark(page) : fresh;
  }
}

const giveUp = () => new Promise((_, reject) => setTimeout(reject, PATIENCE));

/* Says of itself that it is an old one. */
async function mark(page) {
  const headers = new Headers();
  for (const name of ["Content-Type", "Content-Security-Policy"]) headers.set(name, page.headers.get(name));
  return new Response((await page.text()).replace("<body", "<body data-kept"), { headers });
}

async function keep(pathname, response) {
  if (!response.ok || response.redirected) return;
  const text = await response.clone().text();
  const who = (/<body[^>]* data-me="([^"]+)"/.exec(text) || [])[1];
  if (!who) return; // not ours: of a net that wants one to sign in first
  const before = await caches.match(WHO, { cacheName: KEPT });
  if (before && (await before.text()) !== who) await caches.delete(KEPT);
  const kept = await caches.open(KEPT);
  await kept.put(WHO, new Response(who));
  await kept.put(pathname, response);
  await kept.delete(`${pathname}now`);
  await keepFiles(kept, text);
}

async function keepFiles(kept, text) {
  const needed = new Set(Array.from(text.matchAll(/"(\/(?:static|look)\/[^"#]+)/g), (found) => found[1]));
  for (const request of await kept.keys()) {
    const { pathname } = new URL(request.url);
    if (OURS.test(pathname) && !needed.delete(pathname)) await kept.delete(request);
  }
  await kept.addAll([...needed]);
}

async function readFile(request) {
  const file = await caches.match(request.url, { cacheName: KEPT, ignoreVary: true });
  return file || fetch(request);
}
