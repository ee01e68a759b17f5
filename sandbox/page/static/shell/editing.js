// Writing over a message of one's own, in its place.

import { act } from "../control.js";
import { refuse } from "../telling.js";
import { ask } from "./asking.js";
import { meaning } from "./completing.js";
import { Writing } from "./composer.js";
import { make } from "./making.js";
import { refresh } from "./parts.js";

/** Put a field in the place of the message until it is saved, or Esc is pressed. */
export async function editMessage({ element, channel, ts }) {
  if (element.querySelector(".editing")) return;
  const { text, meant } = await ask("typed", { channel, ts });
  const list = make("ul", { class: "choices", role: "listbox", id: `choices-edit-${ts}`, "aria-label": "Suggestions", hidden: true });
  const field = make("textarea", { rows: "1", "aria-label": "Edit the message", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
  field.value = text;
  const form = make("form", { class: "editing", "data-own": true }, list, field,
    make("div", { class: "editing-tools" },
      make("button", { type: "button", class: "button", onclick: () => end() }, "Cancel"),
      make("button", { type: "submit", class: "button primary" }, "Save")));
  const end = () => {
    form.remove();
    element.classList.remove("is-edited-now");
    element.focus({ preventScroll: true });
  };
  element.querySelector(".content").append(form);
  element.classList.add("is-edited-now");
  const writing = new Writing(field, list, channel, () => form.requestSubmit(), { commands: false, meant });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    try {
      await act("edit", { channel, ts, text: await meaning(field.value.trim(), writing.meant, channel) });
      end();
      await refresh();
    } catch (error) {
      refuse(error);
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    end();
  });
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
