// Finds one's name in a long list while one types.
const field = document.getElementById("find");
const nobody = document.getElementById("nobody");
const rows = Array.from(document.querySelectorAll("#names li"));
if (field) {
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let seen = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.name.includes(word));
      seen += row.hidden ? 0 : 1;
    }
    nobody.hidden = seen > 0;
  });
}
