// What one can do with a message: by the tools that appear at it, by keys, by what stands in it.

import { act } from "../control.js";
import { refuse, tell } from "../telling.js";
import { ask } from "./asking.js";
import { confirmed } from "./dialogs.js";
import { editMessage } from "./editing.js";
import { chooseEmoji } from "./emoji.js";
import { make } from "./making.js";
import { beside } from "./panels.js";
import { refresh } from "./parts.js";
import { addressOf, go, place } from "./place.js";
import { goToMessage, showOlder } from "./reading.js";

const GLYPHS = "http://www.w3.org/2000/svg";
const TOOLS = [
  { may: "react", key: "r", label: "React", glyph: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M5.9 6.3v.4M10.1 6.3v.4M5.2 9.5c.6 1.2 1.6 1.8 2.8 1.8s2.200-.6 2.800-1.800", work: react },
  { may: "reply", key: "t", label: "Reply in thread", glyph: "M2.5 3h11v7.5H7L4 13.500v-3H2.500z", work: reply },
  { may: "pin", key: "p", label: "Pin", glyph: "M5.5 2.500h5L10 7l2 2.200H4L6 7zM8 9.200v4.500", work: (one) => change("pin", one) },
  { may: "unpin", key: "p", label: "Remove the pin", glyph: "M5.5 2.500h5L10 7l2 2.200H4L6 7zM8 9.200v4.500M2.500 2.500l11 11", work: (one) => change("unpin", one) },
  { may: "edit", key: "e", label: "Edit", glyph: "M3 13l.7-3L11 2.700 13.300 5 6 12.300z", work: editMessage },
];
const MENU = [
  { may: "link", label: "Copy the link", work: copyLink },
  { may: "delete", key: "Delete", label: "Delete…", work: remove },
];

const tools = make("div", { class: "tools", role: "toolbar", "aria-label": "Message actions", "data-own": true });

/** The message an element stands in: { element, channel, ts, may, permalink }. */
function messageOf(node) {
  const element = node?.closest?.(".message");
  if (!element) return null;
  const { channel, ts, may, permalink } = element.dataset;
  return { element, channel, ts, may: may.split(" ").filter(Boolean), permalink };
}

function showTools(message) {
  if (!message || !message.may.length) {
    tools.remove();
    return;
  }
  if (tools.parentElement === message.element && tools.dataset.may === message.may.join(" ")) return;
  tools.dataset.may = message.may.join(" ");
  const offered = TOOLS.filter(({ may }) => message.may.includes(may));
  tools.replaceChildren(
    ...offered.map(({ label, glyph, key, work }) =>
      tool(label, glyph, key, (button) => attempt(() => work(messageOf(tools), button)))),
    tool("More actions", "M8 3.200v.1M8 8v.1M8 12.800v.1", null, (button) => attempt(() => showMenu(messageOf(tools), button))),
  );
  message.element.append(tools);
}

function tool(label, path, key, work) {
  const svg = document.createElementNS(GLYPHS, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  const drawn = document.createElementNS(GLYPHS, "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  const button = make("button", {
    type: "button", class: "quiet", "aria-label": label, title: key ? `${label} (${key.toUpperCase()})` : label,
    onclick: () => work(button),
  }, svg);
  return button;
}

async function showMenu(message, button) {
  const { message: shortcuts } = await ask("shortcuts");
  const menu = make("div", { class: "panel menu", popover: "auto", role: "menu", "aria-label": "More actions" });
  const item = (label, detail, work) =>
    make("button", {
      type: "button", role: "menuitem",
      onclick: () => {
        menu.hidePopover();
        attempt(work);
      },
    }, label, detail ? make("span", { class: "dim" }, ` ${detail}`) : null);
  if (!message.may.every((may) => may === "link")) {
    menu.append(...shortcuts.map(({ name, app, callback_id: id }) =>
      item(name, app, () => useShortcut(message, id))));
  }
  menu.append(...MENU.filter(({ may }) => message.may.includes(may)).map(({ label, work }) => item(label, "", () => work(message))));
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...menu.children];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    menu.remove();
    if (document.activeElement === document.body) message.element.focus({ preventScroll: true });
  });
  document.body.append(menu);
  menu.showPopover();
  beside(menu, button);
  menu.querySelector("button")?.focus();
}

async function useShortcut({ channel, ts }, callbackId) {
  const outcome = await act("shortcut", { callback_id: callbackId, channel, ts });
  if (outcome.shown) refuse(outcome.shown);
  await refresh();
}

async function react({ channel, ts, element }, button) {
  const name = await chooseEmoji(button ?? element);
  if (!name) return;
  const mine = element.querySelector(`[data-react="${CSS.escape(name)}"][aria-pressed=true]`);
  if (!mine) await act("react", { channel, ts, name });
  await refresh();
}

function reply({ channel, ts, element }) {
  const inThread = element.closest("#thread");
  if (inThread) inThread.querySelector("textarea")?.focus();
  else go(addressOf(`channel/${channel}/thread/${ts}`));
}

async function change(doing, { channel, ts }) {
  await act(doing, { channel, ts });
  tell(doing === "pin" ? "Pinned." : "The pin is removed.");
  await refresh();
}

async function copyLink({ permalink }) {
  await navigator.clipboard.writeText(permalink);
  tell("The link is copied.");
}

async function remove({ channel, ts }) {
  if (!(await confirmed("Delete the message?", "Nobody will see it any more.", "Delete"))) return;
  await act("delete_message", { channel, ts });
  if (place().thread === ts) go(addressOf(`channel/${channel}`));
  await refresh();
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    refuse(error);
  }
}

// Where the tools are, and the keys

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse" && !tools.contains(document.activeElement)) showTools(messageOf(event.target));
});
document.addEventListener("focusin", (event) => {
  const message = messageOf(event.target);
  if (message) {
    showTools(message);
    stopAt(message.element);
  } else if (!event.target.closest("[popover], dialog")) {
    showTools(null);
  }
});

/** One message of a list is a stop of the Tab key. */
function stopAt(element) {
  element.parentElement.querySelectorAll(".message[tabindex='0']").forEach((one) => one.setAttribute("tabindex", "-1"));
  element.setAttribute("tabindex", "0");
}

for (const id of ["main", "thread"]) {
  document.getElementById(id).addEventListener("redrawn", () => stops());
}

function stops() {
  for (const list of document.querySelectorAll("[data-messages]")) {
    const messages = list.querySelectorAll(".message");
    if (messages.length && !list.querySelector(".message[tabindex='0']")) messages[messages.length - 1].setAttribute("tabindex", "0");
  }
}
stops();

document.addEventListener("keydown", (event) => {
  const element = event.target;
  if (!element.classList?.contains("message") || event.ctrlKey || event.metaKey || event.altKey) return;
  const message = messageOf(element);
  const all = [...element.parentElement.querySelectorAll(".message")];
  const to = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  const offered = [...TOOLS, ...MENU].find(({ key, may }) => key?.toLowerCase() === event.key.toLowerCase() && message.may.includes(may));
  if (to !== undefined) {
    event.preventDefault();
    all[Math.min(Math.max(all.indexOf(element) + to, 0), all.length - 1)].focus();
  } else if (offered) {
    event.preventDefault();
    attempt(() => offered.work(message));
  } else if (event.key === "Enter" && element.querySelector(".replies")) {
    event.preventDefault();
    element.querySelector(".replies").click();
  }
});

// What stands in messages

document.addEventListener("click", (event) => {
  const on = (selector, work) => {
    const found = event.target.closest(selector);
    if (found) attempt(() => work(found, messageOf(found)));
  };
  on("[data-react]", async (button, { channel, ts }) => {
    const doing = button.getAttribute("aria-pressed") === "true" ? "unreact" : "react";
    await act(doing, { channel, ts, name: button.dataset.react });
    await refresh();
  });
  on("[data-dismiss]", async (button, { channel, ts, element }) => {
    const next = element.previousElementSibling ?? element.closest(".channel").querySelector("textarea");
    await act("dismiss", { channel, ts });
    await refresh();
    next?.focus({ preventScroll: true });
  });
  on("[data-jump]", async (button) => {
    button.closest("[popover]")?.hidePopover();
    await goTo(button.dataset.jump);
  });
  on("[data-unpin]", async (button) => {
    await change("unpin", { channel: place().id, ts: button.dataset.unpin });
  });
});

/** A message of the channel one is in, however far up. */
async function goTo(ts) {
  for (let shown = -1; !goToMessage(ts); ) {
    const count = document.querySelectorAll("#messages .message").length;
    if (count === shown || !document.querySelector("[data-older]")) return;
    shown = count;
    await showOlder();
  }
}

/** Channels that are named, and Slack's own links to a message, lead there. */
document.addEventListener("click", (event) => {
  const named = event.target.closest(".mention[data-channel]");
  if (named) go(addressOf(`channel/${named.dataset.channel}`));
  const link = event.target.closest("a[href]");
  const found = link && /^https:\/\/[\w-]+\.slack\.example\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?/.exec(link.href);
  if (!found || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const [, channel, seconds, rest] = found;
  go(addressOf(`channel/${channel}`));
  attempt(async () => {
    await refresh();
    if (seconds) await goTo(`${seconds}.${rest}`);
  });
});

document.addEventListener("keydown", (event) => {
  const isFree = !document.querySelector("dialog[open], [popover]:popover-open");
  if (event.key === "Escape" && place().thread && isFree && !event.defaultPrevented && event.target.closest?.("#thread")) {
    const { id, thread } = place();
    go(addressOf(`channel/${id}`));
    document.getElementById(`m-${thread}`)?.focus();
  }
});
