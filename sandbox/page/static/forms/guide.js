// The guide: which step one is at, and whether it is shown, is remembered for this tab.

import { part } from "../control.js";
import { morph } from "../morph.js";
import { register } from "../shell/parts.js";

const STEP = "guide-step";
const HIDDEN = "guide-hidden";

register("guide", look);

document.addEventListener("click", async (event) => {
  const doing = event.target.closest("[data-guide]")?.dataset.guide;
  if (!doing) return;
  const step = at();
  if (doing === "later") sessionStorage.setItem(STEP, step + 1);
  if (doing === "earlier") sessionStorage.setItem(STEP, Math.max(0, step - 1));
  if (doing === "hide") sessionStorage.setItem(HIDDEN, "yes");
  if (doing === "show") sessionStorage.removeItem(HIDDEN);
  await look();
  settle(doing);
});

async function look() {
  const guide = document.getElementById("guide");
  if (guide) morph(guide, await part("/page/part/guide", { step: at(), hidden: sessionStorage.getItem(HIDDEN) ?? "no" }));
}

/** The focus stays where one goes on, though a button went away or can be used no longer. */
function settle(doing) {
  const next = { later: "#guide-later", earlier: "#guide-earlier", hide: "#guide-show", show: "#guide-later" };
  const chosen = document.querySelector(next[doing]);
  (chosen?.disabled ? document.querySelector("#guide-later") : chosen)?.focus();
}

function at() {
  return Number(sessionStorage.getItem(STEP) ?? 0);
}
