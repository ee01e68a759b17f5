// Checkboxes, radio buttons, dates and times.

import { report } from "./acts.js";
import { valueOf } from "./values.js";

const CHOICES = ["checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker"]
  .map((kind) => `[data-kind="${kind}"]`)
  .join(", ");
const before = new WeakMap(); // what the inputs of an element held when it was last told of

for (const event of ["pointerdown", "keydown", "focusin"]) {
  document.addEventListener(event, ({ target }) => note(target.closest?.(CHOICES)), true);
}

document.addEventListener("change", ({ target }) => {
  const element = target.closest?.(CHOICES);
  if (!element || isHalfTyped(target)) return;
  const held = before.get(element) ?? [];
  before.delete(element);
  note(element);
  report(element, valueOf(element), () => {
    for (const [input, { value, checked }] of held) Object.assign(input, { value, checked });
    before.delete(element);
  });
});

function note(element) {
  if (!element || before.has(element)) return;
  const inputs = [...element.querySelectorAll("input")];
  before.set(
    element,
    inputs.map((input) => [input, { value: input.value, checked: input.checked }]),
  );
}

/** A year is typed digit by digit, and each makes a date. */
function isHalfTyped(input) {
  return /^0\d{3}-/.test(input.value) && input.type !== "time";
}
