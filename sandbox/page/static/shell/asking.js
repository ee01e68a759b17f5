// JSON of the page's own addresses (sandbox/page/offers.py).

import { viewer } from "../control.js";

/** Ask `/page/<name>` as the person one is. Throws an Error in the sandbox's words. */
export async function ask(name, query = {}) {
  const asked = new URLSearchParams({ person: viewer(), ...query });
  return answered(fetch(`/page/${name}?${asked}`));
}

/** Give the sandbox a file of the person's; { id, title, url }. It is not sent anywhere yet. */
export function upload(file) {
  const asked = new URLSearchParams({ person: viewer(), name: file.name });
  return answered(fetch(`/page/upload?${asked}`, { method: "POST", body: file }));
}

async function answered(request) {
  let answer;
  try {
    answer = await request;
  } catch {
    throw new Error("The sandbox does not answer.");
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.refused ?? `The sandbox answered ${answer.status}.`);
  return said;
}
