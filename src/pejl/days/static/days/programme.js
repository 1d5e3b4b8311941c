// The programme table: times follow the lengths, items move by drag and by keyboard.
const form = document.getElementById("programme-form");
const rows = document.getElementById("rows");
const moved = document.getElementById("moved");
const separator = document.documentElement.lang === "da" ? "." : ":";

function tell() {
  const [hour, minute] = form.dataset.start.split(":").map(Number);
  let at = hour * 60 + minute;
  for (const row of rows.children) {
    const text = `${String(Math.floor(at / 60) % 24).padStart(2, "0")}${separator}${String(at % 60).padStart(2, "0")}`;
    row.querySelector("[data-time]").textContent = text;
    at += Number(row.querySelector("[name=minutes]").value) || 0;
  }
}

function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  tell();
  moved.textContent = `${moved.dataset.text} ${Array.from(rows.children).indexOf(row) + 1}`;
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const row = event.target.closest("[data-row]");
  if (!button || !row) return;
  if (button.dataset.move) {
    move(row, Number(button.dataset.move));
    button.focus();
  } else if ("remove" in button.dataset) {
    (row.nextElementSibling || row.previousElementSibling || form).querySelector("input[name=title], button")?.focus();
    row.remove();
    tell();
  }
});

form.addEventListener("input", tell);

document.getElementById("add-row")?.addEventListener("click", () => {
  rows.append(document.getElementById("row").content.cloneNode(true));
  tell();
  rows.lastElementChild.querySelector("[name=title]").focus();
});

let dragged = null;
rows.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-row]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});
rows.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-row]");
  if (!dragged || !over) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) over.before(dragged);
  else over.after(dragged);
});
rows.addEventListener("dragend", () => {
  dragged = null;
  tell();
});
