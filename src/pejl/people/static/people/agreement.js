// Adds and removes focus areas; nothing is stored before the page is saved.
const areas = document.getElementById("areas");

function number() {
  areas.querySelectorAll("[data-number]").forEach((place, index) => (place.textContent = index + 1));
}

document.getElementById("add-area").addEventListener("click", () => {
  areas.append(document.getElementById("area").content.cloneNode(true));
  number();
  areas.lastElementChild.querySelector("[name=area_title]").focus();
});
areas.addEventListener("click", (event) => {
  if (!event.target.closest("[data-remove]")) return;
  event.target.closest("fieldset").remove();
  number();
});
number();
