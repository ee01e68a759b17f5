// Writing: in a channel, in a thread, and over a message of one's own.

import { act } from "../control.js";
import { refuse } from "../telling.js";
import { upload } from "./asking.js";
import { Choices } from "./choices.js";
import { complete, meaning, offersFor } from "./completing.js";
import { draft, keepDraft } from "./drafts.js";
import { chooseEmoji } from "./emoji.js";
import { make } from "./making.js";
import { refresh } from "./parts.js";
import { place } from "./place.js";

const writers = new WeakMap();

/** A field one writes in, with completion. `send(text, meant)` on Enter; Shift+Enter: new line. */
export class Writing {
  constructor(field, list, channel, send, { commands = true, meant = {}, onInput } = {}) {
    this.field = field;
    this.channel = channel;
    this.meant = meant;
    this.commands = commands;
    this.onInput = onInput;
    this.choices = new Choices(field, list, (choice) => this.take(choice));
    field.addEventListener("input", () => this.changed());
    field.addEventListener("blur", () => this.choices.close());
    field.addEventListener("keydown", (event) => {
      if (this.choices.key(event)) event.preventDefault();
      else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    });
    this.grow();
  }

  async changed() {
    this.grow();
    this.onInput?.(this.field.value, this.meant);
    const { value, selectionStart: caret } = this.field;
    try {
      const choices = await complete(value, caret, this.channel, { commands: this.commands });
      if (this.field.value === value) this.choices.offer(document.activeElement === this.field ? choices : []);
    } catch (error) {
      refuse(error);
    }
  }

  take({ from, text, shown, means }) {
    if (means) this.meant[shown] = means;
    this.field.setRangeText(text, from, this.field.selectionStart, "end");
    this.choices.close();
    this.field.focus();
    this.changed();
  }

  insert(text) {
    const { field } = this;
    const apart = /\S$/.test(field.value.slice(0, field.selectionStart)) ? " " : "";
    field.setRangeText(apart + text, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    this.changed();
  }

  set(text, meant = {}) {
    this.field.value = text;
    this.meant = meant;
    this.choices.close();
    this.grow();
    this.onInput?.(text, meant);
  }

  /** As high as what is written, within bounds the style sets. */
  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}

/** What has been drawn becomes something one can write in. */
function prepare(form) {
  if (writers.has(form)) return;
  const where = { channel: form.dataset.channel, thread: form.dataset.thread };
  const { person } = place();
  const begun = draft(where, person);
  const field = form.querySelector("textarea");
  field.value = begun.text;
  const writing = new Writing(field, form.querySelector(".choices"), where.channel, () => form.requestSubmit(), {
    commands: !where.thread,
    meant: begun.meant,
    onInput: (text, meant) => keepDraft(where, person, text, meant),
  });
  const composer = { form, where, writing, files: [], said: Promise.resolve() };
  writers.set(form, composer);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(composer);
  });
  form.querySelector("input[type=file]").addEventListener("change", (event) => carry(composer, event.target));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    carry(composer, event.dataTransfer);
  });
  field.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) carry(composer, event.clipboardData);
  });
  field.addEventListener("focus", () => offersFor(where.channel, true), { passive: true });
}

/** Messages are said in their order; the answer to a command is not waited for. */
async function send(composer) {
  const { form, where, writing, files } = composer;
  const { value: text } = writing.field;
  const { meant } = writing;
  if (!text.trim() && !files.length) return;
  note(form, "");
  const carried = files.splice(0);
  writing.set("");
  showCarried(composer);
  const isCommand = /^\/\S/.test(text) && !carried.length;
  const saying = isCommand
    ? command(where, text, meant)
    : composer.said.then(async () => say(form, where, await meaning(text.trim(), meant, where.channel), carried));
  if (!isCommand) composer.said = saying.catch(() => {});
  try {
    await saying;
    await refresh();
    end(form);
  } catch (error) {
    writing.set([text, writing.field.value].filter(Boolean).join("\n"), { ...meant, ...writing.meant });
    files.unshift(...carried);
    showCarried(composer);
    note(form, error.message);
  }
}

async function say(form, { channel, thread }, text, files) {
  const broadcast = form.querySelector("[name=broadcast]");
  const inThread = thread ? { thread_ts: thread, broadcast: broadcast?.checked ?? false } : {};
  await act("say", { channel, text, ...inThread, files: files.map(({ id }) => id) });
  if (broadcast) broadcast.checked = false;
}

async function command({ channel, thread }, text, meant) {
  const [, name, words] = /^(\S+)\s*([^]*)$/.exec(text);
  if (thread) throw new Error(`${name} cannot be used in a thread.`);
  const outcome = await act("command", { channel, command: name, text: await meaning(words.trim(), meant, channel) });
  if (outcome.shown) throw new Error(outcome.shown);
}

function note(form, words) {
  const line = form.querySelector(".composer-note");
  line.textContent = words;
  line.hidden = !words;
}

/** What one has just said is in sight. */
function end(form) {
  const scroller = form.parentElement.querySelector(".scroller");
  if (scroller) scroller.scrollTop = scroller.scrollHeight;
}

async function carry(composer, { files }) {
  const chosen = [...files];
  for (const file of chosen) {
    try {
      composer.files.push(await upload(file));
    } catch (error) {
      note(composer.form, `${file.name}: ${error.message}`);
    }
  }
  composer.form.querySelector("input[type=file]").value = "";
  showCarried(composer);
  composer.writing.field.focus();
}

function showCarried(composer) {
  const list = composer.form.querySelector(".carried");
  list.hidden = composer.files.length === 0;
  list.replaceChildren(
    ...composer.files.map((file) =>
      make("li", {}, file.title, make("button", {
        type: "button", class: "quiet small", "aria-label": `Do not send ${file.title}`,
        onclick: () => {
          composer.files.splice(composer.files.indexOf(file), 1);
          showCarried(composer);
          composer.writing.field.focus();
        },
      }, "×")),
    ),
  );
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-compose]");
  if (!button) return;
  const { form, writing } = writers.get(button.closest("form"));
  if (button.dataset.compose === "file") form.querySelector("input[type=file]").click();
  if (button.dataset.compose === "mention") writing.insert("@");
  if (button.dataset.compose === "emoji") {
    const name = await chooseEmoji(button);
    if (name) writing.insert(`:${name}: `);
  }
});

for (const id of ["main", "thread"]) {
  const element = document.getElementById(id);
  element.addEventListener("redrawn", () => {
    const form = element.querySelector("form.composer");
    if (!form || writers.has(form)) return;
    prepare(form);
    const isWide = matchMedia("(min-width: 48rem)").matches;
    const isFree = !document.activeElement || document.activeElement === document.body || document.activeElement === document.getElementById("main");
    if (id === "thread" || (isWide && isFree)) form.querySelector("textarea").focus({ preventScroll: true });
  });
  const form = element.querySelector("form.composer");
  if (form) prepare(form);
}
