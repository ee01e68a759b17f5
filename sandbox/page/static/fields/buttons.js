// Buttons, also those of feedback.

import { report } from "./acts.js";

const PRESSED = '[data-kind="button"], [data-kind="icon_button"]';

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(PRESSED);
  if (button) {
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    report(button, button.dataset.value ?? null);
    return;
  }
  const thumb = event.target.closest?.('[data-kind="feedback_buttons"] [data-choice]');
  if (thumb) report(thumb.closest("[data-kind]"), JSON.parse(thumb.dataset.choice));
});
