// The clock in the header: shows the sandbox's time as it passes, and turns it.

import { onChange } from "./changes.js";
import { control, elements, part, viewer } from "./control.js";
import { onMove } from "./shell/place.js";

const SAID_FOR = 12_000; // milliseconds a message about a turn stays
const PAUSE = 1_000; // milliseconds between two looks at the agenda

let seenAt = performance.now(); // when the sandbox told us its time
let seenAs = viewer();
let isTurning = false;
let isLooking = false;
let isStale = false;
let hush;

const clock = () => document.getElementById("clock");
const piece = (name) => clock()?.querySelector(`[data-clock="${name}"]`);

/** Ask for the panel, at most once a second however often something changes. */
async function look() {
  isStale = true;
  if (isLooking || !clock()) return;
  isLooking = true;
  while (isStale) {
    isStale = false;
    await take().catch(() => {}); // no sandbox: the page says so, and asks again
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  isLooking = false;
}

async function take() {
  const fresh = elements(await part("/page/clock")).getElementById("clock");
  seenAt = performance.now();
  seenAs = viewer();
  if (piece("time")) adopt(fresh);
  else clock().replaceWith(fresh);
  show();
}

/** Take over what has changed and leave the buttons where they are: one may have the focus. */
function adopt(fresh) {
  Object.assign(clock().dataset, fresh.dataset);
  setBusy(isTurning || fresh.getAttribute("aria-busy") === "true");
  for (const name of ["zone", "hint"]) {
    const now = fresh.querySelector(`[data-clock="${name}"]`);
    piece(name).textContent = now.textContent;
    piece(name).title = now.title;
  }
  const next = piece("next"); // the button one has just used keeps the focus
  next.disabled = fresh.querySelector('[data-clock="next"]').disabled && next !== document.activeElement;
}

function setBusy(busy) {
  if (busy) clock().setAttribute("aria-busy", "true");
  else clock().removeAttribute("aria-busy");
  for (const button of clock().querySelectorAll("[data-turn]")) {
    button.setAttribute("aria-disabled", String(busy));
  }
}

function show() {
  const { now, zone } = clock()?.dataset ?? {};
  if (!now || !piece("time")) return;
  const moment = new Date(Number(now) * 1000 + performance.now() - seenAt);
  const { weekday, day, month, year, hour, minute } = partsOf(moment, zone);
  write("day", `${weekday} ${day} ${month} ${year}`);
  write("time", `${hour}:${minute}`);
  piece("time").dateTime = moment.toISOString();
}

function write(name, text) {
  if (piece(name).textContent !== text) piece(name).textContent = text;
}

function partsOf(moment, timeZone) {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
}

async function turn(how) {
  isTurning = true;
  setBusy(true);
  say("");
  try {
    const { happened } = await control("turn_clock", { ...how, person: viewer() });
    await take();
    say(told(happened));
  } catch (error) {
    say(error.message);
  } finally {
    isTurning = false;
    setBusy(false);
    look();
  }
}

function told(happened) {
  const now = `It is ${piece("day").textContent}, ${piece("time").textContent}.`;
  if (!happened.length) return `${now} Nothing happened on the way.`;
  const first = happened.slice(0, 3).map(({ what }) => what);
  const more = happened.length - first.length;
  return `${now} On the way: ${first.join("; ")}${more ? `; and ${more} more` : ""}.`;
}

function say(text) {
  const said = clock()?.querySelector("[data-clock-said]");
  if (!said) return;
  said.textContent = text;
  clearTimeout(hush);
  if (text) hush = setTimeout(() => say(""), SAID_FOR);
}

function fold(open) {
  const button = clock()?.querySelector("[data-clock-fold]");
  button?.setAttribute("aria-expanded", String(open));
}

document.addEventListener("click", (event) => {
  const isOurs = clock()?.contains(event.target);
  const button = isOurs ? event.target.closest("button") : null;
  if (button?.dataset.turn && button.getAttribute("aria-disabled") !== "true") {
    turn(JSON.parse(button.dataset.turn));
  } else if (button && "clockFold" in button.dataset) {
    fold(button.getAttribute("aria-expanded") !== "true");
  } else if (!isOurs) {
    fold(false);
  }
});

document.addEventListener("keydown", (event) => {
  const button = clock()?.querySelector('[data-clock-fold][aria-expanded="true"]');
  if (event.key !== "Escape" || !button || !clock().contains(document.activeElement)) return;
  fold(false);
  button.focus();
});

onChange(look);
onMove(() => viewer() === seenAs || look());
setInterval(show, 1_000);
setInterval(look, 30_000); // what comes next comes nearer
look();
