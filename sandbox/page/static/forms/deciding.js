// Accepting, declining and approving invitations, and ending what is shared.

import { act } from "../control.js";
import { tell } from "../telling.js";
import { ask } from "./asking.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-decide]");
  if (!button || button.getAttribute("aria-busy") === "true") return;
  const { decide, done, ask: warning } = button.dataset;
  if (warning && !(await agreed(button, warning))) return;
  const about = button.closest("[data-invite], [data-team]");
  const { invite, channel, team } = about.dataset;
  const trouble = about.querySelector("[data-trouble]");
  trouble.textContent = "";
  button.setAttribute("aria-busy", "true");
  try {
    await act(decide, invite ? { invite } : { channel, team });
    tell(done);
  } catch (error) {
    trouble.textContent = `⚠ ${error.message}`;
  } finally {
    button.removeAttribute("aria-busy");
  }
});

function agreed(button, text) {
  const words = button.textContent;
  return ask({ title: `${button.ariaLabel ?? words}?`, text, confirm: words, deny: "Cancel", style: "danger" });
}
