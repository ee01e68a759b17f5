// Lists with `data-roving` are one stop of the Tab key; arrows, Home and End go along them.

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function stops(list) {
  return [...list.querySelectorAll("a[href], button")];
}

document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-roving]");
  const step = STEPS[event.key];
  if (!list || step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = stops(list);
  const at = all.indexOf(event.target);
  if (at < 0) return;
  event.preventDefault();
  all[Math.min(Math.max(at + step, 0), all.length - 1)].focus();
});

document.addEventListener("focusin", ({ target }) => {
  const list = target.closest("[data-roving]");
  if (list) stops(list).forEach((one) => one.setAttribute("tabindex", one === target ? "0" : "-1"));
});
