// Who is told when somebody uses an element.

const listeners = new Set();

/**
 * Call `listener({root, element, kind, block_id, action_id, value, confirm, undo})` for each use of
 * an element that tells its app at once. `value` is as sandbox/interactions.py wants it, `confirm`
 * what is to be asked before (or null), `undo()` puts the element back as it was.
 */
export function onAct(listener) {
  listeners.add(listener);
}

/** Tell of a use. Fields that are merely collected tell nothing; what is under way neither. */
export function report(element, value, undo = () => {}) {
  const { kind, action, confirm } = element.dataset;
  if (!action || "field" in element.dataset) return;
  if (element.getAttribute("aria-disabled") === "true") return;
  const use = {
    root: element.closest("[data-surface]"),
    element,
    kind,
    block_id: blockOf(element),
    action_id: action,
    value,
    confirm: confirm ? JSON.parse(confirm) : null,
    undo,
  };
  listeners.forEach((listener) => listener(use));
}

/** The id of the block an element stands in. */
export function blockOf(element) {
  return element.closest("[data-block]")?.dataset.block ?? "";
}
