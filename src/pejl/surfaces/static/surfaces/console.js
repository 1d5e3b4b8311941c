// The console by keyboard: space opens or closes, arrows go, H hides, U undoes.
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
