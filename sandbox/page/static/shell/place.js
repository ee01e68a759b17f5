// Where one is on the page, and going elsewhere without loading it anew.

const movers = new Set();

/** { person, kind, id, thread, path } of the address; `kind` as in sandbox/page/places.py. */
export function place() {
  const [, , person = "", kind = "nowhere", id = "", word, thread] = location.pathname.split("/");
  const path = location.pathname.split("/").slice(3).join("/");
  return { person, kind, id, thread: word === "thread" ? thread : "", path };
}

/** Go to an address of the page, `/as/<person>/<place…>`. */
export function go(address, { replace = false } = {}) {
  if (address === location.pathname) return;
  const before = place();
  history[replace ? "replaceState" : "pushState"](null, "", address);
  movers.forEach((work) => work(place(), before));
}

/** Call `work(now, before)` after one has gone elsewhere. */
export function onMove(work) {
  movers.add(work);
}

/** The address of a place of the person one is, such as `channel/C1`. */
export function addressOf(path, person = place().person) {
  return `/as/${person}/${path}`;
}

let last = place();
window.addEventListener("popstate", () => {
  const before = last;
  movers.forEach((work) => work(place(), before));
});
onMove((now) => {
  last = now;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (!link || !isPlain || event.defaultPrevented || link.target) return;
  const address = new URL(link.href);
  if (address.origin !== location.origin || !address.pathname.startsWith("/as/")) return;
  event.preventDefault();
  go(address.pathname);
});
