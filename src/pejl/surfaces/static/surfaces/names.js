// Finds names in a long list while one types: those chosen stay in sight.
for (const field of document.querySelectorAll("[data-find]")) field.parentElement.hidden = false;

document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.dataset.find ?? "");
  if (!list) return;
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  let seen = 0;
  for (const row of list.children) {
    const found = words.every((word) => row.dataset.name.includes(word));
    row.hidden = !found && !row.querySelector("input:checked");
    seen += row.hidden ? 0 : 1;
  }
  const nobody = document.getElementById("nobody");
  if (nobody) nobody.hidden = seen > 0;
});

// A form that is emptied shows all names again.
document.addEventListener("reset", (event) => {
  for (const row of event.target.querySelectorAll("[data-name]")) row.hidden = false;
});

// Enter in the search field looks, it does not send the form around it.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset.find) event.preventDefault();
});
