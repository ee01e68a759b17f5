// What went wrong, told where it was done: below the block somebody clicked in, until they act
// there again. The page redraws around it, so it is put back when it was drawn away.

const told = new Map(); // by place: { surface, block, words, isNew }
const watcher = new MutationObserver(paint);

/** Say under a block of a surface what went wrong. */
export function tellTrouble(surface, block, words) {
  told.set(keyOf(surface), { surface: selectorOf(surface), block, words, isNew: true });
  watcher.observe(document.body, { childList: true, subtree: true });
  paint();
}

/** Somebody tries again there: what was said is over. */
export function forgetTrouble(surface) {
  if (!told.delete(keyOf(surface))) return;
  surface.querySelector(".trouble.at-block")?.remove();
  if (told.size === 0) watcher.disconnect();
}

/** The attributes that say which message, modal or Home it is. */
export function placeOf(surface) {
  const { channel, ts, view, app } = surface.dataset;
  switch (surface.dataset.surface) {
    case "message":
      return { channel, ts };
    case "modal":
      return { view };
    default:
      return { app };
  }
}

function paint() {
  for (const one of told.values()) {
    for (const surface of document.querySelectorAll(one.surface)) {
      if (!surface.querySelector(".trouble.at-block")) draw(surface, one);
    }
  }
}

function draw(surface, one) {
  const said = document.createElement("p");
  said.className = "trouble at-block";
  said.textContent = `⚠ ${one.words}`;
  if (one.isNew) said.setAttribute("role", "alert"); // heard once, not with every redrawing
  one.isNew = false;
  const block = surface.querySelector(`[data-block="${CSS.escape(one.block ?? "")}"]`);
  if (block) block.after(said);
  else surface.append(said);
}

function keyOf(surface) {
  return JSON.stringify(placeOf(surface));
}

function selectorOf(surface) {
  const kind = `[data-surface="${surface.dataset.surface}"]`;
  const named = Object.entries(placeOf(surface));
  return kind + named.map(([name, value]) => `[data-${name}="${CSS.escape(value)}"]`).join("");
}
