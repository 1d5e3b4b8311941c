// Screen and console: read the fragment again on news. htmx fetches it, idiomorph keeps what stays.
import { listen, runClocks } from "./live.js";

const paintClocks = runClocks();
document.body.addEventListener("htmx:afterSwap", paintClocks);

let timer = 0;
listen(document.body.dataset.stream, () => {
  clearTimeout(timer);
  timer = setTimeout(() => window.htmx.trigger(document.body, "news"), 50);
});
