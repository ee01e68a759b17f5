// The inspector: the log of calls, payloads and violations, and the switches of what goes wrong.

import "./clock.js";
import { onChange } from "./changes.js";
import { control, elements, part } from "./control.js";
import { Log } from "./inspector/log.js";
import "./inspector/opening.js";
import { drawer, find, refuse, say, serially } from "./inspector/place.js";
import { Switches } from "./inspector/switches.js";
import { onMove } from "./shell/place.js";

const BREATH = 200; // milliseconds between two looks, however much happens

const panels = new Map(); // by the name of the tab

function shown() {
  return find('[role="tab"][aria-selected="true"]')?.id.replace("tab-", "");
}

function tabs() {
  return [...drawer.querySelectorAll('[role="tab"]')];
}

function select(tab) {
  for (const other of tabs()) {
    const isChosen = other === tab;
    other.setAttribute("aria-selected", String(isChosen));
    other.tabIndex = isChosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !isChosen;
  }
  refresh();
}

function step(event) {
  const every = tabs();
  const at = every.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: every.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const tab = every[(to + every.length) % every.length];
  tab.focus();
  select(tab);
}

async function copy(button) {
  const text = find("pre", button.closest(".json")).textContent;
  await navigator.clipboard.writeText(text);
  say("Copied.");
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy"), 1_500);
}

async function sendAgain(button) {
  const said = find("output", button.parentElement);
  said.textContent = "Under way …";
  const ack = await control("redeliver", { index: Number(button.dataset.again) });
  const milliseconds = Math.round(ack.seconds * 1000);
  said.textContent = ack.ok ? `Acknowledged in ${milliseconds} ms.` : `Not acknowledged: ${ack.error}.`;
}

function press(event) {
  const button = event.target.closest("button");
  if (button?.getAttribute("role") === "tab") select(button);
  else if (button && "copy" in button.dataset) copy(button).catch(refuse);
  else if (button && "again" in button.dataset) sendAgain(button).catch(refuse);
}

async function furnish() {
  const html = await part("/page/inspector").catch(() => null);
  if (html === null) return; // no sandbox: the page says so, and asks again
  drawer.append(elements(html));
  for (const panel of drawer.querySelectorAll("[data-log]")) panels.set(panel.dataset.log, new Log(panel));
  panels.set("faults", new Switches(find("#panel-faults")));
  drawer.addEventListener("click", press);
  find('[role="tablist"]').addEventListener("keydown", step);
}

const refresh = serially(async () => {
  if (!drawer.checkVisibility()) return;
  if (!panels.size) await furnish();
  if (!panels.size) return;
  await panels.get(shown()).refresh();
  if (shown() !== "violations") await panels.get("violations").refresh(); // for its count
  await new Promise((done) => setTimeout(done, BREATH));
});

if (drawer) {
  onChange(refresh);
  onMove(refresh); // as somebody else one reads another clock
  new IntersectionObserver(refresh).observe(drawer);
}
