// On a narrow screen people and channels lie in a drawer.

import { onMove } from "./place.js";

const opener = document.getElementById("open-drawer");
const drawer = document.getElementById("drawer");

function set(isOpen) {
  drawer.classList.toggle("is-open", isOpen);
  opener.setAttribute("aria-expanded", String(isOpen));
}

opener.addEventListener("click", () => {
  const isOpen = !drawer.classList.contains("is-open");
  set(isOpen);
  if (isOpen) drawer.querySelector("a[aria-current], a")?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.classList.contains("is-open")) return;
  set(false);
  opener.focus();
});
document.addEventListener("pointerdown", (event) => {
  if (!drawer.contains(event.target) && !opener.contains(event.target)) set(false);
});
onMove((now, before) => {
  if (now.person === before.person) set(false);
});
