// Where the inspector is on the page, and how it speaks there.

export const drawer = document.getElementById("inspector");

export function find(selector, within = drawer) {
  return within.querySelector(selector);
}

/** Show what the sandbox refused, or with null that all is well again. */
export function refuse(error) {
  const place = find("[data-refused]");
  place.textContent = error?.message ?? "";
  place.hidden = !error;
}

/** For screen readers: what a click has done. */
export function say(text) {
  find(".inspector-said").textContent = text;
}

/** Runs `work` when asked to; asked while it runs, once more afterwards. */
export function serially(work) {
  let running = null;
  let again = false;
  return function run() {
    again = running !== null;
    running ??= (async () => {
      do {
        again = false;
        await work();
      } while (again);
    })().finally(() => (running = null));
    return running;
  };
}
