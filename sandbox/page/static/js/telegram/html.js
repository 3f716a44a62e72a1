// Telegram's formatted text: its few tags, drawn anew from a parsed copy so that nothing else gets through.

import { h } from "../dom.js";
import { link } from "../links.js";

const TAGS = {
  B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code", PRE: "pre", BLOCKQUOTE: "blockquote",
};
const WORTH_A_TAP = /(?<![\p{L}\p{N}/])(\/[a-z][a-z0-9_]{0,31}(?:@\w+)?)(?![\p{L}\p{N}/])|(https?:\/\/[^\s<]+[^\s<.,;:!?)])/gu;

// Text with tappable /commands and addresses; tap(command) is called for a command.
export function plainText(text, tap) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(WORTH_A_TAP)) {
    parts.push(text.slice(at, match.index), tappable(match, tap));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

function tappable([whole, command], tap) {
  if (!command) return link(whole, whole);
  return h("button", { type: "button", class: "tg-command", on: { click: () => tap(command) } }, command);
}

export function formatted(html, tap) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return nodes(parsed.body, tap);
}

function nodes(parent, tap) {
  return [...parent.childNodes].map((node) => {
    if (node.nodeType === Node.TEXT_NODE) return plainText(node.data, tap);
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    return element(node, tap);
  });
}

function element(node, tap) {
  const inner = nodes(node, tap);
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "A") return link(node.getAttribute("href") ?? "", node.textContent);
  if (node.tagName === "TG-SPOILER" || node.classList.contains("tg-spoiler")) return spoiler(inner);
  return TAGS[node.tagName] ? h(TAGS[node.tagName], null, inner) : inner;
}

function spoiler(inner) {
  const reveal = (event) => event.currentTarget.classList.add("shown");
  return h("button", { type: "button", class: "tg-spoiler", "aria-label": "Hidden text, press to show", on: { click: reveal } }, inner);
}
