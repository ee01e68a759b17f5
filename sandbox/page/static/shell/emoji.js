// The emoji one can choose, by name.

import { ask } from "./asking.js";
import { Choices } from "./choices.js";
import { make } from "./making.js";
import { beside } from "./panels.js";

const SHOWN = 48;
const OFTEN = ["thumbsup", "white_check_mark", "tada", "heart", "eyes", "raised_hands", "pray", "joy", "rocket", "thinking_face", "wave", "clap"];
let all;

/** [[name, sign]] of every emoji. */
export async function everyEmoji() {
  all ??= Object.entries(await ask("emoji"));
  return all;
}

/** Those whose names have what was typed, the best first. */
export function emojiLike(every, typed, most = SHOWN) {
  const wanted = typed.toLowerCase();
  const names = new Map(every);
  if (!wanted) {
    const often = OFTEN.filter((name) => names.has(name)).map((name) => [name, names.get(name)]);
    return [...often, ...every.filter(([name]) => !OFTEN.includes(name))].slice(0, most);
  }
  const found = every.filter(([name]) => name.includes(wanted));
  const rank = ([name]) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2);
  return found.sort((one, other) => rank(one) - rank(other)).slice(0, most);
}

/** Let somebody choose one, beside a button; its name, or null when they do not. */
export async function chooseEmoji(button) {
  const every = await everyEmoji();
  return new Promise((chosen) => {
    const list = make("ul", { class: "choices is-grid", id: "emoji-choices", role: "listbox", "aria-label": "Emoji" });
    const search = make("input", {
      type: "search", placeholder: "Search emoji", "aria-label": "Search emoji", role: "combobox", "aria-autocomplete": "list",
      "aria-expanded": "true", "aria-controls": "emoji-choices", autocomplete: "off", spellcheck: "false",
    });
    const panel = make("div", { class: "panel emoji-panel", popover: "auto", role: "dialog", "aria-label": "Choose an emoji" }, search, list);
    let name = null;
    const choices = new Choices(search, list, (choice) => {
      name = choice.name;
      panel.hidePopover();
    }, { columns: 8 });
    const offer = () => choices.offer(emojiLike(every, search.value).map(([one, sign]) => ({ name: one, label: `:${one}:`, sign })));
    search.addEventListener("input", offer);
    search.addEventListener("keydown", (event) => {
      if (choices.key(event)) event.preventDefault();
    });
    panel.addEventListener("toggle", (event) => {
      if (event.newState !== "closed") return;
      panel.remove();
      if (button.isConnected) button.focus({ preventScroll: true });
      chosen(name);
    });
    document.body.append(panel);
    offer();
    panel.showPopover();
    beside(panel, button);
    search.focus();
  });
}
