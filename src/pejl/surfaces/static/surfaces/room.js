// Screen and console: read the fragment again on news. htmx fetches it, idiomorph keeps what stays.
import { listen, runClocks, wait } from "./live.js";

const paintClocks = runClocks();
document.body.addEventListener("htmx:afterSwap", paintClocks);

let timer = 0;
function read(pause) {
  clearTimeout(timer);
  timer = setTimeout(() => window.htmx.trigger(document.body, "news"), pause);
}

listen(document.body.dataset.stream, () => read(50));
for (const fault of ["htmx:sendError", "htmx:responseError"]) {
  document.body.addEventListener(fault, () => read(wait(2000, 4000)));
}
