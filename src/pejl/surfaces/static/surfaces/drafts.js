// Text that is being written is kept in the browser until it has been saved; in a form that says so
// (data-draft), also what has been chosen. A hidden field that tells what the writer had seen
// (data-kept) goes with the text.

const prefix = "pejl-draft-";

function nameOf(field) {
  const form = field.form;
  const again = form.dataset.answer === "again";
  const part = (name) => form.elements.namedItem(name)?.value ?? "";
  const item = again ? "" : part("item");
  return `${prefix}${form.getAttribute("action")}|${part("kind")}|${item}|${field.name}`;
}

const TEXTS = "textarea, input[type=text], input[data-kept]";
const CHOICES = "[data-draft] select, [data-draft] input[type=radio]";
const isKept = (field) => field.matches(`${TEXTS}, ${CHOICES}`);

// Without storage the text lives as long as the page.
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

const readDraft = (field) => attempt(() => localStorage.getItem(nameOf(field)));

export function keepDraft(field) {
  if (!field.form || !isKept(field)) return;
  for (const one of [field, ...field.form.querySelectorAll("[data-kept]")]) {
    attempt(() => localStorage.setItem(nameOf(one), one.value));
  }
}

export function restoreDrafts(root) {
  for (const field of root.querySelectorAll(`form[data-answer] :is(${TEXTS}), ${CHOICES}`)) {
    const kept = readDraft(field);
    if (kept && (field.type !== "radio" || kept === field.value)) {
      if (field.type === "radio") field.checked = true;
      else field.value = kept;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

export function dropDrafts(form) {
  for (const field of form.elements) {
    if (isKept(field)) attempt(() => localStorage.removeItem(nameOf(field)));
  }
}

/* Texts that were written but never sent, where the form is about to go away. */
export function listUnsent(root) {
  const fields = root.querySelectorAll(`form[data-answer] :is(${TEXTS}):not([data-kept])`);
  return Array.from(fields, readDraft).filter(Boolean);
}
