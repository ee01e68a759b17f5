// What is chosen, each with a button to take it away again.

/** An item of a list of what is chosen; `choice` tells it from others. */
export function token(choice, words) {
  const item = document.createElement("li");
  item.dataset.choice = choice;
  item.dataset.own = "";
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "remove";
  remove.textContent = "×";
  remove.setAttribute("aria-label", `Remove ${words}`);
  item.append(words, remove);
  return item;
}
