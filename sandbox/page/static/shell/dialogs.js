// The small dialogs about channels: make one, bring people in, say what it is about, leave it.

import { act } from "../control.js";
import { refuse, tell } from "../telling.js";
import { ask } from "./asking.js";
import { make } from "./making.js";
import { closeAround } from "./panels.js";
import { refresh } from "./parts.js";
import { addressOf, go } from "./place.js";

const CODES = {
  name_taken: "A channel of that name exists already.",
  invalid_name_specials: "Names have small letters, digits, - and _ only.",
  invalid_name_maxlength: "That name is too long: 80 characters at most.",
  invalid_name_punctuation: "A name needs a letter or a digit.",
  restricted_action: "This workspace does not let people make channels.",
  too_long: "That is too long: 250 characters at most.",
  cant_archive_general: "#general cannot be archived.",
};

/** Ask before something is done; whether it shall be. */
export function confirmed(title, text, yes) {
  return opened(title, yes, [make("p", {}, text)], async () => true, { isGrave: true });
}

/** A dialog with a form; resolves with what `work(form)` gives, or undefined when it is put away. */
function opened(title, yes, content, work, { isGrave = false } = {}) {
  const asker = document.activeElement;
  return new Promise((done) => {
    let result;
    const wrong = make("p", { class: "wrong", role: "alert", hidden: true });
    const form = make("form", { method: "dialog" },
      make("h2", { id: "dialog-title" }, title), ...content, wrong,
      make("div", { class: "dialog-tools" },
        make("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel"),
        make("button", { type: "submit", class: `button ${isGrave ? "grave" : "primary"}` }, yes)));
    const dialog = make("dialog", { class: "dialog", "aria-labelledby": "dialog-title" }, form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        result = await work(form);
        dialog.close();
      } catch (error) {
        wrong.textContent = inWords(error.message);
        wrong.hidden = false;
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (asker?.isConnected) asker.focus({ preventScroll: true });
      done(result);
    });
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector("input, [type=submit]").focus();
  });
}

function inWords(message) {
  const code = Object.keys(CODES).find((one) => message.includes(one));
  return code ? CODES[code] : message;
}

function field(label, name, attributes = {}) {
  const input = make("input", { name, id: `dialog-${name}`, autocomplete: "off", ...attributes });
  return make("div", { class: "field" }, make("label", { for: input.id }, label), input);
}

async function choosePeople(query, type) {
  const people = await ask("acquaintances", query);
  const list = make("div", { class: "chosen", role: "group", "aria-label": "People" },
    ...people.map(({ id, name, team }) =>
      make("label", {}, make("input", { type, name: "who", value: id }), ` ${name} `, make("span", { class: "dim" }, team))));
  return people.length ? list : make("p", { class: "dim" }, "Everybody of your company is here already.");
}

const DIALOGS = {
  "new-channel": async () => {
    const made = await opened("New channel", "Create", [
      field("Name", "name", { required: true, maxlength: 80, placeholder: "such as launch-plan" }),
      make("label", { class: "check" }, make("input", { type: "checkbox", name: "private" }), " Private: only for those who are brought in"),
    ], (form) => act("create_channel", {
      name: form.elements.name.value.trim().toLowerCase().replaceAll(" ", "-").replace(/^#/, ""),
      private: form.elements.private.checked,
    }));
    if (made) go(addressOf(`channel/${made.id}`));
  },
  "new-direct": async () => {
    const people = await choosePeople({}, "radio");
    const opening = await opened("New direct message", "Write", [people], async (form) => {
      const who = form.elements.who?.value;
      if (!who) throw new Error("Choose somebody first.");
      return act("open_dm", { user: who });
    });
    if (opening) go(addressOf(`channel/${opening.id}`));
  },
  invite: async ({ channel }) => {
    const people = await choosePeople({ channel }, "checkbox");
    const hint = make("p", { class: "dim" }, "People of other companies are invited by Slack Connect: an app does that, or you ask one to.");
    await opened("Add people", "Add", [people, hint], async (form) => {
      const chosen = [...form.querySelectorAll("[name=who]:checked")];
      if (!chosen.length) throw new Error("Choose somebody first.");
      for (const { value } of chosen) await act("invite", { channel, user: value });
      return true;
    });
  },
  topic: ({ channel, value }) =>
    opened("Topic", "Save", [field("What is this channel about?", "topic", { maxlength: 250, value })],
      (form) => act("set_topic", { channel, topic: form.elements.topic.value })),
  rename: ({ channel, value }) =>
    opened("Rename", "Save", [
      field("Name", "name", { required: true, maxlength: 80, value }),
      make("p", { class: "dim" }, "In a shared channel each company has its own name for it."),
    ], (form) => act("rename", { channel, name: form.elements.name.value.trim() })),
  leave: async ({ channel, value }) => {
    if (!(await confirmed(`Leave #${value}?`, "You will not hear of it any more. A private channel one can only be brought back into.", "Leave"))) return;
    await act("leave", { channel });
    tell(`You have left #${value}.`);
    go(addressOf("browse"));
  },
  archive: async ({ channel, value }) => {
    if (!(await confirmed(`Archive #${value}?`, "Nobody can write in it then. It can be taken out of the archive again.", "Archive"))) return;
    await act("archive", { channel });
  },
};

document.addEventListener("click", async (event) => {
  const opener = event.target.closest("[data-dialog], [data-do], [data-write-to]");
  if (!opener) return;
  closeAround(opener);
  const { dialog, do: doing, writeTo, ...about } = opener.dataset;
  try {
    if (dialog) await DIALOGS[dialog](about);
    else if (doing) await act(doing, { channel: about.channel });
    else go(addressOf(`channel/${(await act("open_dm", { user: writeTo })).id}`));
    await refresh();
  } catch (error) {
    refuse(inWords(error.message));
  }
});
