// A question that has to be answered before something happens: a confirm object's words.

/** Whether the person agrees to `{title, text, confirm, deny, style}`; plain words. */
export function ask({ title, text, confirm, deny, style }) {
  const dialog = document.createElement("dialog");
  dialog.className = "asking";
  dialog.setAttribute("role", "alertdialog");
  const heading = piece("h2", title, "asking-title");
  const words = piece("p", text, "asking-text");
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.setAttribute("aria-describedby", words.id);
  const no = button(deny || "Cancel", "button");
  const yes = button(confirm || "Confirm", style === "danger" ? "button grave" : "button primary");
  const answers = document.createElement("div");
  answers.className = "asking-answers";
  answers.append(no, yes);
  dialog.append(heading, words, answers);
  document.body.append(dialog);
  return answered(dialog, yes, no, style === "danger" ? no : yes);
}

function answered(dialog, yes, no, first) {
  return new Promise((decided) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      decided(dialog.returnValue === "yes");
    });
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close("no"));
    dialog.showModal();
    first.focus();
  });
}

function piece(tag, text, id) {
  const made = document.createElement(tag);
  made.id = id;
  made.textContent = text ?? "";
  return made;
}

function button(text, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = text;
  return made;
}
