// The tab of faults: a form that switches one on, and what is switched just now.

import { control, elements, part } from "../control.js";
import { find, refuse, say, serially } from "./place.js";

export class Switches {
  constructor(panel) {
    this.panel = panel;
    this.form = find(".fault-form", panel);
    this.board = find("[data-switches]", panel);
    this.drawn = "";
    this.refresh = serially(() => this.redraw().catch(refuse));
    this.form.addEventListener("change", (event) => this.choose(event.target));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.act(() => control("add_fault", this.fault()), "Switched on.");
    });
    this.board.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.board.addEventListener("change", (event) => this.flip(event.target));
    this.fit();
  }

  async redraw() {
    const html = await part("/page/inspector/switches");
    if (html === this.drawn) return;
    const hadFocus = this.board.contains(document.activeElement);
    const { id } = document.activeElement;
    this.drawn = html;
    this.board.replaceChildren(elements(html));
    const again = (id && document.getElementById(id)) || find("h3", this.board);
    if (hadFocus) again.focus({ preventScroll: true });
  }

  async act(doing, done = "") {
    try {
      await doing();
      refuse(null);
      say(done);
    } catch (error) {
      refuse(error);
    }
    await this.refresh();
  }

  press(button) {
    if (!button) return;
    const { control: name, body, then } = button.dataset;
    this.act(async () => {
      await control(name, JSON.parse(body ?? "{}"));
      for (const app of then?.split(" ").filter(Boolean) ?? []) await control("restore_token", { app });
    });
  }

  flip(box) {
    const { team, switch: name, setting } = box.dataset;
    if (setting) this.act(() => control("settings", { [setting]: box.checked }));
    else this.act(() => control("set_team", { team, switches: { [name]: box.checked } }));
  }

  fault() {
    const { kind, method, seconds, code, often, times } = this.form.elements;
    const counted = { next: 1, times: Number(times.value), on: null };
    const fault = { kind: kind.value, method: method.value, times: counted[often.value] };
    if (!seconds.closest("label").hidden) fault.seconds = Number(seconds.value);
    if (kind.value === "error") fault.code = code.value;
    return fault;
  }

  async choose(field) {
    if (field.name === "times") this.form.elements.often.value = "times";
    if (field.name === "method") await this.takeCodes();
    this.fit();
  }

  async takeCodes() {
    const { method, code } = this.form.elements;
    const chosen = code.value;
    code.replaceChildren(elements(await part("/page/inspector/codes", { method: method.value })));
    if ([...code.options].some(({ value }) => value === chosen)) code.value = chosen;
  }

  /** Only the fields that belong to the kind of fault. */
  fit() {
    const kind = this.form.elements.kind.value;
    for (const label of this.form.querySelectorAll("[data-for]")) {
      label.hidden = !label.dataset.for.split(" ").includes(kind);
      for (const field of label.querySelectorAll("input, select")) field.disabled = label.hidden;
    }
    const words = kind === "delay" ? "Late by, seconds" : "Retry-After, seconds";
    find("[data-seconds]", this.form).textContent = words;
  }
}
