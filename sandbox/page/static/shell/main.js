// Rail, sidebar, the place one is at, and the thread beside it.

import { register, isRegistered, forget, show } from "./parts.js";
import { onMove, place } from "./place.js";
import { viewOf } from "./reading.js";

const rail = document.getElementById("rail");
const sidebar = document.getElementById("sidebar");
const main = document.getElementById("main");
const thread = document.getElementById("thread");

register("rail", () => show(rail, "/page/part/rail", { place: place().path }));
register("sidebar", () => show(sidebar, "/page/part/sidebar", { place: place().path }));

register("main", async () => {
  const { kind, id } = place();
  if (isRegistered(kind)) return;
  const query = kind === "channel" ? { channel: id, ...viewOf(id) } : kind === "home" ? { app: id } : {};
  await show(main, `/page/part/${known(kind)}`, query);
  nameThePlace();
});

register("thread", async () => {
  const { kind, id, thread: ts } = place();
  if (kind !== "channel" || !ts) {
    thread.hidden = true;
    thread.replaceChildren();
    forget(thread);
    return;
  }
  thread.hidden = false;
  await show(thread, "/page/part/thread", { channel: id, ts });
});

const KINDS = ["channel", "home", "inbox", "approvals", "browse"];

function known(kind) {
  return KINDS.includes(kind) ? kind : "nowhere";
}

function nameThePlace() {
  const head = main.querySelector("h1");
  const team = sidebar.querySelector(".team-name")?.textContent ?? "";
  const name = head?.textContent.trim() ?? "";
  const isChannel = place().kind === "channel" && head?.querySelector(".glyph");
  const shown = isChannel ? `#${head.querySelector(".name").textContent}` : head?.querySelector(".name")?.textContent ?? name;
  document.getElementById("place-name").replaceChildren(shown, dim(` · ${team}`));
  document.title = `${shown} · ${team}`;
}

function dim(text) {
  const span = document.createElement("span");
  span.className = "dim";
  span.textContent = text;
  return span;
}

onMove((now, before) => {
  const isElsewhere = now.person !== before.person || now.kind !== before.kind || now.id !== before.id;
  if (isElsewhere) {
    main.replaceChildren();
    forget(main);
  }
  if (isElsewhere || now.thread !== before.thread) {
    thread.replaceChildren();
    forget(thread);
  }
  if (isElsewhere) main.focus({ preventScroll: true });
});
