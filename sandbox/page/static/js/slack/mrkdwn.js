// Slack's own markup: *bold*, _italic_, ~strike~, `code`, <links|with names>, <@people>, <#channels>, <!date^…>, :emoji:.

import { h } from "../dom.js";
import { link } from "../links.js";
import { slackDate } from "./dates.js";
import { emoji } from "./emoji.js";
import { channelName, personName } from "./names.js";

export function unescapeText(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// Slack marks bold, italic and struck words only where they stand alone, not inside a word.
const paired = (mark) => new RegExp(`(?<![\\p{L}\\p{N}${mark}])${mark}(?=\\S)([^\\n${mark}]*[^\\s${mark}])${mark}(?![\\p{L}\\p{N}])`, "gu");

const RULES = [
  { pattern: /```\n?([\s\S]+?)\n?```/g, draw: ([, code]) => h("pre", null, unescapeText(code)) },
  { pattern: /`([^`\n]+)`/g, draw: ([, code]) => h("code", null, unescapeText(code)) },
  { pattern: /<([^<>\n]+)>/g, draw: ([, inner]) => angle(inner) },
  { pattern: paired("\\*"), draw: ([, inner]) => h("b", null, mrkdwn(inner)) },
  { pattern: paired("_"), draw: ([, inner]) => h("i", null, mrkdwn(inner)) },
  { pattern: paired("~"), draw: ([, inner]) => h("s", null, mrkdwn(inner)) },
  { pattern: /:([a-z0-9_+-]+):/g, draw: ([, name]) => emoji(name) },
  { pattern: /(?<=^|\n)(?:&gt;|>) ?([^\n]*)\n?/g, draw: ([, inner]) => h("blockquote", null, mrkdwn(inner)) },
];

// Marked-up text as descriptions of elements; nothing in it is ever taken as HTML.
export function mrkdwn(text) {
  const parts = [];
  let at = 0;
  while (at < text.length) {
    const found = earliest(text, at);
    if (!found) break;
    if (found.match.index > at) parts.push(unescapeText(text.slice(at, found.match.index)));
    parts.push(found.rule.draw(found.match));
    at = found.match.index + found.match[0].length;
  }
  return [...parts, unescapeText(text.slice(at))];
}

function earliest(text, from) {
  let best = null;
  for (const rule of RULES) {
    rule.pattern.lastIndex = from;
    const match = rule.pattern.exec(text);
    if (match && (!best || match.index < best.match.index)) best = { rule, match };
  }
  return best;
}

function angle(inner) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? null : unescapeText(inner.slice(bar + 1));
  if (target.startsWith("@")) return h("span", { class: "mention" }, `@${personName(target.slice(1), label)}`);
  if (target.startsWith("#")) return h("span", { class: "mention" }, `#${channelName(target.slice(1), label)}`);
  if (target.startsWith("!date^")) return dateToken(target, label);
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label ?? "@group");
  if (target.startsWith("!")) return h("span", { class: "mention loud" }, label ?? `@${target.slice(1)}`);
  const address = unescapeText(target);
  return link(address, label ?? address.replace(/^mailto:/, ""));
}

function dateToken(target, fallback) {
  const [, seconds, format, address] = target.split("^");
  const words = slackDate(seconds, format ?? "{date}", fallback ?? "");
  return h("span", { class: "date", title: fallback }, address ? link(unescapeText(address), words) : words);
}
