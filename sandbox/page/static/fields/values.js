// What fields hold, in the shape that sandbox/forms.py wants.

import { blockOf } from "./acts.js";
import { richTextOf } from "./rich_text_value.js";
import { momentIn } from "./zones.js";

const READERS = {
  plain_text_input: written,
  email_text_input: written,
  url_text_input: written,
  number_input: written,
  rich_text_input: (element) => richTextOf(element.querySelector(".editor")),
  datepicker: written,
  timepicker: written,
  datetimepicker: (element) => momentIn(written(element), element.dataset.zone),
  checkboxes: ticked,
  radio_buttons: (element) => ticked(element)[0] ?? null,
  file_input: (element) => JSON.parse(element.dataset.chosen),
};
for (const source of ["static", "external", "users", "conversations", "channels"]) {
  READERS[`${source}_select`] = (element) => chosen(element)[0] ?? null;
  READERS[`multi_${source}_select`] = chosen;
}

/** What an element holds; undefined for those that hold nothing, as buttons. */
export function valueOf(element) {
  return READERS[element.dataset.kind]?.(element);
}

/** The values of all fields below `root`: {"<block id>/<action id>": value}. */
export function fieldsOf(root) {
  const fields = {};
  for (const element of root.querySelectorAll("[data-kind][data-action]")) {
    const value = valueOf(element);
    if (value === undefined || !element.dataset.action) continue;
    fields[`${blockOf(element)}/${element.dataset.action}`] = value;
  }
  return fields;
}

function written(element) {
  return element.querySelector("input, textarea").value || null;
}

function ticked(element) {
  return [...element.querySelectorAll("input:checked")].map((input) => input.value);
}

function chosen(element) {
  return [...element.querySelector("select").selectedOptions].map((one) => JSON.parse(one.value));
}
