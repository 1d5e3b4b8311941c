// Who sits where, by drag and by keyboard: a person goes into the form that moves people, and the
// part that changes is read from its answer. Without this script the same forms are sent as they are.
const place = document.getElementById("seating");

async function send(form, body) {
  const focus = document.activeElement?.id;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Fragment": "1" },
      credentials: "same-origin",
    });
    if (!response.ok || response.redirected) throw new Error(response.status);
    place.innerHTML = await response.text();
    const who = body.get("who");
    (document.getElementById(who ? `p${who}` : focus) || document.getElementById("counts"))?.focus();
  } catch {
    form.submit();
  }
}

place.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-part]")) return;
  event.preventDefault();
  send(event.target, new URLSearchParams(new FormData(event.target)));
});

const mover = () => place.querySelector(".mover");

function move(who, table) {
  const form = mover();
  form.elements.namedItem("who").value = who;
  form.elements.namedItem("table").value = table;
  send(form, new URLSearchParams(new FormData(form)));
}

place.addEventListener("click", (event) => {
  const person = event.target.closest("[data-who]");
  if (!person) return;
  mover().elements.namedItem("who").value = person.dataset.who;
  mover().elements.namedItem("table").focus();
});

let dragged = null;
place.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-who]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.textContent.trim());
});
const over = (event) => {
  const table = dragged && event.target.closest("[data-drop]");
  return table && !table.contains(dragged) ? table : null;
};
place.addEventListener("dragover", (event) => {
  const table = over(event);
  for (const one of place.querySelectorAll(".round--over")) if (one !== table) one.classList.remove("round--over");
  if (!table) return;
  event.preventDefault();
  table.classList.add("round--over");
});
place.addEventListener("drop", (event) => {
  const table = over(event);
  if (!table) return;
  event.preventDefault();
  move(dragged.dataset.who, table.dataset.drop);
});
place.addEventListener("dragend", () => {
  dragged = null;
  for (const one of place.querySelectorAll(".round--over")) one.classList.remove("round--over");
});
