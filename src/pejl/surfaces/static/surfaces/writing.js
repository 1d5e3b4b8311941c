import { announce } from "./live.js";

// What the facilitator writes at the console stands until it has been saved, whatever comes in
// meanwhile, and over a reload.
const fields = () => document.querySelectorAll("textarea[data-keep]");
const nameOf = (field) => `pejl-writing-${field.id}`;
const squeeze = (text) => text.trim().replace(/\s+/g, " ");
const finish = (text) => text.trim().replace(/([^.!?…:])$/, "$1.");

function keep(field) {
  if (squeeze(field.value) === squeeze(field.defaultValue)) sessionStorage.removeItem(nameOf(field));
  else sessionStorage.setItem(nameOf(field), field.value);
}

/* What the server has by now counts as saved; all else is still being written. */
function restore() {
  for (const field of fields()) {
    const kept = sessionStorage.getItem(nameOf(field));
    if (kept !== null && squeeze(kept) !== squeeze(field.defaultValue)) field.value = kept;
    else sessionStorage.removeItem(nameOf(field));
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-keep]")) keep(event.target);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-insert]");
  const field = button && document.getElementById(button.dataset.insert);
  if (!field) return;
  event.preventDefault();
  field.value = [field.value, button.value].filter((text) => text.trim()).map(finish).join(" ");
  field.focus();
  keep(field);
});

const TYPED = "input:is([type=text], [type=number], [type=date], [type=time]), input:not([type])";
const isChanged = (field) =>
  field.matches("select")
    ? field.selectedIndex !== Math.max(0, Array.from(field.options).findIndex((one) => one.defaultSelected))
    : field.matches(TYPED) && field.value !== field.defaultValue;
const isSaved = (field, next) =>
  field.id !== "" && next.querySelector(`#${CSS.escape(field.id)}`)?.value === field.value;

// A form that is being filled in is left alone until what comes in has what was written. Of a text
// that is kept, what it has been given to start from is not.
window.Idiomorph.defaults.callbacks.beforeNodeMorphed = (old, next) => {
  if (old instanceof HTMLFormElement && Array.from(old.elements).some((one) => isChanged(one) && !isSaved(one, next))) return false;
  if (!(old instanceof Element) || !old.matches("textarea[data-keep]") || old.id !== next.id) return true;
  old.defaultValue = next.textContent;
  keep(old);
  return sessionStorage.getItem(nameOf(old)) === null;
};
document.body.addEventListener("htmx:afterSwap", restore);
restore();

// What is added one after the other: once it is saved, the field is empty and ready for the next.
const fieldOf = (event) => event.detail.requestConfig?.elt.querySelector?.(":scope[data-added] textarea[data-keep]");
const isRefused = (answer) =>
  new DOMParser().parseFromString(answer, "text/html").querySelector(".messages [role=alert]") !== null;
let added = "";
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const field = fieldOf(event);
  added = "";
  if (!field || !event.detail.shouldSwap || isRefused(event.detail.xhr.responseText)) return;
  added = squeeze(field.value);
  field.value = "";
  keep(field);
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  const field = fieldOf(event);
  if (!field) return;
  field.focus();
  if (added) announce(`${field.form.dataset.added} ${added}`);
});
