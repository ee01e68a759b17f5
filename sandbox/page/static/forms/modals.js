// The modals on this person's screen: shown as the sandbox has them, filled in, submitted, closed.

import { act, elements, part } from "../control.js";
import { fieldsOf } from "../fields.js";
import { morph } from "../morph.js";
import { register } from "../shell/parts.js";
import { firstField, firstFault, focusAgain, rememberFocus } from "./focus.js";

const TROUBLE = "We had some trouble connecting. Try again?";
const troubles = new Map(); // by view: what went wrong with it last
const closing = new Set(); // views that are closed here, and not yet there
const submitting = new Set();
let opener; // where the focus was before the first modal opened
let looking = Promise.resolve();

/** Show the modals as they are now; asked for again, it waits its turn. */
export function refreshModals() {
  looking = looking.then(look, look);
  return looking;
}

register("modal", refreshModals);

document.addEventListener("submit", (event) => {
  const modal = event.target.closest("dialog.modal");
  if (!modal) return;
  event.preventDefault();
  if (modal.querySelector('button[type="submit"]')) submit(modal);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("dialog.modal [data-close]");
  if (button) close(button.closest("dialog"), button.dataset.close === "all");
});

document.addEventListener("keydown", (event) => {
  const modal = event.target.closest?.("dialog.modal");
  if (modal && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    modal.querySelector("form").requestSubmit();
  }
});

async function look() {
  const fresh = elements(await part("/page/part/modal"));
  const wanted = [...fresh.querySelectorAll("dialog")].filter((one) => !closing.has(viewOf(one)));
  if (wanted.length && !openModals().length) opener = rememberFocus();
  for (const modal of openModals().reverse()) {
    if (!wanted.some((one) => one.id === modal.id)) takeAway(modal);
  }
  wanted.forEach(show);
  if (!wanted.length && opener) {
    focusAgain(opener);
    opener = undefined;
  }
}

function show(fresh) {
  const modal = document.getElementById(fresh.id);
  if (modal) {
    morph(modal, fresh.innerHTML);
  } else {
    place().append(fresh);
    fresh.addEventListener("cancel", (event) => {
      if (event.target !== fresh) return;
      event.preventDefault();
      close(fresh, false);
    });
    fresh.showModal();
    firstField(fresh)?.focus();
  }
  sayTrouble(document.getElementById(fresh.id));
}

function takeAway(modal) {
  troubles.delete(viewOf(modal));
  modal.close();
  modal.remove();
}

async function submit(modal) {
  const view = viewOf(modal);
  if (submitting.has(view)) return;
  submitting.add(view);
  setBusy(modal, true);
  troubles.delete(view);
  let faults = {};
  try {
    const outcome = await act("submit", { view, fields: fieldsOf(modal) });
    faults = outcome.errors;
    if (outcome.shown) troubles.set(view, outcome.shown);
  } catch (error) {
    troubles.set(view, error.message);
  }
  submitting.delete(view);
  setBusy(modal, false);
  await refreshModals();
  if (Object.keys(faults).length) firstFault(modal)?.focus();
}

async function close(modal, everything) {
  const gone = everything ? openModals() : [modal];
  const views = gone.map(viewOf);
  views.forEach((view) => closing.add(view));
  gone.reverse().forEach((one) => one.close());
  try {
    await act("close_modal", { view: viewOf(modal), everything });
  } catch {
    troubles.set(viewOf(modal), TROUBLE); // it is shown again, with this
  }
  views.forEach((view) => closing.delete(view));
  await refreshModals();
}

function sayTrouble(modal) {
  const words = troubles.get(viewOf(modal));
  const said = modal.querySelector("[data-trouble]");
  const text = words ? `⚠ ${words}` : "";
  if (said.textContent !== text) said.textContent = text;
}

function setBusy(modal, busy) {
  const button = modal.querySelector('button[type="submit"]');
  if (busy) button?.setAttribute("aria-busy", "true");
  else button?.removeAttribute("aria-busy");
}

function place() {
  let found = document.getElementById("modals");
  if (!found) {
    found = document.createElement("div");
    found.id = "modals";
    document.body.append(found);
  }
  return found;
}

function openModals() {
  return [...document.querySelectorAll("dialog.modal")];
}

function viewOf(modal) {
  return modal.dataset.view;
}
