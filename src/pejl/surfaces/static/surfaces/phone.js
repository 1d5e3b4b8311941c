// The phone: sends answers through the outbox, shows the tick, and follows the day. Without this
// script the same forms are sent by the browser itself.
import { announce, listen, runClocks, setClocks, spread, spreadSlowly, wait } from "./live.js";
import { Outbox, makeKey } from "./outbox.js";
import { showAnswer } from "./answered.js";
import { dealDecks, layAway } from "./deck.js";
import { leavePage, markPages, showPages } from "./pages.js";
import "./names.js";
import { forgetPage, keepPart, readPart, registerWorker } from "./kept.js";
import { dropDrafts, keepDraft, listUnsent, restoreDrafts } from "./drafts.js";

const main = document.getElementById("now");
const net = document.getElementById("net");
const lost = document.getElementById("lost");
const version = main ? main.firstElementChild.dataset.version : "";
const paintClocks = runClocks();

const formsOf = (place) =>
  Array.from(document.querySelectorAll("form[data-answer]")).filter((form) => placeOf(form) === place);

// By namedItem: a field called "item" is hidden behind the collection's own method of that name.
function placeOf(form) {
  const part = (name) => form.elements.namedItem(name)?.value ?? "";
  return `${form.getAttribute("action")}|${part("kind")}|${part("item")}`;
}

const outbox = new Outbox(document.body.dataset.me, showWaiting, onDone);

// The page came without net, and nothing has been read since.
let stale = "kept" in document.body.dataset;

function showWaiting(waiting, failures) {
  net.hidden = !(stale || (waiting && (failures > 1 || !navigator.onLine)));
}

function onDone(entry, reply) {
  const forms = formsOf(entry.place);
  for (const form of forms) {
    const busy = outbox.read().some((other) => other.place === entry.place);
    form.dataset.state = reply.saved && !busy ? "saved" : "idle";
    showFault(form, reply.saved ? "" : reply.message);
    const tick = form.querySelector("[data-saved]");
    if (tick) tick.hidden = !(reply.saved && !busy);
  }
  markPages(main);
  if (dealing && !outbox.read().length) {
    dealing = false;
    refresh();
  }
  if (reply.saved) {
    announce(document.body.dataset.savedText);
    for (const form of forms.filter((form) => form.dataset.answer === "again")) {
      form.reset();
      for (const field of form.querySelectorAll("[data-count]")) countLetters(field);
    }
    if (forms.some((form) => form.dataset.answer === "again")) refresh();
    forms.forEach(dropDrafts);
  } else if (["beside", "closed", "withdrawn"].includes(reply.code) || (!forms.length && reply.code !== "paused")) {
    keepLost(reply.message, textsOf(entry.body));
  }
  if (reply.code === "stranger") location.assign("/j/");
}

function showFault(form, text) {
  let place = form.querySelector("[data-fault]");
  if (!place) {
    place = document.createElement("p");
    place.dataset.fault = "";
    place.className = "fault";
    place.setAttribute("role", "alert");
    form.append(place);
  }
  place.textContent = text || "";
  place.hidden = !text;
}

function textsOf(body) {
  const hidden = new Set(["kind", "item", "key", "route", "way"]);
  return Array.from(new URLSearchParams(body)).filter(([name]) => !hidden.has(name)).map(([, text]) => text);
}

/* Words that did not make it stay on the phone, to be copied. */
function keepLost(message, texts) {
  const words = texts.filter((text) => text.length > 2).join("\n");
  lost.querySelector("p").textContent = message;
  const box = lost.querySelector("textarea");
  box.value = words;
  box.hidden = !words;
  box.previousElementSibling.hidden = !words;
  lost.hidden = false;
}

/* The last card has been answered: when it is saved, more are asked for. */
let dealing = false;

function send(form) {
  const data = new URLSearchParams(new FormData(form));
  data.set("key", makeKey());
  // What is new each time gets an item of its own, also when the tick for the last one still waits.
  if (form.querySelector("[data-fresh]")) data.set("item", makeKey());
  form.dataset.state = "sending";
  outbox.add(form.getAttribute("action"), data.toString(), placeOf(form));
  if (form.matches("[data-card]")) dealing = layAway(form);
  if (form.matches("[data-page]")) leavePage(form);
}

// An old Safari does not say which button sent a form. It was clicked, also by Enter in a field.
let clicked = null;
document.addEventListener("click", (event) => (clicked = event.target.closest("button")), true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-answer]")) return;
  event.preventDefault();
  const button = event.submitter || (clicked && clicked.form === form ? clicked : null);
  if (button && button.name) {
    const extra = form.querySelector(`input[type=hidden][name="${button.name}"]`) ||
      form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: button.name }));
    extra.value = button.value;
    for (const one of form.querySelectorAll(`button[name="${button.name}"][aria-pressed]`)) {
      one.setAttribute("aria-pressed", one === button);
    }
  }
  send(form);
});

const changes = new WeakMap();
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form || form.dataset.answer !== "change") return;
  clearTimeout(changes.get(form));
  const pause = event.target.matches("input[type=number]") ? 400 : 30;
  changes.set(form, setTimeout(() => send(form), pause));
});

document.addEventListener("input", (event) => {
  const field = event.target;
  keepDraft(field);
  const form = field.form;
  const tick = form && form.matches("[data-answer]") && form.querySelector("[data-saved]");
  if (tick) tick.hidden = true;
  if (field.dataset.count !== undefined) countLetters(field);
  const points = field.closest("[data-points]");
  if (points) countPoints(points);
});

function countLetters(field) {
  const place = document.getElementById(field.dataset.count);
  if (place) place.textContent = `${field.value.length}/${field.maxLength}`;
}

function countPoints(points) {
  const inputs = Array.from(points.querySelectorAll("input[type=number]"));
  const used = inputs.reduce((sum, input) => sum + (Number(input.value) || 0), 0);
  const left = Number(points.dataset.budget) - used;
  for (const place of points.querySelectorAll("[data-left]")) {
    place.textContent = left;
    place.classList.toggle("over", left < 0);
  }
}

/* Places are given by tapping: the next free one, or this one is taken back and those after it move
   up. The lists behind it are what is sent. */
function giveRank(button) {
  const ranks = button.closest("[data-ranks]");
  const fields = Array.from(ranks.querySelectorAll("select"));
  const field = button.parentElement.querySelector("select");
  const taken = Number(field.value);
  const given = fields.filter((one) => one.value).length;
  if (!taken && given >= Number(ranks.dataset.ranks)) return;
  field.value = taken ? "" : given + 1;
  for (const one of fields) if (taken && Number(one.value) > taken) one.value = Number(one.value) - 1;
  paintRanks(ranks);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function paintRanks(ranks) {
  for (const button of ranks.querySelectorAll("[data-rank]")) {
    const field = button.parentElement.querySelector("select");
    field.hidden = true;
    button.textContent = field.value || "–";
    button.setAttribute("aria-pressed", Boolean(field.value));
  }
}

document.addEventListener("click", (event) => {
  const rank = event.target.closest("[data-rank]");
  if (rank) giveRank(rank);
  const step = event.target.closest("[data-step]");
  if (step) {
    const input = step.parentElement.querySelector("input[type=number]");
    const wanted = Number(input.value || 0) + Number(step.dataset.step);
    const points = step.closest("[data-points]");
    const left = points ? Number(points.querySelector("[data-left]").textContent) : 1;
    if (Number(step.dataset.step) > 0 && left <= 0) return;
    input.value = Math.min(Number(input.max), Math.max(Number(input.min), wanted));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (event.target.closest("[data-dismiss]")) lost.hidden = true;
});

let reading = false;
let again = false;
let failed = 0;
let retry = 0;
async function refresh() {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  clearTimeout(retry);
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), 30000);
  try {
    const response = await fetch(main.dataset.address, { credentials: "same-origin", signal: stopper.signal });
    if (response.redirected) location.reload();
    else if (response.ok) takeFresh(await response.text());
    else throw new Error(response.status);
    failed = 0;
  } catch {
    // What stands here stays; the stream may know nothing of this, so it is tried again.
    failed += 1;
    retry = setTimeout(refresh, wait(2000, 4000) * Math.min(failed, 5));
  } finally {
    clearTimeout(timer);
    reading = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

function takeFresh(text) {
  if (!take(text)) throw new Error("not ours"); // of a net that wants one to sign in first
  if (stale) {
    stale = false;
    showWaiting(outbox.read().length, 0);
  }
  keepPart(main.dataset.address, document.body.dataset.me, text).catch(() => {});
}

/* Without net: the last that was read. How long is left nobody knows. */
async function takeStale() {
  const text = await readPart(main.dataset.address).catch(() => "");
  if (text && stale) take(text);
  if (!stale) return;
  for (const clock of main.querySelectorAll(".deadline")) clock.hidden = true;
  refresh();
}

function take(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const shown = main.firstElementChild;
  const next = fresh.body.firstElementChild;
  if (!next || !next.dataset.mark) return false;
  if (isOutdated(shown, next)) location.reload();
  else if (shown && shown.dataset.mark === next.dataset.mark) swapParts(next);
  else swapAll(shown, next);
  follow(next);
  paintClocks();
  return true;
}

/* The server has a newer page: it comes with the next item, where nothing waits, is being written, or
   lies here to be copied. */
function isOutdated(shown, next) {
  const moved = shown && shown.dataset.slot !== next.dataset.slot;
  const newer = next.dataset.version && next.dataset.version !== version;
  return moved && newer && !stale && lost.hidden && !outbox.read().length && !listUnsent(shown).length;
}

const followed = (root) => Array.from(root.querySelectorAll("[data-follow][id]"), (part) => part.id);

const clocksOf = (root) => root.querySelectorAll("[data-clock]");

/* The same item in the same state: only what follows others moves, never under the thumb. A part
   that follows before or after is swapped: who takes the pen gets the fields to write in. */
function swapParts(next) {
  setClocks(clocksOf(main), clocksOf(next));
  for (const id of new Set([...followed(main), ...followed(next)])) {
    const old = document.getElementById(id);
    const part = next.querySelector(`#${CSS.escape(id)}`);
    if (!old || !part) continue;
    const focus = old.contains(document.activeElement) ? document.activeElement : null;
    if (focus && focus.matches("input, textarea, select")) continue;
    for (const open of old.querySelectorAll("details[id][open]")) {
      part.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
    }
    old.replaceWith(part);
    if ("aloud" in part.dataset && part.textContent !== old.textContent) {
      announce(part.querySelector("p")?.textContent ?? "");
    }
    fillIn(part);
    dealDecks(main);
    if (focus) keepFocus(focus, part);
  }
}

/* On the same control; else at the start of what came instead, so that the next tab goes on there. */
function keepFocus(focus, part) {
  const same = findSame(focus, part);
  same?.focus({ preventScroll: true });
  if (document.activeElement === same) return;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

function findSame(focus, part) {
  if (focus.id || !focus.form) return focus.id && document.getElementById(focus.id);
  const form = formsOf(placeOf(focus.form)).find((one) => part.contains(one));
  return form?.elements[Array.from(focus.form.elements).indexOf(focus)];
}

function swapAll(old, next) {
  const unsent = old && old.dataset.slot && old.dataset.slot !== next.dataset.slot ? listUnsent(old) : [];
  if (unsent.length) keepLost(document.body.dataset.unsentText, unsent);
  const focus = old && old.contains(document.activeElement) ? document.activeElement : null;
  main.replaceChildren(next);
  setUp();
  if (focus) keepFocus(focus, next);
  if (!old || old.dataset.slot !== next.dataset.slot) window.scrollTo(0, 0);
  const said = [".item__facts .state", "h1"].map((part) => next.querySelector(part)?.textContent);
  announce(said.filter(Boolean).join(": "));
}

/* With what waits to be sent, then with what is being written. */
function fillIn(root) {
  for (const { place, body } of outbox.read()) {
    for (const form of formsOf(place)) {
      if (form.dataset.answer !== "again" && root.contains(form)) showAnswer(form, body);
    }
  }
  restoreDrafts(root);
}

function setUp() {
  fillIn(main);
  dealDecks(main);
  for (const field of main.querySelectorAll("[data-count]")) countLetters(field);
  for (const points of main.querySelectorAll("[data-points]")) countPoints(points);
  for (const ranks of main.querySelectorAll("[data-ranks]")) paintRanks(ranks);
  const places = new Set(outbox.read().map((entry) => entry.place));
  for (const form of main.querySelectorAll("form[data-answer]")) {
    form.dataset.state = places.has(placeOf(form)) ? "sending" : form.dataset.state || "";
    if (form.matches("[data-page]") && places.has(placeOf(form))) form.dataset.filled = "";
  }
  showPages(main);
}

let stream = "";
let signed = "";
let heard = "";
let stop = () => {};
function follow(part) {
  // Signed anew at each read; another stream is needed only for other topics.
  const topics = part.dataset.stream || "";
  const name = topics.split(":")[0];
  if (name) signed = topics;
  heard = part.dataset.heard || "";
  if (!name || name === stream) return;
  stop();
  stream = name;
  let timer = 0;
  let due = Infinity;
  const address = () => `/a/events?t=${encodeURIComponent(signed)}&h=${encodeURIComponent(heard)}`;
  stop = listen(address, (news) => {
    // The day moved on: at once. Others sent something in: within a few seconds, not for each.
    const moved = !Object.keys(news).length || Object.keys(news).some((name) => !name.endsWith(":in"));
    const pause = moved ? spread() : spreadSlowly();
    if (performance.now() + pause > due) return;
    clearTimeout(timer);
    due = performance.now() + pause;
    timer = setTimeout(() => {
      due = Infinity;
      refresh();
      outbox.flush();
    }, pause);
  }, () => setTimeout(() => outbox.flush(), spread()));
}

// Where one chooses one's name this is loaded already, for the page that comes next.
if (main) {
  document.body.classList.add("scripted");
  setUp();
  outbox.store.ready.then(() => {
    const waiting = outbox.read().length;
    if (waiting) setUp();
    showWaiting(waiting, 0);
    outbox.flush();
  });
  follow(main.firstElementChild);
  if (stale) takeStale();
  registerWorker();
} else {
  forgetPage();
}
