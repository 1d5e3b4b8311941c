// What every live page needs: the event stream, and clocks that the server sets.

export const wait = (least, most) => least + Math.random() * (most - least);

// Beats come every 20 s, the first at once: a stream that opens but gives none is held back by a
// proxy on the way, and one that falls silent is dead.
const FIRST = 10000;
const QUIET = 45000;
let crowd = 0;

// So many pages a server can be asked for, in ms for each of those it tells: of what moves on, and of
// what only comes in and is read again and again.
const EACH = 5;
const EACH_SLOWLY = 20;

/* So long one waits before reading again: the longer, the more are told at the same time. */
export const spread = () => wait(50, Math.max(300, crowd * EACH));
export const spreadSlowly = () => wait(1550, 3300 + crowd * EACH_SLOWLY);

/* Calls onNews with {topic: number}, and with {} when something may have been missed. The stream
   carries numbers only; one reads again. When it cannot be had, asks at a gentle pace instead.
   onCalm: the stream is there, and what was read last still stands. */
export function listen(address, onNews, onCalm = () => {}) {
  let source = null;
  let broken = 0;
  let heard = 0;
  let watch = 0;
  let opening = 0;
  let polling = 0;

  function open() {
    clearTimeout(opening);
    if (source) source.close();
    source = new EventSource(address());
    let first = true;
    source.addEventListener("calm", () => {
      first = false;
      onCalm();
    });
    source.addEventListener("beat", (event) => {
      crowd = Number(event.data) || 0;
      hear();
      // What came while it was being opened went past it.
      if (first) onNews({});
      first = false;
    });
    source.onmessage = (event) => {
      hear();
      onNews(JSON.parse(event.data));
    };
    source.onerror = () => lose(wait(1000, 3000));
    clearTimeout(watch);
    watch = setTimeout(() => lose(wait(3000, 6000)), FIRST);
  }

  function hear() {
    heard = Date.now();
    broken = 0;
    clearTimeout(polling);
    polling = 0;
    clearTimeout(watch);
    watch = setTimeout(() => lose(wait(1000, 3000)), QUIET);
  }

  function lose(pause) {
    broken += 1;
    source.close();
    clearTimeout(watch);
    clearTimeout(opening);
    opening = setTimeout(open, pause * Math.min(broken, 10));
    if (!polling) poll();
  }

  function poll() {
    polling = setTimeout(() => {
      onNews({});
      poll();
    }, wait(10000, 20000));
  }

  // A phone that slept may hold a stream that is dead without knowing it.
  function wake() {
    if (document.visibilityState !== "visible") return;
    onNews({});
    if (Date.now() - heard > QUIET / 2) open();
  }

  // Also told of a page that has just been loaded, and not only of one that comes back.
  const wakeAgain = (event) => event.persisted && wake();

  open();
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wakeAgain);
  return () => {
    source.close();
    for (const timer of [watch, opening, polling]) clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("online", wake);
    window.removeEventListener("pageshow", wakeAgain);
  };
}

/* Said to who listens instead of looking, when nothing else is being said. */
let words = [];
let saying = 0;
export function announce(text) {
  const place = document.getElementById("say");
  if (!place) return;
  place.textContent = "";
  words.push(text);
  clearTimeout(saying);
  saying = setTimeout(() => {
    place.textContent = words.join(" ");
    words = [];
  }, 50);
}

// Clocks count from when their number arrived, never from the device's own time of day.
const started = new WeakMap();

function findLeft(clock) {
  const given = clock.dataset.clock;
  let entry = started.get(clock);
  if (!entry || entry.given !== given) {
    entry = { given, at: performance.now() };
    started.set(clock, entry);
  }
  const passed = "paused" in clock.dataset ? 0 : (performance.now() - entry.at) / 1000;
  return Math.round(Number(given) - passed);
}

function paint(clock) {
  const left = findLeft(clock);
  const size = Math.abs(left);
  const text = `${left < 0 ? "+" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("over", left < 0);
  if ("tell" in clock.dataset) tell(clock, left);
}

/* What the server says now, where it is more than the net's slowness away from what is shown: the
   device slept, or the server's own clock was put right. */
const SLACK = 5;
export function setClocks(clocks, fresh) {
  if (clocks.length !== fresh.length) return;
  clocks.forEach((clock, at) => {
    const { clock: given } = fresh[at].dataset;
    if (Math.abs(findLeft(clock) - Number(given)) <= SLACK) return;
    clock.dataset.clock = given;
    started.delete(clock);
  });
}

// Told once when a minute is left and once when none is; never what was so when the page came.
const ahead = new Map();
function tell(clock, left) {
  const name = clock.dataset.tell;
  const before = ahead.get(name) ?? left;
  ahead.set(name, left);
  const { minute, over } = document.getElementById("say").dataset;
  if (before > 0 && left <= 0) announce(over);
  else if (before > 60 && left <= 60) announce(minute);
}

export function runClocks() {
  const paintAll = () => document.querySelectorAll("[data-clock]").forEach(paint);
  paintAll();
  setInterval(paintAll, 500);
  return paintAll;
}
