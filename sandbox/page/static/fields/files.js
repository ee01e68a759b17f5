// Files somebody adds to a form.

import { report } from "./acts.js";
import { settle } from "./settling.js";
import { token } from "./tokens.js";

let upload = async ({ file }) => ({ name: file.name, size: file.size, mimetype: file.type });

/** `uploader({element, file})` takes a file to the sandbox, and answers what the field holds. */
export function setUploader(uploader) {
  upload = uploader;
}

settle(".file-input", show);

document.addEventListener("change", async ({ target }) => {
  const element = target.closest?.(".file-input");
  if (!element || target.type !== "file") return;
  const files = [...target.files];
  target.value = ""; // the same file may be added again
  const room = Number(element.dataset.most) - chosenIn(element).length;
  complain(element, files.length > room ? `At most ${element.dataset.most} can be added.` : "");
  for (const file of files.slice(0, Math.max(room, 0))) {
    try {
      const held = await upload({ element, file });
      hold(element, [...chosenIn(element), { name: file.name, ...held }]);
    } catch (error) {
      complain(element, error.message);
    }
  }
  report(element, chosenIn(element));
});

document.addEventListener("click", ({ target }) => {
  const element = target.closest?.(".file-input");
  const item = target.closest?.(".file-input .remove")?.parentElement;
  if (!item) return;
  const at = [...item.parentElement.children].indexOf(item);
  hold(element, chosenIn(element).filter((_, index) => index !== at));
  element.querySelector("input").focus();
  report(element, chosenIn(element));
});

function chosenIn(element) {
  return JSON.parse(element.dataset.chosen);
}

function hold(element, files) {
  element.dataset.chosen = JSON.stringify(files);
  show(element);
}

function show(element) {
  const list = element.querySelector(".tokens");
  const names = chosenIn(element).map((file) => file.name ?? file.id ?? "A file");
  const shown = [...list.children].map((item) => item.dataset.choice);
  if (names.join("\n") !== shown.join("\n")) {
    list.replaceChildren(...names.map((name) => token(name, name)));
  }
}

function complain(element, words) {
  const place = element.querySelector(".field-error");
  place.textContent = words;
  place.hidden = !words;
}
