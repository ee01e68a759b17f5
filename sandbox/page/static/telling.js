// A polite line at the bottom of the page.

const SHOWN_FOR = 6_000;
const timers = new Map();

/** Say that something was done. */
export function tell(text) {
  show("told", text);
}

/** Say why something was not done: an Error, or words. */
export function refuse(error) {
  show("refused", error instanceof Error ? error.message : String(error));
}

function show(id, text) {
  const place = document.getElementById(id);
  place.textContent = text;
  place.classList.add("is-shown");
  clearTimeout(timers.get(id));
  timers.set(id, setTimeout(() => place.classList.remove("is-shown"), SHOWN_FOR));
}
