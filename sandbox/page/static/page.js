// The page's scripts. Each of these modules registers what it keeps up to date (shell/parts.js).

import "./shell/main.js";
import "./shell/reading.js";
import "./shell/messages.js";
import "./shell/composer.js";
import "./shell/dialogs.js";
import "./shell/panels.js";
import "./shell/roving.js";
import "./shell/drawer.js";
import "./shell/offline.js";
import "./forms/acting.js";
import "./forms/modals.js";
import "./forms/home.js";
import "./forms/deciding.js";
import "./forms/shortcuts.js";
import "./forms/guide.js";
import "./inspector.js";
import { begin } from "./shell/parts.js";

begin();
