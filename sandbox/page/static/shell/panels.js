// Panels under the button that opens them (`popovertarget`), inside the window.

const GAP = 6;

document.addEventListener(
  "toggle",
  (event) => {
    const panel = event.target;
    if (!panel.matches?.(".panel[popover]") || event.newState !== "open") return;
    const opener = panel.id && document.querySelector(`[popovertarget="${panel.id}"]`);
    if (!opener) return;
    beside(panel, opener);
    panel.querySelector("button, a, input")?.focus();
  },
  true,
);

/** Put an open panel beside its button: below, or above where there is no room. */
export function beside(panel, button) {
  const box = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, box.right - width), innerWidth - width - GAP);
  const below = box.bottom + GAP;
  const top = below + height > innerHeight ? Math.max(GAP, box.top - GAP - height) : below;
  panel.style.left = `${Math.max(GAP, left)}px`;
  panel.style.top = `${top}px`;
}

/** Close whatever panel an element is in. */
export function closeAround(element) {
  element.closest("[popover]")?.hidePopover();
}
