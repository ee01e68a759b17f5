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
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((one) => one.setAttribute("tabindex", one === next ? "0" : "-1"));
  next.focus();
});
