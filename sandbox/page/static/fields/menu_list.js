// The list below a menu: options in their groups, and which of them the arrow keys are at.

/** Show these <option>s. */
export function list(menu, options) {
  const popup = popupOf(menu);
  if (!options.length) {
    say(menu, "No matches");
    return;
  }
  const places = new Map([[null, popup]]);
  popup.replaceChildren();
  options.forEach((option, index) => {
    const group = option.closest("optgroup");
    if (!places.has(group)) places.set(group, groupIn(popup, group.label, places.size));
    places.get(group).append(itemOf(option, `${popup.id}.${index}`));
  });
  show(menu);
  const first = popup.querySelector('[aria-selected="true"]') ?? popup.querySelector("[data-choice]");
  activate(menu, first);
}

/** Show words in place of options. */
export function say(menu, words) {
  const item = own("div", "nothing");
  item.setAttribute("role", "option");
  item.setAttribute("aria-disabled", "true");
  item.id = `${popupOf(menu).id}.said`;
  item.textContent = words;
  popupOf(menu).replaceChildren(item);
  show(menu);
  activate(menu, item);
}

export function close(menu) {
  popupOf(menu).hidden = true;
  popupOf(menu).replaceChildren();
  inputOf(menu).setAttribute("aria-expanded", "false");
  inputOf(menu).removeAttribute("aria-activedescendant");
}

export function isOpen(menu) {
  return !popupOf(menu).hidden;
}

/** The option the arrow keys are at. */
export function active(menu) {
  return popupOf(menu).querySelector(".active");
}

/** Go so many options on, and round. */
export function move(menu, steps) {
  const items = [...popupOf(menu).querySelectorAll("[data-choice]")];
  const at = items.indexOf(active(menu));
  if (items.length) activate(menu, items.at((at + steps) % items.length));
}

function activate(menu, item) {
  active(menu)?.classList.remove("active");
  item?.classList.add("active");
  if (item) inputOf(menu).setAttribute("aria-activedescendant", item.id);
  item?.scrollIntoView({ block: "nearest" });
}

function show(menu) {
  popupOf(menu).hidden = false;
  inputOf(menu).setAttribute("aria-expanded", "true");
  popupOf(menu).scrollIntoView({ block: "nearest" });
}

function itemOf(option, id) {
  const item = own("div", "option");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", String(option.selected));
  item.dataset.choice = option.value;
  item.dataset.words = option.textContent;
  item.append(option.textContent);
  if (option.dataset.description) {
    const description = document.createElement("span");
    description.className = "description";
    description.textContent = option.dataset.description;
    item.append(description);
  }
  return item;
}

function groupIn(popup, words, number) {
  const group = own("div", "group");
  const label = document.createElement("div");
  label.id = `${popup.id}.group.${number}`;
  label.className = "group-label";
  label.textContent = words;
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", label.id);
  group.append(label);
  popup.append(group);
  return group;
}

/** An element the page leaves alone when it redraws. */
function own(tag, look) {
  const element = document.createElement(tag);
  element.className = look;
  element.dataset.own = "";
  return element;
}

function popupOf(menu) {
  return menu.querySelector(".popup");
}

function inputOf(menu) {
  return menu.querySelector("[role=combobox]");
}
