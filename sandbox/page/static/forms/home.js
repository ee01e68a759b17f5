// An app's Home: drawn anew when it changes, and the app is told when it is opened.

import { act, viewer } from "../control.js";
import { addressOf, go } from "../shell/place.js";
import { refuse } from "../telling.js";

const main = document.getElementById("main");

let opened = ""; // whose Home the app was told of, for whom

/** The app hears of it once, until one has been elsewhere. */
function tellApp() {
  const home = document.getElementById("home");
  const now = home?.dataset.opens === "yes" ? `${viewer()} ${home.dataset.app}` : "";
  if (now === opened) return;
  opened = now;
  if (now) act("open_home", { app: home.dataset.app }).catch(refuse);
}

document.addEventListener("click", async (event) => {
  const tab = event.target.closest("[data-messages-with]");
  if (!tab) return;
  try {
    const { id } = await act("open_dm", { user: tab.dataset.messagesWith });
    go(addressOf(`channel/${id}`));
  } catch (error) {
    refuse(error);
  }
});

main.addEventListener("redrawn", tellApp);
tellApp();
