// Says in words that a passkey was not used: allauth's scripts only tell the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.querySelector("[data-passkey-fault]");
  if (words) words.hidden = false;
});
