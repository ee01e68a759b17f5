// Word from the sandbox that something has changed: one stream for everything on the page.

const AGAIN_AFTER = 1_000;
const listeners = new Set();
const mourners = new Set();
let stream = null;

/** Call `work` whenever something may have changed, after the stream was interrupted too. */
export function onChange(work) {
  listeners.add(work);
  if (!stream && !document.hidden) listen();
}

/** Call `work` when the sandbox does not answer; it is asked again and again. */
export function onLost(work) {
  mourners.add(work);
}

function listen() {
  const source = new EventSource("/page/events");
  stream = source;
  const tell = () => listeners.forEach((work) => work());
  source.addEventListener("changed", tell);
  source.addEventListener("open", tell);
  source.addEventListener("error", () => {
    mourners.forEach((work) => work());
    // After a refused connection the browser tries again by itself, after another answer it does not.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => stream === source && listen(), AGAIN_AFTER);
  });
}

// A browser keeps six connections to one address: tabs nobody looks at leave theirs to the others.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    stream?.close();
    stream = null;
  } else if (!stream && listeners.size) {
    listen();
  }
});
