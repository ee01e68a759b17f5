// Texts that tell their app while they are written.

import { report } from "./acts.js";
import { valueOf } from "./values.js";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  const element = dispatching(event.target, "on_enter_pressed");
  // In a long text Enter begins a new line.
  const isLong = event.target.tagName === "TEXTAREA";
  if (!element || (isLong && !event.ctrlKey && !event.metaKey)) return;
  event.preventDefault();
  report(element, valueOf(element));
});

document.addEventListener("input", ({ target }) => {
  const element = dispatching(target, "on_character_entered");
  if (element) report(element, valueOf(element));
});

function dispatching(input, when) {
  const element = input.closest?.(".written[data-dispatch]");
  return element?.dataset.dispatch.split(" ").includes(when) ? element : null;
}
