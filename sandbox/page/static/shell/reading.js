// How far one has scrolled, and what one has thereby read.

import { act } from "../control.js";
import { refresh } from "./parts.js";
import { onMove, place } from "./place.js";

const NEAR = 40;
const MORE = 100;
const MOST = 300; // characters read out of a message
const main = document.getElementById("main");
const thread = document.getElementById("thread");
const views = new Map();
let told = "";
let heard = "";

/** What the channel part is asked for: how many messages, and since when they are new. */
export function viewOf(channel) {
  const { last, since } = views.get(channel) ?? {};
  return { ...(last && { last }), ...(since !== undefined && { since }) };
}

function follow(element, selector) {
  let isFresh = true;
  let wasAtEnd = true;
  let anchor = null;
  element.addEventListener("redraw", () => {
    const scroller = element.querySelector(selector);
    isFresh = !scroller;
    wasAtEnd = !scroller || isAtEnd(scroller);
    anchor = scroller && !wasAtEnd ? firstSeen(scroller) : null;
  });
  element.addEventListener("redrawn", () => {
    const scroller = element.querySelector(selector);
    if (!scroller) return;
    if (isFresh) arrive(scroller);
    else if (wasAtEnd) scroller.scrollTop = scroller.scrollHeight;
    else if (anchor?.message.isConnected) {
      scroller.scrollTop += anchor.message.getBoundingClientRect().top - anchor.top;
    }
    if (element !== main) return;
    if (!isFresh) readOut(scroller);
    settle(scroller);
  });
  element.addEventListener("scroll", (event) => {
    if (element === main && event.target.matches(selector)) settle(event.target);
  }, { capture: true, passive: true });
  const first = element.querySelector(selector);
  if (first) arrive(first);
}

/** At the end; or at the first new message, where that is further up. */
function arrive(scroller) {
  scroller.scrollTop = scroller.scrollHeight;
  const line = scroller.querySelector(".new-line");
  if (line && line.getBoundingClientRect().top < scroller.getBoundingClientRect().top) line.scrollIntoView();
  heard = newestIn(scroller)?.dataset.ts ?? "";
}

function newestIn(scroller) {
  return [...scroller.querySelectorAll(".message")].at(-1);
}

/** What others say in the channel one is in is read out. */
function readOut(scroller) {
  const newest = newestIn(scroller);
  if (!newest || newest.dataset.ts <= heard) return;
  heard = newest.dataset.ts;
  if (newest.dataset.may.includes("edit")) return;
  const text = newest.querySelector(".body").textContent.trim().slice(0, MOST);
  document.getElementById("heard").textContent = `${newest.querySelector(".author strong").textContent}: ${text}`;
}

function isAtEnd(scroller) {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
}

/** The first message in sight and where it is: it stays there when older ones come above it. */
function firstSeen(scroller) {
  const edge = scroller.getBoundingClientRect().top;
  for (const message of scroller.querySelectorAll(".message")) {
    const box = message.getBoundingClientRect();
    if (box.bottom > edge) return { message, top: box.top };
  }
  return null;
}

/** At the end of a channel that is looked at everything there is read. */
function settle(scroller) {
  const { kind, id } = place();
  if (kind !== "channel") return;
  const view = views.get(id) ?? {};
  if (view.since === undefined) views.set(id, { ...view, since: scroller.dataset.since });
  const atEnd = isAtEnd(scroller);
  const toNewest = document.getElementById("to-newest");
  toNewest.hidden = atEnd;
  toNewest.classList.toggle("has-news", !atEnd && isBelow(scroller, document.getElementById("new-line")));
  if (atEnd && !document.hidden) read(scroller, id);
}

function isBelow(scroller, line) {
  return line && line.getBoundingClientRect().top > scroller.getBoundingClientRect().bottom;
}

function read(scroller, channel) {
  const { newest, unread } = scroller.dataset;
  const key = `${place().person} ${channel} ${newest}`;
  if (unread !== "true" || told === key) return;
  told = key;
  act("mark_read", { channel, ts: newest }).catch(() => {
    told = "";
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#to-newest")) {
    const scroller = document.getElementById("scroller");
    scroller.scrollTop = scroller.scrollHeight;
    scroller.querySelector(".message:last-of-type")?.focus({ preventScroll: true });
  }
  if (event.target.closest("[data-older]")) showOlder();
});

/** Resolves when they are shown. */
export function showOlder() {
  const scroller = document.getElementById("scroller");
  const { id } = place();
  const last = Number(scroller.dataset.last) + MORE;
  views.set(id, { ...views.get(id), last });
  return refresh();
}

/** Bring a message into sight and put the focus on it; false when it is not among those shown. */
export function goToMessage(ts) {
  const message = document.getElementById(`m-${ts}`);
  if (!message) return false;
  message.scrollIntoView({ block: "center" });
  message.focus({ preventScroll: true });
  message.classList.add("is-pointed-at");
  setTimeout(() => message.classList.remove("is-pointed-at"), 2_000);
  return true;
}

onMove((now, before) => {
  if (now.person !== before.person || now.id !== before.id) views.clear();
  told = "";
});
document.addEventListener("visibilitychange", () => {
  const scroller = document.getElementById("scroller");
  if (scroller && !document.hidden) settle(scroller);
});

follow(main, "#scroller");
follow(thread, "#thread-scroller");
const scroller = document.getElementById("scroller");
if (scroller) settle(scroller);
