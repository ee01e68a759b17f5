// What somebody has begun to write, by person, channel and thread, as long as the tab is open.

function key({ channel, thread }, person) {
  return `draft ${person} ${channel} ${thread}`;
}

/** { text, meant }: see completing.js. */
export function draft(where, person) {
  try {
    return JSON.parse(sessionStorage.getItem(key(where, person))) ?? { text: "", meant: {} };
  } catch {
    return { text: "", meant: {} };
  }
}

export function keepDraft(where, person, text, meant) {
  if (text) sessionStorage.setItem(key(where, person), JSON.stringify({ text, meant }));
  else sessionStorage.removeItem(key(where, person));
}
