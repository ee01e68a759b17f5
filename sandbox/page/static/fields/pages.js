// Long tables, a page at a time.

import { settle } from "./settling.js";

settle("table[data-page-size]", show);

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.(".pager [data-page]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const table = button.closest(".block").querySelector("table[data-page-size]");
  table.dataset.page = String(pageOf(table) + Number(button.dataset.page));
  show(table);
});

function pageOf(table) {
  return Number(table.dataset.page ?? 0);
}

function show(table) {
  const pager = table.closest(".block").querySelector(".pager");
  if (!pager) return;
  const rows = [...table.tBodies[0].rows];
  const size = Number(table.dataset.pageSize);
  const last = Math.max(Math.ceil(rows.length / size) - 1, 0);
  const page = Math.min(Math.max(pageOf(table), 0), last);
  rows.forEach((row, index) => {
    const away = Math.floor(index / size) !== page;
    if (row.hidden !== away) row.hidden = away;
  });
  const words = `${page + 1} of ${last + 1}`;
  const said = pager.querySelector(".page");
  if (said.textContent !== words) said.textContent = words;
  const [earlier, later] = pager.querySelectorAll("[data-page]");
  setDisabled(earlier, page === 0);
  setDisabled(later, page === last);
}

/** It keeps the focus, which a disabled button would lose. */
function setDisabled(button, yes) {
  if (button.getAttribute("aria-disabled") !== String(yes)) {
    button.setAttribute("aria-disabled", String(yes));
  }
}
