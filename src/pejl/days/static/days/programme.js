// The programme table: times follow at once, items move by drag and by keyboard.
const form = document.getElementById("programme-form");
const rows = document.getElementById("rows");
const moved = document.getElementById("moved");
// The server says how the programme goes: `laid` asks it again, and its reply stands in #outlook.
function ask() {
  form.dispatchEvent(new Event("laid"));
}

// What has become of the day is said aloud when one has stopped typing, and only when it is new.
const outlook = document.getElementById("outlook");
const find = () => outlook.querySelector("[data-said]").textContent.trim();
let heard = find();
let quiet = 0;
function tell() {
  clearTimeout(quiet);
  quiet = setTimeout(() => {
    if (find() !== heard) document.getElementById("told").textContent = heard = find();
  }, 1000);
}

outlook.addEventListener("htmx:afterSwap", () => {
  tell();
  const told = outlook.querySelectorAll("[data-at]");
  Array.from(rows.children).forEach((row, place) => {
    if (!told[place]) return;
    row.querySelector("[data-time]").textContent = told[place].dataset.at;
    row.querySelector("[data-got]").textContent = told[place].textContent;
    row.dataset.kind = told[place].dataset.kind;
    row.querySelector("[name=least]").placeholder = told[place].dataset.least;
  });
});

// Advice follows as times do; the row that a hint is about points to it.
function pointToAdvice() {
  const about = Array.from(document.querySelectorAll("#advice [data-about]"), (hint) => hint.dataset.about);
  for (const row of rows.children) {
    const id = row.querySelector("[name=id]").value;
    row.querySelector("[data-advised]").hidden = !id || !about.includes(id);
  }
}
pointToAdvice();
document.addEventListener("htmx:oobAfterSwap", pointToAdvice);
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "advice-place") return;
  pointToAdvice();
  (document.getElementById("advice-title") || rows.querySelector("[name=title]"))?.focus();
});

function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  ask();
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
    ask();
  }
});

document.getElementById("add-row")?.addEventListener("click", () => {
  rows.append(document.getElementById("row").content.cloneNode(true));
  ask();
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
  ask();
});
