// A list of choices under a field: arrows go along it, Enter or Tab takes one, Esc puts it away.
// The focus stays in the field (aria-activedescendant).

import { make } from "./making.js";

export class Choices {
  /** `take(choice)` is called with what was offered. `columns`: arrows left and right go, too. */
  constructor(field, list, take, { columns = 1 } = {}) {
    this.field = field;
    this.list = list;
    this.take = take;
    this.columns = columns;
    this.offered = [];
    this.at = -1;
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(this.offered[[...list.children].indexOf(option)]);
    });
  }

  get isOpen() {
    return this.offered.length > 0;
  }

  /** Offer choices: { label, sign?, detail?, face? } and whatever else `take` wants; [] for none. */
  offer(choices) {
    const same = JSON.stringify(choices) === JSON.stringify(this.offered);
    if (same && choices.length) return;
    this.offered = choices;
    this.list.replaceChildren(...choices.map((choice, at) => this.#option(choice, at)));
    this.list.hidden = choices.length === 0;
    this.field.setAttribute("aria-expanded", String(choices.length > 0));
    this.#point(choices.length ? 0 : -1);
  }

  close() {
    this.offer([]);
  }

  /** Whether a key was meant for the list. */
  key(event) {
    if (!this.isOpen || event.isComposing) return false;
    const steps = { ArrowDown: this.columns, ArrowUp: -this.columns };
    if (this.columns > 1) Object.assign(steps, { ArrowRight: 1, ArrowLeft: -1 });
    if (event.key in steps) {
      const count = this.offered.length;
      this.#point((this.at + steps[event.key] + count) % count);
      return true;
    }
    const takes = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && this.columns === 1);
    if (takes && !event.shiftKey) {
      this.take(this.offered[this.at]);
      return true;
    }
    if (event.key === "Escape" && this.columns === 1) {
      this.close();
      event.stopPropagation();
      return true;
    }
    return false;
  }

  #option(choice, at) {
    const shown = choice.sign && this.columns > 1
      ? [make("span", { class: "emoji", "aria-hidden": "true" }, choice.sign), make("span", { class: "hidden" }, choice.label)]
      : [
          choice.sign && make("span", { class: "emoji", "aria-hidden": "true" }, choice.sign),
          choice.face && make("span", { class: `avatar tiny hue-${choice.face.hue}`, "aria-hidden": "true" }, choice.face.initials),
          make("span", { class: "label" }, choice.label),
          choice.hint && make("span", { class: "usage" }, choice.hint),
          choice.detail && make("span", { class: "detail dim" }, choice.detail),
        ];
    return make("li", { role: "option", id: `${this.list.id}-${at}`, "aria-selected": "false", title: choice.label }, ...shown.map((one) => one || null));
  }

  #point(at) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const option = this.list.children[at];
    if (!option) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }
}
