// The page opens without net (worker.js), where the browser can that. What the page last read of
// the day is kept with it.
import { wait } from "./live.js";

const KEPT = "pejl-kept";
const canKeep = "serviceWorker" in navigator && "caches" in window;

/* Later, so that joining loads no more than it must. */
export function registerWorker() {
  if (canKeep) setTimeout(() => register().catch(() => {}), wait(2000, 6000));
}

async function register() {
  const known = navigator.serviceWorker.controller;
  await navigator.serviceWorker.register("/p/worker.js", { scope: "/l/" });
  await navigator.serviceWorker.register("/p/worker.js");
  const { active } = await navigator.serviceWorker.ready;
  if (!known) active.postMessage("keep");
}

/* Only beside a page of the same person. */
export async function keepPart(address, owner, text) {
  if (!canKeep) return;
  const who = await caches.match("/p/who", { cacheName: KEPT });
  if (!who || (await who.text()) !== owner) return;
  const kept = await caches.open(KEPT);
  await kept.put(address, new Response(text, { headers: { "Content-Type": "text/html" } }));
}

export async function readPart(address) {
  const part = canKeep && (await caches.match(address, { cacheName: KEPT }));
  return part ? part.text() : "";
}

/* Where one chooses a name, the next page may be another person's. */
export function forgetPage() {
  if (canKeep) caches.delete(KEPT).catch(() => {});
}
