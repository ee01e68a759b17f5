// Says that the sandbox is gone, and that it is back.

import { onChange, onLost } from "../changes.js";

const line = document.getElementById("offline");

onLost(() => {
  line.hidden = false;
});
onChange(() => {
  line.hidden = true;
});
