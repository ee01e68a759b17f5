// What the composer offers while one types: /commands, @people, #channels, :emoji:.

import { ask } from "./asking.js";
import { emojiLike, everyEmoji } from "./emoji.js";

const MOST = 8;
const WORD = /(?:^|[\s(])([@#:])([\p{L}\p{M}\p{N}._'+-]*(?: [\p{L}\p{M}\p{N}._'-]+)?)$/u;
const RANGES = [
  { handle: "channel", name: "everybody in this channel" },
  { handle: "here", name: "everybody who is here" },
];
let known = { key: "", offers: null };

/** What can be mentioned and commanded in a channel; asked for anew when `isFresh`. */
export function offersFor(channel, isFresh = false) {
  const key = `${location.pathname.split("/")[2]} ${channel}`;
  if (isFresh || known.key !== key) known = { key, offers: ask("offers", { channel }) };
  return known.offers;
}

/**
 * Choices for what stands before the caret: [{ label, detail, from, text, means }], where `text`
 * replaces what stands from `from` to the caret and `means` is what the sandbox understands.
 */
export async function complete(text, caret, channel, { commands = true } = {}) {
  const before = text.slice(0, caret);
  if (commands && /^\/\S*$/.test(before)) {
    return commandsLike(before, (await offersFor(channel)).commands);
  }
  const found = WORD.exec(before);
  if (!found) return [];
  const [, sign, typed] = found;
  const from = caret - typed.length - 1;
  if (sign === ":") {
    if (typed.length < 2 || typed.includes(" ")) return [];
    const every = await everyEmoji();
    return emojiLike(every, typed, MOST).map(([name, drawn]) => ({ label: `:${name}:`, sign: drawn, from, text: `:${name}: ` }));
  }
  const offers = await offersFor(channel);
  return sign === "#" ? channelsLike(typed, from, offers.channels) : peopleLike(typed, from, offers);
}

function commandsLike(typed, commands) {
  return commands
    .filter(({ command }) => command.startsWith(typed.toLowerCase()))
    .map(({ command, usage_hint: hint, description, app }) => ({
      label: command, hint, detail: [description, app].filter(Boolean).join(" · "), from: 0, text: `${command} `,
    }))
    .slice(0, MOST);
}

function channelsLike(typed, from, channels) {
  return channels
    .filter(({ name }) => name.includes(typed.toLowerCase()))
    .slice(0, MOST)
    .map(({ id, name }) => ({ label: `#${name}`, from, text: `#${name} `, shown: `#${name}`, means: `<#${id}>` }));
}

function peopleLike(typed, from, { people, groups }) {
  const wanted = typed.toLowerCase();
  const begins = (words) => words.toLowerCase().split(/\s+/).some((word, at, all) => all.slice(at).join(" ").startsWith(wanted));
  const persons = people
    .filter(({ name, handle }) => begins(name) || handle.toLowerCase().startsWith(wanted))
    .map(({ id, name, title, company, initials, hue, is_member: isMember }) => ({
      label: name, face: { initials, hue }, detail: [title, company, isMember ? "" : "not in this channel"].filter(Boolean).join(" · "),
      from, text: `@${name} `, shown: `@${name}`, means: `<@${id}>`,
    }));
  const everybody = RANGES.filter(({ handle }) => wanted && handle.startsWith(wanted)).map(({ handle, name }) => ({
    label: `@${handle}`, detail: name, from, text: `@${handle} `, shown: `@${handle}`, means: `<!${handle}>`,
  }));
  const teams = groups.filter(({ handle, name }) => handle.startsWith(wanted) || begins(name)).map(({ id, handle, name }) => ({
    label: `@${handle}`, detail: name, from, text: `@${handle} `, shown: `@${handle}`, means: `<!subteam^${id}>`,
  }));
  return [...persons, ...teams, ...everybody].slice(0, MOST);
}

/** What was typed, in the sandbox's words: what was chosen, and handles somebody typed out. */
export async function meaning(text, meant, channel) {
  const signs = new Map(Object.entries(meant));
  if (/[@#]/.test(text)) {
    const { people, channels, groups } = await offersFor(channel);
    const add = (shown, means) => signs.has(shown) || signs.set(shown, means);
    people.forEach(({ id, name, handle }) => {
      add(`@${name}`, `<@${id}>`);
      add(`@${handle}`, `<@${id}>`);
    });
    groups.forEach(({ id, handle }) => add(`@${handle}`, `<!subteam^${id}>`));
    channels.forEach(({ id, name }) => add(`#${name}`, `<#${id}>`));
    ["channel", "here", "everyone"].forEach((range) => add(`@${range}`, `<!${range}>`));
  }
  const longest = [...signs.keys()].filter((shown) => text.includes(shown)).sort((one, other) => other.length - one.length);
  if (!longest.length) return text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longest.map(escaped).join("|")})(?![\\p{L}\\p{M}\\p{N}_])`, "gu");
  return text.replace(pattern, (shown) => signs.get(shown));
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
