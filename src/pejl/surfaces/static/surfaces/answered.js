// A page may be older than what one has answered: while that waits to be sent, it stands in its form,
// and no tick beside it.

const CHOICES = "input[type=radio], input[type=checkbox]";

export function showAnswer(form, body) {
  const said = new URLSearchParams(body);
  const seen = {};
  for (const tick of form.querySelectorAll("[data-saved]")) tick.hidden = true;
  for (const field of form.elements) {
    const all = said.getAll(field.name);
    if (field.matches("button[aria-pressed]")) {
      if (all.length) field.setAttribute("aria-pressed", all.includes(field.value));
    } else if (field.matches(CHOICES)) {
      if (!field.matches(":disabled")) field.checked = all.includes(field.value);
    } else if (field.matches("select, textarea, input:not([type=hidden])")) {
      const place = (seen[field.name] = (seen[field.name] ?? -1) + 1);
      if (place in all) field.value = all[place];
    }
  }
}
