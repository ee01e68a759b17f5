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

/** What the app wants filled in first, or else stands first; without a field, the last button. */
export function firstField(modal) {
  const fields = [...modal.querySelectorAll(FIELDS)].filter(isShown);
  return (
    fields.find((field) => field.autofocus) ??
    fields[0] ??
    modal.querySelector(".modal-foot button:last-child")
  );
}

/** The first field that was refused. */
export function firstFault(modal) {
  const marked = [...modal.querySelectorAll('.modal-body [aria-invalid="true"]')].find(isShown);
  return marked?.matches("input, textarea, [contenteditable]") ? marked : marked && firstWithin(marked);
}

/** Where the focus is, so that it is found again when the page was redrawn meanwhile. */
export function rememberFocus() {
  const element = document.activeElement;
  const within = (name) => element?.closest(`[data-${name}]`);
  return {
    element,
    id: element?.id,
    surface: within("surface"),
    block: CSS.escape(within("block")?.dataset.block ?? ""),
    action: CSS.escape(within("action")?.dataset.action ?? ""),
  };
}

/** Back to there; unless the browser has found it, or somebody has gone on meanwhile. */
export function focusAgain({ element, id, surface, block, action }) {
  if (document.activeElement && document.activeElement !== document.body) return;
  const chosen = [
    element,
    id && document.getElementById(id),
    block && surface?.querySelector(`[data-block="${block}"] [data-action="${action}"]`),
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
