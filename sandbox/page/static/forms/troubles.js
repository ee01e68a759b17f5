// What went wrong, told where it was done: below the block somebody acted in, until they act on
// that message, in that modal or on that Home again.

/** Say below a block of a surface what went wrong. */
export function tellTrouble(surface, block, words) {
  forgetTrouble(surface);
  const said = document.createElement("p");
  said.className = "trouble at-block";
  said.dataset.own = ""; // the page redraws around it
  said.setAttribute("role", "alert");
  const at = surface.querySelector(`[data-block="${CSS.escape(block ?? "")}"]`);
  if (at) at.after(said);
  else surface.append(said);
  said.textContent = `⚠ ${words}`;
}

/** Somebody tries again there: what was said is over. */
export function forgetTrouble(surface) {
  surface.querySelectorAll(".trouble.at-block").forEach((said) => said.remove());
}
