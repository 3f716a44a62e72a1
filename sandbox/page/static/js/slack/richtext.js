// rich_text blocks: sections, lists, quotes and preformatted text.

import { h } from "../dom.js";
import { link } from "../links.js";
import { notDrawn } from "./not_drawn.js";
import { slackDate } from "./dates.js";
import { emoji } from "./emoji.js";
import { channelName, personName } from "./names.js";

const STYLES = { bold: "b", italic: "i", strike: "s", code: "code", underline: "u" };

function styled(style, content) {
  return Object.keys(STYLES)
    .filter((name) => style?.[name])
    .reduce((inner, name) => h(STYLES[name], null, inner), content);
}

const mention = (text) => h("span", { class: "mention" }, text);

const LEAVES = {
  text: (leaf) => styled(leaf.style, leaf.text),
  link: (leaf) => styled(leaf.style, link(leaf.url, leaf.text ?? leaf.url)),
  emoji: (leaf) => (leaf.unicode ? String.fromCodePoint(...leaf.unicode.split("-").map((code) => parseInt(code, 16))) : emoji(leaf.name)),
  user: (leaf) => mention(`@${personName(leaf.user_id)}`),
  channel: (leaf) => mention(`#${channelName(leaf.channel_id)}`),
  usergroup: (leaf) => mention(`@${leaf.usergroup_id}`),
  team: (leaf) => mention(leaf.team_id),
  broadcast: (leaf) => mention(`@${leaf.range}`),
  date: (leaf) => {
    const words = slackDate(leaf.timestamp, leaf.format, leaf.fallback ?? "");
    return leaf.url ? link(leaf.url, words) : h("span", { class: "date", title: leaf.fallback }, words);
  },
  color: (leaf) => h("span", { class: "colour" }, leaf.value),
};

function leaves(elements) {
  return (elements ?? []).map((leaf) => (LEAVES[leaf.type] ?? notDrawn)(leaf));
}

function list(container) {
  const props = { class: `indent-${container.indent ?? 0}`, start: container.offset ? container.offset + 1 : null };
  return h(container.style === "ordered" ? "ol" : "ul", props, container.elements.map((item) => h("li", null, leaves(item.elements))));
}

const CONTAINERS = {
  rich_text_section: (container) => h("p", null, leaves(container.elements)),
  rich_text_list: list,
  rich_text_preformatted: (container) => h("pre", null, leaves(container.elements)),
  rich_text_quote: (container) => h("blockquote", null, leaves(container.elements)),
};

export function richText(block) {
  const containers = (block.elements ?? []).map((container) => (CONTAINERS[container.type] ?? notDrawn)(container));
  return h("div", { class: "rich-text" }, containers);
}
