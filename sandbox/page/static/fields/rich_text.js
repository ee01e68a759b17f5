// A small editor: what is written in it is read by rich_text_value.js.

import { report } from "./acts.js";
import { richTextOf } from "./rich_text_value.js";
import { settle } from "./settling.js";

const STATES = ["bold", "italic", "strikeThrough", "insertOrderedList", "insertUnorderedList"];
const WEB = /^(https?:\/\/|mailto:|tel:)\S+$/i;
const before = new WeakMap();
let remembered = null; // where the caret was when a link was asked for

settle(".rich-text-input", (element) => {
  const invalid = "invalid" in element.dataset;
  const editor = editorOf(element);
  if (editor.hasAttribute("aria-invalid") === invalid) return;
  if (invalid) editor.setAttribute("aria-invalid", "true");
  else editor.removeAttribute("aria-invalid");
});

document.addEventListener("mousedown", (event) => {
  // The selection stays where it is.
  if (event.target.closest?.(".rich-text-input .toolbar")) event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const element = target.closest?.(".rich-text-input");
  if (!element) return;
  const format = target.closest("[data-format]")?.dataset.format;
  if (format) apply(element, format);
  const link = target.closest("[data-link]")?.dataset.link;
  if (link) endLink(element, link === "add");
});

document.addEventListener("keydown", (event) => {
  const element = event.target.closest?.(".rich-text-input");
  if (!element) return;
  if (event.target.matches(".toolbar button")) walk(event);
  else if (event.target.matches(".link-form input") && ["Enter", "Escape"].includes(event.key)) {
    event.preventDefault();
    event.stopPropagation();
    endLink(element, event.key === "Enter");
  }
});

for (const kind of ["paste", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!event.target.closest?.(".editor")) return;
    event.preventDefault();
    const given = event.clipboardData ?? event.dataTransfer;
    document.execCommand("insertText", false, given.getData("text/plain"));
  });
}

document.addEventListener("input", ({ target }) => {
  // A browser leaves a break behind, and the placeholder would not come back.
  if (target.matches?.(".editor") && !target.textContent && !target.querySelector("li, pre, blockquote")) {
    target.replaceChildren();
  }
});

document.addEventListener("selectionchange", () => {
  const editor = document.activeElement;
  if (!editor?.matches(".editor")) return;
  for (const command of STATES) {
    const button = editor.parentElement.querySelector(`[data-format="${command}"]`);
    button.setAttribute("aria-pressed", String(document.queryCommandState(command)));
  }
});

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.(".editor")) return;
  document.execCommand("defaultParagraphSeparator", false, "div");
  before.set(target, JSON.stringify(richTextOf(target)));
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const element = target.closest?.(".rich-text-input");
  if (!target.matches?.(".editor") || element.contains(relatedTarget)) return;
  const value = richTextOf(target);
  if (before.get(target) !== JSON.stringify(value)) report(element, value);
});

function apply(element, format) {
  const editor = editorOf(element);
  if (!editor.contains(getSelection().anchorNode)) editor.focus();
  switch (format) {
    case "code":
      code(editor);
      break;
    case "link":
      beginLink(element);
      break;
    case "blockquote":
    case "pre":
      formatBlock(editor, format);
      break;
    default:
      document.execCommand(format);
  }
}

function code(editor) {
  const within = around(editor, "code");
  const selected = getSelection().toString();
  if (within) within.replaceWith(...within.childNodes);
  else document.execCommand("insertHTML", false, htmlOf("code", selected || "\u200b"));
}

function formatBlock(editor, tag) {
  document.execCommand("formatBlock", false, around(editor, tag) ? "div" : tag);
}

function around(editor, tag) {
  const node = getSelection().anchorNode;
  const found = (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest(tag);
  return found && editor.contains(found) ? found : null;
}

function beginLink(element) {
  remembered = getSelection().rangeCount ? getSelection().getRangeAt(0).cloneRange() : null;
  const form = element.querySelector(".link-form");
  form.hidden = false;
  form.querySelector("input").value = "";
  form.querySelector("input").focus();
}

function endLink(element, add) {
  const form = element.querySelector(".link-form");
  const input = form.querySelector("input");
  const address = input.value.trim();
  if (add && !WEB.test(address)) {
    input.setAttribute("aria-invalid", "true");
    return;
  }
  input.removeAttribute("aria-invalid");
  form.hidden = true;
  editorOf(element).focus();
  if (remembered) {
    getSelection().removeAllRanges();
    getSelection().addRange(remembered);
  }
  if (!add) return;
  const words = getSelection().toString() || address;
  document.execCommand("insertHTML", false, htmlOf("a", words, { href: address }));
}

function htmlOf(tag, words, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = words;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element.outerHTML;
}

/** The arrow keys walk along the toolbar, which Tab passes in one step. */
function walk(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.target.parentElement.children];
  const next = buttons.at((buttons.indexOf(event.target) + step) % buttons.length);
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function editorOf(element) {
  return element.querySelector(".editor");
}
