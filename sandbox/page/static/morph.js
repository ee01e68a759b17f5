// Redraws a place without losing what somebody is doing there.
//
// What the page's scripts and people add is left alone:
// - an element with `data-own` was changed or made by a script: it stays as it is;
// - attributes named in `data-keep` are the script's;
// - a field keeps what was typed or chosen, unless the sandbox now says something else of it than
//   before, or an element around it has a new `data-version`;
// - `open` of details and dialogs, popovers, scroll and focus stay.

const FIELDS = new Set(["INPUT", "TEXTAREA", "SELECT", "OPTION"]);

/** Make the children of `place` those of `html`, changing as little as possible. */
export function morph(place, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const focused = trace(place);
  patchChildren(place, template.content, false);
  refocus(place, focused);
}

function patchChildren(old, fresh, reset) {
  const keyed = new Map();
  for (const child of old.children) {
    const key = keyOf(child);
    if (key) keyed.set(key, child);
  }
  const wanted = new Set([...fresh.children].map(keyOf).filter(Boolean));
  let cursor = old.firstChild;
  const pass = () => {
    while (cursor && (isOwn(cursor) || leaves(cursor, wanted))) cursor = dropped(cursor);
  };
  for (const node of [...fresh.childNodes]) {
    if (isOwn(node) && keepsOwn(old, node)) continue;
    pass();
    const match = matching(node, cursor, keyed);
    if (!match) {
      old.insertBefore(node, cursor);
    } else {
      if (isNext(match, cursor)) {
        while (cursor !== match) cursor = dropped(cursor);
        cursor = match.nextSibling;
      } else {
        old.insertBefore(match, cursor);
      }
      patch(match, node, reset);
    }
  }
  while (cursor) cursor = dropped(cursor);
}

/** Whether nothing with a name of its own stands between: what is moved would lose its scroll. */
function isNext(match, cursor) {
  let node = cursor;
  while (node && node !== match && !keyOf(node)) node = node.nextSibling;
  return node === match;
}

/** What comes after a node, which goes, unless it is a script's. */
function dropped(node) {
  const next = node.nextSibling;
  if (!isOwn(node)) node.remove();
  return next;
}

function keyOf(element) {
  const key = element.id || element.dataset?.key || element.dataset?.block;
  return key ? `${element.tagName} ${key}` : "";
}

function isOwn(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-own");
}

function keepsOwn(old, node) {
  return [...old.children].some(
    (child) => isOwn(child) && child.tagName === node.tagName && child.id === node.id,
  );
}

/** A keyed child that the new drawing has no more goes at once, so that others need not move. */
function leaves(node, wanted) {
  const key = node.nodeType === Node.ELEMENT_NODE ? keyOf(node) : "";
  return key !== "" && !wanted.has(key);
}

function matching(node, cursor, keyed) {
  if (node.nodeType !== Node.ELEMENT_NODE) {
    return cursor?.nodeType === node.nodeType ? cursor : null;
  }
  const key = keyOf(node);
  if (key) {
    const found = keyed.get(key);
    keyed.delete(key);
    return found?.parentNode ? found : null;
  }
  let candidate = cursor;
  while (candidate && candidate.nodeType !== Node.ELEMENT_NODE) candidate = candidate.nextSibling;
  const fits = candidate && candidate.tagName === node.tagName && !keyOf(candidate);
  return fits && !isOwn(candidate) ? candidate : null;
}

function patch(old, fresh, reset) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  const before = old.dataset.version;
  const again = reset || (before !== undefined && before !== fresh.dataset.version);
  if (!again && old.isEqualNode(fresh)) return;
  const said = FIELDS.has(old.tagName) ? saidOf(old) : null;
  patchAttributes(old, fresh);
  if (old.tagName === "TEXTAREA") patchText(old, fresh);
  else patchChildren(old, fresh, again);
  if (said) patchField(old, said, again);
}

function patchAttributes(old, fresh) {
  const kept = new Set((old.dataset.keep ?? "").split(" "));
  if (old.tagName === "DETAILS" || old.tagName === "DIALOG") kept.add("open");
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !kept.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!kept.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function patchText(old, fresh) {
  if (old.defaultValue === fresh.defaultValue) return;
  const mayChange = old.value === old.defaultValue && document.activeElement !== old;
  old.defaultValue = fresh.defaultValue;
  if (mayChange) old.value = fresh.defaultValue;
}

/** What the sandbox said of a field before. */
function saidOf(field) {
  if (field.tagName === "OPTION") return { selected: field.defaultSelected };
  if (field.tagName !== "INPUT") return {};
  const typed = field.value !== field.defaultValue;
  return { checked: field.defaultChecked, value: field.defaultValue, typed };
}

function patchField(field, said, again) {
  if (field.tagName === "OPTION") {
    if (again || field.defaultSelected !== said.selected) field.selected = field.defaultSelected;
  } else if (field.tagName === "INPUT" && /^(checkbox|radio)$/.test(field.type)) {
    if (again || field.defaultChecked !== said.checked) field.checked = field.defaultChecked;
  } else if (field.tagName === "INPUT" && field.type !== "file") {
    const isNews = again || field.defaultValue !== said.value;
    const isBusy = document.activeElement === field || (said.typed && !again);
    if (isNews && !isBusy) field.value = field.defaultValue;
  }
}

/** The way from the focused element up to the place. */
function trace(place) {
  const way = [];
  let node = document.activeElement;
  if (!place.contains(node) || node === place) return way;
  for (; node !== place; node = node.parentElement) way.push({ node, id: node.id });
  return way;
}

/** When the focused element is gone: what has its id now, or the nearest around it that is left. */
function refocus(place, way) {
  if (!way.length || place.contains(document.activeElement)) return;
  const again = way[0].id && document.getElementById(way[0].id);
  const left = way.map(({ node }) => node).find((node) => node.isConnected && place.contains(node));
  const target = again || left?.closest("[tabindex], a[href], button") || place;
  target.focus({ preventScroll: true });
}
