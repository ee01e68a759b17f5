// Elements in blocks: what they hold, and word of their use. See drawing/ for their HTML.

import "./fields/buttons.js";
import "./fields/choices.js";
import "./fields/files.js";
import "./fields/menus.js";
import "./fields/overflow.js";
import "./fields/pages.js";
import "./fields/rich_text.js";
import "./fields/written.js";

export { onAct } from "./fields/acts.js";
export { setUploader } from "./fields/files.js";
export { setSuggester } from "./fields/menus.js";
export { fieldsOf } from "./fields/values.js";
