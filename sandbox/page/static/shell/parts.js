// Which parts of the page are kept up to date: all of them whenever something has changed, a few
// times a second at most (drawing takes a third of the sandbox's time at the worst), and at once
// when one goes elsewhere.

import { onChange } from "../changes.js";
import { part } from "../control.js";
import { morph } from "../morph.js";
import { refuse } from "../telling.js";
import { onMove } from "./place.js";

const PAUSE = 200;
const parts = new Map();
const drawn = new WeakMap();
let due = 0;
let isDue = false;
let isBusy = false;

/** Have `work()` (it may be async) called whenever the part may have changed. */
export function register(name, work) {
  parts.set(name, work);
}

/** Whether somebody keeps a part of this name up to date. */
export function isRegistered(name) {
  return parts.has(name);
}

/** Look at all parts again soon. Resolves when that is done. */
export function refresh() {
  isDue = true;
  return new Promise((done) => {
    waiting.push(done);
    if (!isBusy) run();
  });
}

/**
 * Fetch a part and show it in `place`, unless one has meanwhile gone elsewhere. The place hears
 * `redraw` before and `redrawn` after, if there is anything new.
 */
export async function show(place, path, query = {}) {
  const address = location.pathname;
  const html = await part(path, query);
  if (address !== location.pathname || drawn.get(place) === html) return;
  drawn.set(place, html);
  place.dispatchEvent(new CustomEvent("redraw"));
  morph(place, html);
  place.dispatchEvent(new CustomEvent("redrawn"));
}

/** Forget what is shown in a place: it was changed by other means. */
export function forget(place) {
  drawn.delete(place);
}

/** Begin to listen; once, when everybody has registered. */
export function begin() {
  onChange(() => {
    isDue = true;
    clearTimeout(due);
    due = setTimeout(run, PAUSE);
  });
  onMove(() => refresh());
  refresh();
}

const waiting = [];

async function run() {
  if (isBusy) return;
  isBusy = true;
  while (isDue) {
    isDue = false;
    const served = waiting.splice(0);
    const began = performance.now();
    const works = [...parts.values()].map(async (work) => work());
    const results = await Promise.allSettled(works);
    const failed = results.find((result) => result.status === "rejected");
    if (failed && !isUnreachable(failed.reason)) refuse(failed.reason);
    served.forEach((done) => done());
    const pause = Math.max(PAUSE, 2 * (performance.now() - began));
    if (isDue && !waiting.length) await new Promise((done) => setTimeout(done, pause));
  }
  isBusy = false;
}

/** The line about that is shown anyway (offline.js). */
function isUnreachable(error) {
  return error.message === "The sandbox does not answer.";
}
