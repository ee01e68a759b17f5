// Word from the sandbox that something has changed: one stream for everything on the page.

const listeners = new Set();
const mourners = new Set();
let stream;

/** Call `work` whenever something may have changed, after the stream was interrupted too. */
export function onChange(work) {
  listeners.add(work);
  stream ??= listen();
}

/** Call `work` when the sandbox does not answer; it is asked again and again. */
export function onLost(work) {
  mourners.add(work);
}

function listen() {
  const source = new EventSource("/page/events");
  const tell = () => listeners.forEach((work) => work());
  source.addEventListener("changed", tell);
  source.addEventListener("open", tell);
  source.addEventListener("error", () => mourners.forEach((work) => work()));
  return source;
}
