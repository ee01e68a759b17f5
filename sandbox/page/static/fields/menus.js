// Menus one searches in: a text field with a list, over a hidden <select> that holds what is chosen.

import { report } from "./acts.js";
import { close, isOpen, list, move, active, say } from "./menu_list.js";
import { settle } from "./settling.js";
import { token } from "./tokens.js";
import { valueOf } from "./values.js";

const PAUSE = 200; // ms without a keystroke before an app is asked

let suggest = async () => [];
const asked = new WeakMap(); // the last question of each external menu
const opened = new WeakMap(); // what each menu held when it was opened

/** `suggester({element, block_id, action_id, query})` answers the options of an external menu. */
export function setSuggester(suggester) {
  suggest = suggester;
}

settle(".menu[data-kind]", show);

document.addEventListener("focusin", ({ target }) => {
  const menu = menuOf(target);
  if (menu && target.role === "combobox") target.select();
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const menu = menuOf(target);
  if (!menu) return;
  const next = menu.contains(relatedTarget) ? relatedTarget : null;
  if (!next?.closest(".popup, [role=combobox]")) leave(menu);
});

document.addEventListener("mousedown", (event) => {
  // The focus stays in the text field.
  if (event.target.closest?.(".menu > .popup")) event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const menu = menuOf(target);
  if (!menu) return;
  const option = target.closest("[role=option]");
  if (option) choose(menu, option);
  else if (target.closest(".remove")) takeAway(menu, target.closest("li").dataset.choice);
  else if (target.role === "combobox" && !isOpen(menu)) open(menu);
});

document.addEventListener("input", ({ target }) => {
  const menu = target.role === "combobox" ? menuOf(target) : null;
  if (menu) open(menu, target.value);
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.role === "combobox" ? menuOf(event.target) : null;
  if (!menu || event.isComposing) return;
  const done = press(menu, event);
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
});

/** Answers whether the key was for the menu. */
function press(menu, { key, target }) {
  const wasOpen = isOpen(menu);
  switch (key) {
    case "ArrowDown":
    case "ArrowUp":
      if (wasOpen) move(menu, key === "ArrowDown" ? 1 : -1);
      else open(menu);
      return true;
    case "Enter":
      if (wasOpen && active(menu)) choose(menu, active(menu));
      else if (!wasOpen) open(menu);
      return true;
    case "Escape":
      if (wasOpen) leave(menu);
      return wasOpen;
    case "Backspace":
      return target.value === "" && takeAway(menu, chosen(menu).at(-1)?.value);
  }
  return false;
}

function open(menu, query = "") {
  if (!opened.has(menu)) opened.set(menu, selection(menu));
  if ("external" in menu.dataset) ask(menu, query);
  else list(menu, matching(menu, query));
}

function matching(menu, query) {
  const wanted = query.trim().toLowerCase();
  const select = menu.querySelector("select");
  return [...select.options].filter(
    (option) =>
      !("besides" in option.dataset) && option.textContent.toLowerCase().includes(wanted),
  );
}

/** Ask the app, once nothing was typed for a moment; only its answer to the last question counts. */
async function ask(menu, query) {
  const least = Number(menu.dataset.least);
  const question = {};
  asked.set(menu, question);
  if (query.length < least) {
    say(menu, `Type ${least === 1 ? "a character" : `${least} characters`} to search`);
    return;
  }
  say(menu, "Loading…");
  await new Promise((resume) => setTimeout(resume, query ? PAUSE : 0));
  if (asked.get(menu) !== question) return;
  const { action } = menu.dataset;
  const block_id = menu.closest("[data-block]").dataset.block;
  try {
    const offered = await suggest({ element: menu, block_id, action_id: action, query });
    if (asked.get(menu) === question) list(menu, offered.map(optionOf));
  } catch (error) {
    if (asked.get(menu) === question) say(menu, error.message);
  }
}

function optionOf(offered) {
  const option = document.createElement("option");
  option.value = JSON.stringify(offered);
  option.textContent = offered.text?.text ?? offered.value;
  if (offered.description?.text) option.dataset.description = offered.description.text;
  return option;
}

function choose(menu, item) {
  if (item.getAttribute("aria-disabled") === "true") return;
  const { choice, words } = item.dataset;
  const multiple = "multiple" in menu.dataset;
  if (!multiple) {
    chosen(menu).forEach((option) => unselect(option));
    select(menu, choice, words);
    finish(menu);
    return;
  }
  const already = chosen(menu).find((option) => same(option.value, choice));
  if (already) unselect(already);
  else if (!isFull(menu)) select(menu, choice, words);
  show(menu);
  const input = menu.querySelector("[role=combobox]");
  if (input.value) {
    input.value = "";
    open(menu);
  }
}

function isFull(menu) {
  const { most } = menu.dataset;
  return most !== undefined && chosen(menu).length >= Number(most);
}

function select(menu, choice, words) {
  const held = menu.querySelector("select");
  let option = [...held.options].find((one) => same(one.value, choice));
  if (!option) {
    option = new Option(words, choice);
    option.dataset.besides = "";
    option.dataset.own = "";
    held.append(option);
  }
  option.selected = true;
}

function unselect(option) {
  option.selected = false;
  if ("own" in option.dataset) option.remove();
}

/** Options of an app may come with their keys in another order. */
function same(one, other) {
  return one === other || keyOf(one) === keyOf(other);
}

function keyOf(choice) {
  const held = JSON.parse(choice);
  return typeof held === "string" ? held : held.value;
}

function takeAway(menu, choice) {
  const option = chosen(menu).find((one) => one.value === choice);
  if (!option || !("multiple" in menu.dataset)) return false;
  if (!opened.has(menu)) opened.set(menu, selection(menu));
  unselect(option);
  show(menu);
  menu.querySelector("[role=combobox]").focus();
  if (!isOpen(menu)) finish(menu);
  return true;
}

function leave(menu) {
  const input = menu.querySelector("[role=combobox]");
  const isEmptied = input.value === "" && !("multiple" in menu.dataset);
  if (isEmptied && "optional" in menu.dataset && isOpen(menu)) chosen(menu).forEach(unselect);
  finish(menu);
}

/** Close it, and tell if something else is chosen than before. */
function finish(menu) {
  asked.delete(menu);
  close(menu);
  const input = menu.querySelector("[role=combobox]");
  input.value = "multiple" in menu.dataset ? "" : (chosen(menu)[0]?.textContent ?? "");
  show(menu);
  const before = opened.get(menu);
  opened.delete(menu);
  if (!before || before === selection(menu)) return;
  report(menu, valueOf(menu), () => restore(menu, before));
}

function restore(menu, before) {
  chosen(menu).forEach(unselect);
  for (const { value, words } of JSON.parse(before)) select(menu, value, words);
  finish(menu);
}

function chosen(menu) {
  return [...menu.querySelector("select").selectedOptions];
}

function selection(menu) {
  return JSON.stringify(chosen(menu).map((one) => ({ value: one.value, words: one.textContent })));
}

/** Tokens and ticks say what the <select> holds. */
function show(menu) {
  const held = chosen(menu);
  const tokens = menu.querySelector(".tokens");
  if (tokens) {
    const shown = [...tokens.children].map((item) => item.dataset.choice);
    if (shown.join("\n") !== held.map((one) => one.value).join("\n")) {
      tokens.replaceChildren(...held.map((one) => token(one.value, one.textContent)));
    }
  }
  for (const item of menu.querySelectorAll("[role=option][data-choice]")) {
    const is = String(held.some((one) => same(one.value, item.dataset.choice)));
    if (item.getAttribute("aria-selected") !== is) item.setAttribute("aria-selected", is);
  }
}

function menuOf(target) {
  return target.closest?.(".menu[data-kind]") ?? null;
}
