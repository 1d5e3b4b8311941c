// Screen and console: read the fragment again on news. htmx fetches it, idiomorph keeps what stays.
import { announce, listen, runClocks, wait } from "./live.js";

const paintClocks = runClocks();
document.body.addEventListener("htmx:afterSwap", paintClocks);

// What one has folded out stays so when news comes in.
let folds = new Map();
const nameFold = (fold) => fold.querySelector("summary")?.textContent.replace(/\d+/g, "").trim();
document.body.addEventListener("htmx:beforeSwap", () => {
  folds = new Map(Array.from(document.querySelectorAll("details"), (fold) => [nameFold(fold), fold.open]));
});
document.body.addEventListener("htmx:afterSwap", () => {
  for (const fold of document.querySelectorAll("details")) fold.open = folds.get(nameFold(fold)) ?? fold.open;
});

// What the item is at, when it changes: also when another console or a clock changed it.
const listStates = () => Array.from(document.querySelectorAll(".now"), (one) =>
  [".now__states", ".now__title"].map((part) => one.querySelector(part).innerText).join(": "));
let stood = listStates();
document.body.addEventListener("htmx:afterSwap", () => {
  const stands = listStates();
  for (const one of stands) if (!stood.includes(one)) announce(one);
  stood = stands;
});

// Pages turn by themselves, slowly, unless one wants less motion; news does not turn them back.
const TURN = 12000;
let turned = 0;
const pagesOf = () => Array.from(document.querySelectorAll("[data-turn] > *"));
function turn(step) {
  const pages = pagesOf();
  if (pages.length < 2 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  turned = (turned + step) % pages.length;
  pages.forEach((page, at) => (page.hidden = at !== turned));
}
setInterval(() => turn(1), TURN);
document.body.addEventListener("htmx:afterSwap", () => turn(0));

let timer = 0;
function read(pause) {
  clearTimeout(timer);
  timer = setTimeout(() => window.htmx.trigger(document.body, "news"), pause);
}

listen(() => document.body.dataset.stream, () => read(50));
for (const fault of ["htmx:sendError", "htmx:responseError"]) {
  document.body.addEventListener(fault, () => read(wait(2000, 4000)));
}
