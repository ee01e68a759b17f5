// The modals on this person's screen: shown as the sandbox has them, filled in, submitted, closed.

import { act, elements, part } from "../control.js";
import { fieldsOf } from "../fields.js";
import { morph } from "../morph.js";
import { register } from "../shell/parts.js";
import { refuse } from "../telling.js";
import { firstField, firstFault, focusAgain, rememberFocus } from "./focus.js";

const TROUBLE = "We had some trouble connecting. Try again?";
const troubles = new Map(); // by view: what went wrong with it last
const closing = new Set(); // views that are closed here, and not yet there
const submitting = new Set();
let opener; // where the focus was before the first modal opened
let looking = Promise.resolve();
let toldClosed = Promise.resolve(); // the sandbox hears of one closing after the other

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
  const isSending = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (modal && isSending && !event.defaultPrevented) {
    modal.querySelector("form").requestSubmit();
  }
});

async function look() {
  const fresh = elements(await part("/page/part/modal"));
  const wanted = [...fresh.querySelectorAll("dialog")].filter(isToBeShown);
  if (wanted.length && !modals().length) opener = rememberFocus();
  for (const modal of modals().filter(isToBeShown).reverse()) {
    if (!wanted.some((one) => one.id === modal.id)) takeAway(modal);
  }
  wanted.forEach(show);
  if (!modals().length && opener) {
    focusAgain(opener);
    opener = undefined;
  }
}

/** What is being closed stays as it is, out of sight, until that is done or has failed. */
function isToBeShown(modal) {
  return !closing.has(viewOf(modal));
}

function show(fresh) {
  const shown = document.getElementById(fresh.id);
  const modal = shown ?? fresh;
  if (shown) {
    morph(shown, fresh.innerHTML);
  } else {
    document.getElementById("modals").append(fresh);
    // By Esc, or by whatever else the browser closes dialogs with.
    fresh.addEventListener("close", () => {
      if (fresh.isConnected && isToBeShown(fresh)) close(fresh, false);
    });
  }
  if (!modal.open) {
    modal.showModal();
    if (!shown) firstField(modal)?.focus();
  }
  sayTrouble(modal);
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
  await refreshModals().catch(refuse);
  if (Object.keys(faults).length) firstFault(modal)?.focus();
}

async function close(modal, everything) {
  const gone = everything ? modals() : [modal];
  const views = gone.map(viewOf);
  views.forEach((view) => closing.add(view));
  gone.reverse().forEach((one) => one.close());
  toldClosed = toldClosed.then(() => tellClosed(viewOf(modal), everything));
  await toldClosed;
  views.forEach((view) => closing.delete(view));
  await refreshModals().catch(refuse);
}

async function tellClosed(view, everything) {
  try {
    await act("close_modal", { view, everything });
  } catch {
    troubles.set(view, TROUBLE); // it is shown again, with this
  }
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

/** In the order of the stack, also those that are being closed. */
function modals() {
  return [...document.querySelectorAll("dialog.modal")];
}

function viewOf(modal) {
  return modal.dataset.view;
}
