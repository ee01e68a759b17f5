// Clicks and choices in what apps show, on every surface.

import { act } from "../control.js";
import { fieldsOf, onAct, setSuggester, setUploader } from "../fields.js";
import { upload } from "../shell/asking.js";
import { ask } from "./asking.js";
import { forgetTrouble, tellTrouble } from "./troubles.js";

const DOINGS = { message: "click", modal: "click_in_modal", home: "click_at_home" };
const ONCE = ["button", "icon_button", "overflow", "feedback_buttons", "workflow_button"];
const underWay = new Map(); // by element of a surface: what is to be sent after it, if anything

onAct(async (use) => {
  const surface = use.element.closest("[data-surface]");
  if (!surface || (isOnce(use) && underWay.has(keyOf(surface, use)))) return;
  if (use.confirm && !(await ask(use.confirm))) {
    use.undo?.();
    return;
  }
  const url = use.element.dataset.url;
  if (url && !use.element.matches("a[href]")) window.open(url, "_blank", "noopener");
  await inTurn(surface, use);
});

setSuggester(({ element, block_id, action_id, query }) => {
  const surface = element.closest("[data-surface]");
  const home = surface.dataset.surface === "home" ? { home: true } : {};
  const fields = fieldsOf(surface);
  return act("suggestions", { ...placeOf(surface), ...home, block_id, action_id, query, fields });
});

setUploader(async ({ file }) => {
  const { id, title } = await upload(file);
  return { id, name: file.name, title, mimetype: file.type, size: file.size };
});

/** One thing after the other: of what is chosen meanwhile in the same element, the last is sent. */
async function inTurn(surface, use) {
  const key = keyOf(surface, use);
  if (underWay.has(key)) {
    underWay.set(key, use);
    return;
  }
  let next = use;
  while (next) {
    underWay.set(key, null);
    await send(surface, next);
    next = underWay.get(key);
  }
  underWay.delete(key);
}

async function send(surface, { element, kind, block_id, action_id, value }) {
  forgetTrouble(surface);
  setBusy(element, kind, true);
  try {
    const outcome = await act(DOINGS[surface.dataset.surface], {
      ...placeOf(surface),
      block_id,
      action_id,
      value,
      fields: fieldsOf(surface),
    });
    if (outcome.shown) tellTrouble(surface, block_id, outcome.shown);
  } catch (error) {
    tellTrouble(surface, block_id, error.message);
  } finally {
    setBusy(element, kind, false);
  }
}

/** What is busy keeps the focus, which a disabled element would lose. */
function setBusy(element, kind, busy) {
  const states = isOnce({ kind }) ? ["aria-busy", "aria-disabled"] : ["aria-busy"];
  for (const state of states) {
    if (busy) element.setAttribute(state, "true");
    else element.removeAttribute(state);
  }
  // The page may be redrawn meanwhile (morph.js).
  const kept = new Set((element.dataset.keep ?? "").split(" ").filter(Boolean));
  for (const name of [...states, "data-keep"]) {
    if (busy) kept.add(name);
    else kept.delete(name);
  }
  if (kept.size) element.dataset.keep = [...kept].join(" ");
  else delete element.dataset.keep;
}

/** The attributes that say which message, modal or Home it is. */
function placeOf(surface) {
  const { channel, ts, view, app } = surface.dataset;
  switch (surface.dataset.surface) {
    case "message":
      return { channel, ts };
    case "modal":
      return { view };
    default:
      return { app };
  }
}

function isOnce({ kind }) {
  return ONCE.includes(kind);
}

function keyOf(surface, { block_id, action_id }) {
  return JSON.stringify([placeOf(surface), block_id, action_id]);
}
