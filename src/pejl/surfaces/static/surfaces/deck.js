// A deck: one card at a time, in the order they lie. Without this script they lie below each other.

const cards = (deck) => Array.from(deck.querySelectorAll(":scope > [data-card]"));
let front = "";

const nameOf = (card) => card.elements.namedItem("item").value;

/* Shows the first card that is left. The one in front stays there when the deck is dealt anew. */
export function dealDecks(root) {
  for (const deck of root.querySelectorAll("[data-deck]")) {
    const kept = cards(deck).find((card) => nameOf(card) === front);
    if (kept) deck.prepend(kept);
    turn(deck);
  }
}

/* Lays an answered card away. Returns whether it was the last. */
export function layAway(card) {
  const deck = card.parentElement;
  if (!deck.matches("[data-deck]")) return false;
  card.dataset.away = "";
  const next = turn(deck);
  const count = deck.querySelector("[data-deck-left] span");
  if (count) count.textContent = Math.max(0, Number(count.textContent) - 1);
  if (next) next.querySelector("button").focus({ preventScroll: true });
  return !next;
}

function turn(deck) {
  const left = cards(deck).filter((card) => !("away" in card.dataset));
  for (const card of cards(deck)) card.hidden = card !== left[0];
  front = left.length ? nameOf(left[0]) : "";
  const end = deck.querySelector("[data-deck-end]");
  if (end) end.hidden = left.length > 0;
  return left[0];
}
