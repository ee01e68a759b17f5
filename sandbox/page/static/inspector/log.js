// One log of the inspector. New rows come on top without moving those one reads.

import { elements, part, viewer } from "../control.js";
import { find, refuse, serially } from "./place.js";

const MOST_ROWS = 400;
const TYPING = 200; // milliseconds without a key before a filter is asked for

export class Log {
  constructor(panel) {
    this.panel = panel;
    this.path = `/page/inspector/${panel.dataset.log}`;
    this.form = find(".log-filter", panel);
    this.scroll = find(".log-scroll", panel);
    this.list = find(".log-rows", panel);
    this.older = find("[data-older]", panel);
    this.newest = null;
    this.oldest = null; // how far back has been looked
    this.filtering = 0; // counts the filters tried, so that late answers to old ones are dropped
    this.isPaused = false;
    this.hasFailed = false;
    this.refresh = serially(() => this.tried(this.takeNewer()));
    this.listen();
  }

  listen() {
    let typing;
    this.form.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.restart(), TYPING);
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    find("[data-pause]", this.form).addEventListener("click", () => this.pause());
    this.older.addEventListener("click", () => this.tried(this.takeOlder()));
    // `toggle` does not bubble, but it can be caught on its way down.
    this.list.addEventListener("toggle", (event) => open(event.target), true);
  }

  pause() {
    this.isPaused = !this.isPaused;
    const button = find("[data-pause]", this.form);
    button.setAttribute("aria-pressed", String(this.isPaused));
    if (!this.isPaused) this.refresh();
  }

  restart() {
    this.newest = null;
    this.filtering += 1;
    this.scroll.scrollTop = 0;
    this.refresh();
  }

  /** What a log could not show is told until it can; refusals of others are left alone. */
  async tried(taking) {
    try {
      await taking;
      if (this.hasFailed) refuse(null);
      this.hasFailed = false;
    } catch (error) {
      this.hasFailed = true;
      refuse(error);
    }
  }

  query(more) {
    return { ...Object.fromEntries(new FormData(this.form)), ...more };
  }

  async takeNewer() {
    if (this.seenAs !== viewer()) this.newest = null; // somebody else, in another time zone
    this.seenAs = viewer();
    if (this.isPaused && this.newest !== null) return;
    const { newest: since, filtering } = this;
    const open = [...this.list.querySelectorAll("[data-open]")].map((row) => row.dataset.index);
    const query = since === null ? {} : { after: since, open: open.join() };
    const fresh = find("ol", elements(await part(this.path, this.query(query))));
    if (filtering !== this.filtering) return;
    if (since === null || "hasGap" in fresh.dataset) this.replace(fresh);
    else this.putOnTop(fresh);
    this.newest = Number(fresh.dataset.newest);
    this.tell(fresh);
  }

  replace(fresh) {
    this.list.replaceChildren(...fresh.children);
    this.oldest = fresh.dataset.oldest;
    this.older.hidden = !("hasOlder" in fresh.dataset);
  }

  putOnTop(fresh) {
    const { scrollHeight, scrollTop } = this.scroll;
    const arrived = [];
    for (const row of [...fresh.children]) {
      const shown = document.getElementById(row.id);
      if (shown) takeTheirPlace(shown, row);
      else arrived.push(row);
    }
    this.list.prepend(...arrived);
    if (scrollTop > 0) this.scroll.scrollTop = scrollTop + this.scroll.scrollHeight - scrollHeight;
    else this.dropOldest();
  }

  dropOldest() {
    while (this.list.children.length > MOST_ROWS) {
      this.list.lastElementChild.remove();
      this.oldest = this.list.lastElementChild.dataset.index;
      this.older.hidden = false;
    }
  }

  async takeOlder() {
    const { filtering } = this;
    const before = { before: this.oldest };
    const fresh = find("ol", elements(await part(this.path, this.query(before))));
    if (filtering !== this.filtering) return;
    const [first] = fresh.children;
    this.list.append(...fresh.children);
    this.oldest = fresh.dataset.oldest;
    this.older.hidden = !("hasOlder" in fresh.dataset);
    if (this.older.hidden) find("summary", first ?? this.panel)?.focus();
  }

  tell(fresh) {
    const nothing = find(".log-nothing", this.panel);
    const isFiltered = Object.values(this.query()).some(Boolean);
    nothing.hidden = this.list.children.length > 0;
    nothing.textContent = isFiltered ? "Nothing fits the filter." : fresh.dataset.nothing;
    const count = find(`[data-count="${this.panel.dataset.log}"]`);
    if (this.panel.dataset.log === "violations") count.textContent = this.newest + 1 || "";
  }
}

/** A row whose state has changed; its details stay open, and keep the focus. */
function takeTheirPlace(shown, row) {
  const details = find("details", shown);
  const hadFocus = shown.contains(document.activeElement);
  shown.replaceWith(row);
  find("details", row).open = details.open;
  if (hadFocus) find("summary", row).focus({ preventScroll: true });
}

async function open(details) {
  const place = find("[data-src]", details);
  if (!details.open || place.childElementCount) return;
  try {
    place.replaceChildren(elements(await part(place.dataset.src)));
  } catch (error) {
    refuse(error);
  }
}
