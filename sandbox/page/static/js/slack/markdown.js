// The markdown block: the common part of standard Markdown, as Slack draws it.

import { h } from "../dom.js";
import { link } from "../links.js";
import { emoji } from "./emoji.js";

const SPANS = [
  { pattern: /`([^`\n]+)`/g, draw: ([, code]) => h("code", null, code) },
  { pattern: /!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g, draw: ([, label, address]) => link(address, label || address) },
  { pattern: /\*\*(?=\S)(.+?)\*\*/g, draw: ([, inner]) => h("b", null, spans(inner)) },
  { pattern: /__(?=\S)(.+?)__/g, draw: ([, inner]) => h("b", null, spans(inner)) },
  { pattern: /~~(?=\S)(.+?)~~/g, draw: ([, inner]) => h("s", null, spans(inner)) },
  { pattern: /\*(?=\S)([^*\n]+)\*/g, draw: ([, inner]) => h("i", null, spans(inner)) },
  { pattern: /(?<![\p{L}\p{N}])_(?=\S)([^_\n]+)_(?![\p{L}\p{N}])/gu, draw: ([, inner]) => h("i", null, spans(inner)) },
  { pattern: /https?:\/\/[^\s)]+/g, draw: ([address]) => link(address, address) },
  { pattern: /:([a-z0-9_+-]+):/g, draw: ([, name]) => emoji(name) },
];

function spans(text) {
  const found = SPANS.map((rule) => {
    rule.pattern.lastIndex = 0;
    return { rule, match: rule.pattern.exec(text) };
  }).filter(({ match }) => match);
  if (found.length === 0) return [text];
  const { rule, match } = found.reduce((best, next) => (next.match.index < best.match.index ? next : best));
  return [text.slice(0, match.index), rule.draw(match), ...spans(text.slice(match.index + match[0].length))];
}

const cells = (row) => row.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

// Each kind of block: how its lines begin, and how the lines that belong together are drawn.
const BLOCKS = [
  { starts: /^#{1,6} /, single: true, draw: ([line]) => h("h4", null, spans(line.replace(/^#+ /, ""))) },
  { starts: /^(-{3,}|\*{3,})\s*$/, single: true, draw: () => h("hr") },
  { starts: /^\s*[-*+] /, draw: (lines) => h("ul", null, lines.map((line) => h("li", null, spans(task(line.replace(/^\s*[-*+] /, "")))))) },
  { starts: /^\s*\d+[.)] /, draw: (lines) => h("ol", null, lines.map((line) => h("li", null, spans(line.replace(/^\s*\d+[.)] /, ""))))) },
  { starts: /^> ?/, draw: (lines) => h("blockquote", null, spans(lines.map((line) => line.replace(/^> ?/, "")).join("\n"))) },
  { starts: /^\|.*\|\s*$/, draw: table },
];

function task(item) {
  return item.replace(/^\[( |x)\] /i, (_, mark) => (mark === " " ? "☐ " : "☑ "));
}

function table(lines) {
  const [head, ...rows] = lines.filter((line) => !/^\|[\s:|-]+\|\s*$/.test(line)).map(cells);
  return h(
    "table",
    null,
    h("thead", null, h("tr", null, head.map((cell) => h("th", null, spans(cell))))),
    h("tbody", null, rows.map((row) => h("tr", null, row.map((cell) => h("td", null, spans(cell)))))),
  );
}

export function markdown(text) {
  return text.split(/^```.*$/m).flatMap((part, at) => (at % 2 ? [h("pre", null, part.trim())] : prose(part)));
}

function prose(text) {
  const drawn = [];
  const lines = text.split("\n");
  while (lines.length > 0) {
    const kind = BLOCKS.find(({ starts }) => starts.test(lines[0]));
    const belongs = (line) => (kind ? kind.starts.test(line) : line.trim() !== "" && !BLOCKS.some(({ starts }) => starts.test(line)));
    const taken = [lines.shift()];
    while (!kind?.single && lines.length > 0 && taken[0].trim() !== "" && belongs(lines[0])) taken.push(lines.shift());
    if (kind) drawn.push(kind.draw(taken));
    else if (taken[0].trim() !== "") drawn.push(h("p", null, spans(taken.join("\n"))));
  }
  return drawn;
}
