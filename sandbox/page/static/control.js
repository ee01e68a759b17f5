// How the page asks the sandbox for what it shows, and tells it what somebody does.

/** The id of the person one is on this page; "" when the address does not say. */
export function viewer() {
  return location.pathname.match(/^\/as\/([^/]+)/)?.[1] ?? "";
}

/** A part of the page as HTML. Throws an Error in the sandbox's words when it has no such part. */
export async function part(path, query = {}) {
  const asked = new URLSearchParams({ person: viewer(), ...query });
  const answer = await reached(`${path}?${asked}`);
  const html = await answer.text();
  if (!answer.ok) throw new Error(words(html) || `The sandbox answered ${answer.status}.`);
  return html;
}

/** Ask the sandbox's own API (sandbox/control_api.py). Throws an Error in its words. */
export function control(name, body = {}) {
  return sent(`/sandbox/${name}`, body);
}

/** Do something as the person one is (sandbox/people_api.py). Throws an Error in its words. */
export function act(doing, body = {}) {
  return sent(`/sandbox/people/${viewer()}/${doing}`, body);
}

async function sent(address, body) {
  const answer = await reached(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(sentence(said.refused ?? `it answered ${answer.status}`));
  return said;
}

async function reached(address, request) {
  try {
    return await fetch(address, request);
  } catch {
    throw new Error("The sandbox does not answer.");
  }
}

/** Elements out of HTML of ours. */
export function elements(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function words(html) {
  return elements(html).querySelector(".refused")?.textContent;
}

function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
