// The console by keyboard (space opens or closes, arrows go, H hides, U undoes) and by drag.
const keys = { " ": "space", ArrowRight: "right", ArrowLeft: "left", h: "hide", H: "hide", u: "undo", U: "undo" };

document.addEventListener("keydown", (event) => {
  const name = keys[event.key];
  const busy = event.target.closest("input, textarea, select, button, a, summary, [contenteditable]");
  if (!name || busy || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = document.querySelector(`[data-key="${name}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// What is dragged is a form; where it is dropped goes into its field of that name, and it is sent.
let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("form[data-drag]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});
document.addEventListener("dragover", (event) => {
  const place = dragged && event.target.closest("[data-drop]");
  if (place && !place.contains(dragged)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const place = dragged && event.target.closest("[data-drop]");
  if (!place || place.contains(dragged)) return;
  event.preventDefault();
  dragged.elements.namedItem(dragged.dataset.drag).value = place.dataset.drop;
  sendForm(dragged);
});
document.addEventListener("dragend", () => (dragged = null));

/* As by a button of it, in every browser. */
function sendForm(form) {
  const button = form.appendChild(document.createElement("button"));
  button.hidden = true;
  button.click();
  button.remove();
}
