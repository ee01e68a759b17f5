// What stands in an editor, as a rich_text block.

const STYLES = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", CODE: "code", U: "underline" };
const BLOCKS = new Set(["DIV", "P", "UL", "OL", "BLOCKQUOTE", "PRE", "LI", "H1", "H2", "H3", "H4"]);
const FILLER = /\u200b/g;

/** A rich_text block; null when nothing is written. */
export function richTextOf(editor) {
  const reading = new Reading();
  reading.blocks(editor);
  reading.endSection();
  const { elements } = reading;
  return elements.length ? { type: "rich_text", elements } : null;
}

class Reading {
  elements = [];
  #section = [];

  blocks(node) {
    for (const child of node.childNodes) {
      switch (child.nodeName) {
        case "UL":
        case "OL":
          this.endSection();
          this.#list(child, 0);
          break;
        case "BLOCKQUOTE":
          this.#whole("rich_text_quote", linesIn(child));
          break;
        case "PRE":
          this.#whole("rich_text_preformatted", [{ type: "text", text: textIn(child) }]);
          break;
        case "DIV":
        case "P":
          this.#line(child);
          break;
        default:
          this.#section.push(...partsIn(child, {}));
      }
    }
  }

  /** What was written so far is a section of its own; empty lines around it are none. */
  endSection() {
    const parts = trimmed(merged(this.#section));
    this.#section = [];
    if (parts.length) this.elements.push({ type: "rich_text_section", elements: parts });
  }

  #line(node) {
    if (this.#section.length) this.#section.push(text("\n", {}));
    if ([...node.children].some((child) => BLOCKS.has(child.nodeName))) this.blocks(node);
    else this.#section.push(...dropLastBreak(partsIn(node, {})));
  }

  #whole(type, parts) {
    this.endSection();
    const elements = trimmed(merged(parts));
    if (elements.length) this.elements.push({ type, elements });
  }

  #list(node, indent) {
    const style = node.nodeName === "OL" ? "ordered" : "bullet";
    const deeper = Math.max(indent, levelOf(node));
    let list = null;
    for (const item of node.children) {
      const inner = ["UL", "OL"].includes(item.nodeName) ? [item] : [...item.querySelectorAll(":scope > ul, :scope > ol")];
      if (item.nodeName === "LI") {
        const parts = trimmed(merged(partsOfItem(item)));
        if (!list) {
          list = { type: "rich_text_list", style, indent: deeper, elements: [] };
          this.elements.push(list);
        }
        list.elements.push({ type: "rich_text_section", elements: parts });
      }
      for (const one of inner) {
        this.#list(one, deeper + 1);
        list = null;
      }
    }
  }
}

function levelOf(list) {
  return Number(/indent-(\d)/.exec(list.className)?.[1] ?? 0);
}

function partsOfItem(item) {
  return [...item.childNodes]
    .filter((child) => !["UL", "OL"].includes(child.nodeName))
    .flatMap((child) => partsIn(child, {}));
}

/** The parts of a quote, whose lines may be elements. */
function linesIn(node) {
  return [...node.childNodes].flatMap((child, index) => {
    const parts = partsIn(child, {});
    return index && BLOCKS.has(child.nodeName) ? [text("\n", {}), ...parts] : parts;
  });
}

function textIn(node) {
  return merged(linesIn(node)).map((part) => part.text ?? "").join("").replace(/\n$/, "");
}

function partsIn(node, style) {
  if (node.nodeType === Node.TEXT_NODE) {
    const written = node.data.replace(FILLER, "").replace(/\u00a0/g, " ");
    return written ? [text(written, style)] : [];
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  if (node.nodeName === "BR") return [text("\n", style)];
  const special = specialOf(node, style);
  if (special) return [special];
  const name = STYLES[node.nodeName];
  const within = name ? { ...style, [name]: true } : style;
  return [...node.childNodes].flatMap((child) => partsIn(child, within));
}

function specialOf(node, style) {
  const { person, channel, emoji, tone } = node.dataset;
  if (person) return styled({ type: "user", user_id: person }, style);
  if (channel) return styled({ type: "channel", channel_id: channel }, style);
  if (emoji) {
    const skin = tone ? { skin_tone: Number(tone) } : {};
    return styled({ type: "emoji", name: emoji, ...skin }, style);
  }
  const url = node.nodeName === "A" ? node.getAttribute("href") : null;
  if (!url) return null;
  const words = node.textContent.replace(FILLER, "");
  return styled({ type: "link", url, ...(words && words !== url ? { text: words } : {}) }, style);
}

function text(words, style) {
  return styled({ type: "text", text: words }, style);
}

function styled(part, style) {
  return Object.keys(style).length ? { ...part, style } : part;
}

function merged(parts) {
  const all = [];
  for (const part of parts) {
    const last = all.at(-1);
    const fits = last?.type === "text" && part.type === "text";
    if (fits && JSON.stringify(last.style) === JSON.stringify(part.style)) last.text += part.text;
    else all.push({ ...part });
  }
  return all;
}

/** A browser ends an empty line with a break that is no line. */
function dropLastBreak(parts) {
  const last = parts.at(-1);
  return last?.type === "text" && last.text === "\n" ? parts.slice(0, -1) : parts;
}

function trimmed(parts) {
  const all = [...parts];
  while (all[0]?.type === "text" && !all[0].text.trim()) all.shift();
  while (all.at(-1)?.type === "text" && !all.at(-1).text.trim()) all.pop();
  if (all.at(-1)?.type === "text") all[all.length - 1] = { ...all.at(-1), text: all.at(-1).text.trimEnd() };
  return all;
}
