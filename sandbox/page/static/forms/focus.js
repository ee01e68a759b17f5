// Where the focus goes in a modal, and where it comes back to.

const FIELDS = [
  "input:not([type=hidden])",
  "textarea",
  "select",
  "[contenteditable=true]",
  "[role=combobox]",
  "button",
]
  .map((field) => `.modal-body ${field}:not([disabled])`)
  .join(",");

/** What one would fill in first; without a field, the modal's own button. */
export function firstField(modal) {
  return [...modal.querySelectorAll(FIELDS)].find(isShown) ?? modal.querySelector(".modal-foot button:last-child");
}

/** The first field that was refused. */
export function firstFault(modal) {
  const marked = [...modal.querySelectorAll('.modal-body [aria-invalid="true"]')].find(isShown);
  return marked && (marked.matches("input,textarea,select,button,[tabindex]") ? marked : firstWithin(marked));
}

/** Where the focus is, so that it is found again when the page was redrawn meanwhile. */
export function rememberFocus() {
  const element = document.activeElement;
  const { block } = element?.closest("[data-block]")?.dataset ?? {};
  const surface = element?.closest("[data-surface]");
  const action = element?.closest("[data-action]")?.dataset.action;
  return { element, id: element?.id, surface, block, action };
}

/** Back to there; unless the browser has found it, or somebody has gone on meanwhile. */
export function focusAgain({ element, id, surface, block, action }) {
  if (document.activeElement && document.activeElement !== document.body) return;
  const chosen = [
    element,
    id && document.getElementById(id),
    block && surface?.querySelector(`[data-block="${CSS.escape(block)}"] [data-action="${CSS.escape(action ?? "")}"]`),
    document.querySelector(".composer textarea"),
    document.getElementById("main"),
  ].find((one) => one?.isConnected && one !== document.body && isShown(one));
  chosen?.focus();
}

function firstWithin(root) {
  return [...root.querySelectorAll("input,textarea,select,button")].find(isShown);
}

function isShown(element) {
  return element.checkVisibility();
}
