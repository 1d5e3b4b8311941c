// What every live page needs: the event stream, and clocks that the server sets.

export const wait = (least, most) => least + Math.random() * (most - least);

/* Calls onNews with {topic: number}, and with {} when something may have been missed. The stream
   carries numbers only; one reads again. When it cannot be had, asks at a gentle pace instead. */
export function listen(address, onNews) {
  let source = null;
  let broken = 0;
  let timer = 0;

  function open() {
    source = new EventSource(address);
    source.onopen = () => {
      // What came while it was being opened went past it.
      onNews({});
      broken = 0;
      clearTimeout(timer);
    };
    source.onmessage = (event) => onNews(JSON.parse(event.data));
    source.onerror = () => {
      broken += 1;
      source.close();
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (broken > 2) onNews({});
        open();
      }, wait(1000, 3000) * Math.min(broken, 5));
    };
  }

  function wake() {
    if (document.visibilityState === "visible") onNews({});
  }

  open();
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", () => onNews({}));
  return () => {
    source.close();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
  };
}

// Clocks count from when their number arrived, never from the device's own time of day.
const started = new WeakMap();

function paint(clock) {
  const given = clock.dataset.clock;
  let entry = started.get(clock);
  if (!entry || entry.given !== given) {
    entry = { given, at: performance.now() };
    started.set(clock, entry);
  }
  const passed = "paused" in clock.dataset ? 0 : (performance.now() - entry.at) / 1000;
  const left = Math.round(Number(given) - passed);
  const size = Math.abs(left);
  const text = `${left < 0 ? "+" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("over", left < 0);
}

export function runClocks() {
  const paintAll = () => document.querySelectorAll("[data-clock]").forEach(paint);
  paintAll();
  setInterval(paintAll, 500);
  return paintAll;
}
