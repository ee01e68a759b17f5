// Menus behind three dots.

import { report } from "./acts.js";

document.addEventListener("click", (event) => {
  const item = event.target.closest?.("[data-kind=overflow] [role=menuitem]");
  const menu = event.target.closest?.('[data-kind=overflow]');
  for (const open of document.querySelectorAll("[data-kind=overflow] > .popup:not([hidden])")) {
    if (open.parentElement !== menu) close(open.parentElement);
  }
  if (item) choose(menu, item);
  else if (event.target.closest?.("[data-kind=overflow] > button")) toggle(menu);
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.('[data-kind=overflow]');
  if (!menu) return;
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(event.target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined && items.length) {
    event.preventDefault();
    if (at < 0) open(menu);
    items.at(at < 0 && event.key === "ArrowUp" ? -1 : next % items.length).focus();
  } else if (event.key === "Escape" && isOpen(menu)) {
    event.preventDefault();
    event.stopPropagation();
    close(menu);
    menu.querySelector("button").focus();
  } else if (event.key === "Tab" && isOpen(menu)) {
    close(menu);
  }
});

function choose(menu, item) {
  // Where something is asked first, whoever asks opens the address.
  if (item.dataset.address) menu.dataset.url = item.dataset.address;
  else delete menu.dataset.url;
  close(menu);
  menu.querySelector("button").focus();
  report(menu, JSON.parse(item.dataset.choice));
}

function toggle(menu) {
  if (isOpen(menu)) close(menu);
  else {
    open(menu);
    menu.querySelector("[role=menuitem]")?.focus();
  }
}

function isOpen(menu) {
  return !menu.querySelector(".popup").hidden;
}

function open(menu) {
  setOpen(menu, true);
  menu.querySelector(".popup").scrollIntoView({ block: "nearest" });
}

function close(menu) {
  setOpen(menu, false);
}

function setOpen(menu, yes) {
  menu.querySelector(".popup").hidden = !yes;
  menu.querySelector("button").setAttribute("aria-expanded", String(yes));
}
