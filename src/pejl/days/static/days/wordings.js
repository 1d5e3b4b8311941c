// A new item says what its activity's template says, until someone writes something else.
const rows = document.getElementById("rows");
const fields = ["title", "minutes", "form"];
const wordings = new Map(
  Array.from(document.getElementById("wordings").content.children, (one) => [one.value, one.dataset]),
);

function fill(row, before) {
  const chosen = wordings.get(row.querySelector("[name=activity]").value);
  for (const name of fields) {
    const field = row.querySelector(`[name=${name}]`);
    if (!before || !field.value || field.value === wordings.get(before)[name]) field.value = chosen[name];
  }
  row.dataset.was = row.querySelector("[name=activity]").value;
  row.querySelector("[name=minutes]").dispatchEvent(new Event("input", { bubbles: true }));
}

for (const row of rows.children) row.dataset.was = row.querySelector("[name=activity]").value;

rows.addEventListener("change", (event) => {
  if (event.target.name === "activity") {
    const row = event.target.closest("[data-row]");
    fill(row, row.dataset.was);
  }
});

document.getElementById("add-row")?.addEventListener("click", () => {
  fill(rows.lastElementChild, "");
  rows.lastElementChild.querySelector("[name=title]").select();
});
