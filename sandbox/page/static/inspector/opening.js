// The button that opens the inspector and closes it. In this tab it stays as it was left.

import { drawer } from "./place.js";

const KEPT_AS = "inspector";
const opener = document.getElementById("open-inspector");

function set(isOpen) {
  drawer.hidden = !isOpen;
  opener.setAttribute("aria-expanded", String(isOpen));
  sessionStorage.setItem(KEPT_AS, isOpen ? "open" : "");
}

/** Whether Escape has something nearer to do: to empty a field one searches with. */
function isWriting(field) {
  return field.matches("input[type=search]") && field.value !== "";
}

if (drawer && opener) {
  set(sessionStorage.getItem(KEPT_AS) === "open");
  opener.addEventListener("click", () => set(drawer.hidden));
  drawer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isWriting(event.target)) return;
    set(false);
    opener.focus();
  });
}
