// Pages: several forms of one kind, one at a time, turned by numbered buttons. What is in a form
// stays there while one turns. Without this script the forms lie below each other.

import { dropDrafts } from "./drafts.js";

const pages = (pager) => Array.from(pager.querySelectorAll("[data-page]"));
let front = "1";

/* Shows the page that was in front, and on each button what its page holds. */
export function showPages(root) {
  for (const pager of root.querySelectorAll("[data-pager]")) turn(pager, front);
}

export function markPages(root) {
  for (const pager of root.querySelectorAll("[data-pager]")) mark(pager);
}

/* The page was sent: notes its name, empties it when it was taken back, and goes on to the next
   empty one. */
export function leavePage(form) {
  const pager = form.closest("[data-pager]");
  if (!pager) return;
  const removed = form.querySelector("input[type=hidden][name=remove]")?.value === "1";
  if (removed) {
    empty(form);
    dropDrafts(form);
  }
  form.toggleAttribute("data-filled", !removed);
  const all = pages(pager);
  const later = [...all.slice(all.indexOf(form) + 1), ...all];
  const next = removed ? form : later.find((page) => !("filled" in page.dataset)) || form;
  turn(pager, next.dataset.page);
  if (next !== form) {
    pager.scrollIntoView({ block: "start" });
    next.querySelector("select, textarea, input:not([type=hidden])").focus({ preventScroll: true });
  }
}

function empty(form) {
  for (const field of form.elements) {
    if (field.type === "radio") field.checked = false;
    else if (field.matches("select")) field.selectedIndex = 0;
    else if (field.matches("textarea, [type=text]")) field.value = "";
  }
}

function turn(pager, name) {
  const chosen = pages(pager).find((page) => page.dataset.page === name) || pages(pager)[0];
  if (!chosen) return;
  front = chosen.dataset.page;
  for (const page of pages(pager)) page.hidden = page !== chosen;
  for (const tab of pager.querySelectorAll("[data-turn]")) {
    tab.setAttribute("aria-pressed", tab.dataset.turn === front);
  }
  mark(pager);
}

function mark(pager) {
  for (const page of pages(pager)) {
    const tab = pager.querySelector(`[data-turn="${page.dataset.page}"]`);
    const list = page.querySelector("[data-names]");
    const filled = "filled" in page.dataset;
    tab.dataset.state = filled ? page.dataset.state || "" : "";
    tab.querySelector("[data-kept]").hidden = tab.dataset.state !== "saved";
    const name = tab.querySelector("[data-name]");
    if (name) name.textContent = filled && list.value ? list.selectedOptions[0].text : "";
  }
}

document.addEventListener("input", (event) => {
  const page = event.target.closest("[data-page]");
  if (!page) return;
  page.dataset.state = "";
  mark(page.closest("[data-pager]"));
});

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-turn]");
  if (tab) turn(tab.closest("[data-pager]"), tab.dataset.turn);
});
