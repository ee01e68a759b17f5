// The shortcuts apps offer everywhere: a menu at the top of the page.

import { act, part } from "../control.js";
import { morph } from "../morph.js";
import { register } from "../shell/parts.js";
import { refuse } from "../telling.js";
import { refreshModals } from "./modals.js";

const place = document.getElementById("shortcuts");

register("shortcuts", async () => morph(place, await part("/page/part/shortcuts")));

place.addEventListener("click", async (event) => {
  const chosen = event.target.closest("[data-shortcut]");
  if (!chosen) return;
  chosen.closest("[popover]").hidePopover();
  try {
    const outcome = await act("shortcut", { callback_id: chosen.dataset.shortcut });
    if (outcome.shown) refuse(outcome.shown);
    await refreshModals();
  } catch (error) {
    refuse(error);
  }
});

place.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const menu = event.target.closest("[popover]");
  if (!step || !menu) return;
  event.preventDefault();
  const all = [...menu.querySelectorAll("button")];
  all[(all.indexOf(event.target.closest("button")) + step + all.length) % all.length].focus();
});
