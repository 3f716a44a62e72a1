// Block Kit, drawn from the bot's own JSON.

import { h } from "../dom.js";
import { picture } from "../links.js";
import { chart } from "./charts.js";
import { drawElement } from "./elements.js";
import { drawInput } from "./inputs.js";
import { markdown } from "./markdown.js";
import { notDrawn } from "./not_drawn.js";
import { richText } from "./richtext.js";
import { plain, text } from "./texts.js";

function section(block, place) {
  return h(
    "div",
    { class: "bk-section" },
    h(
      "div",
      { class: "bk-section-words" },
      block.text && h("div", { class: "bk-text" }, text(block.text)),
      block.fields && h("div", { class: "bk-fields" }, block.fields.map((field) => h("div", { class: "bk-text" }, text(field)))),
    ),
    block.accessory && h("div", { class: "bk-accessory" }, drawElement(withBlock(block.accessory, block), place)),
  );
}

// An element knows its block, so that two equal action ids in one message are told apart.
const withBlock = (element, block) => ({ ...element, block_id: block.block_id });

function elements(className) {
  return (block, place) => h("div", { class: className }, (block.elements ?? []).map((element) => drawElement(withBlock(element, block), place)));
}

function image(block) {
  const address = block.sandbox_url ?? block.slack_file?.sandbox_url ?? block.image_url;
  return h(
    "figure",
    { class: "bk-image" },
    block.title && h("figcaption", null, plain(block.title)),
    picture(address, block.alt_text, { title: block.alt_text, loading: "lazy" }),
  );
}

function table(block) {
  const cell = (tag) => (content) => h(tag, null, content.type === "rich_text" ? richText(content) : content.text);
  const [head, ...rows] = block.rows ?? [[]];
  return h(
    "div",
    { class: "bk-table", tabindex: 0, role: "region", "aria-label": block.caption ?? "Table" },
    h("table", null, h("thead", null, h("tr", null, head.map(cell("th")))), h("tbody", null, rows.map((row) => h("tr", null, row.map(cell("td")))))),
  );
}

const TASK_MARKS = { pending: "○", in_progress: "◐", complete: "✓", error: "✗" };

function task(block) {
  const status = block.status ?? "pending";
  return h(
    "div",
    { key: block.task_id, class: `bk-task ${status}` },
    h("span", { class: "mark", role: "img", "aria-label": status.replace("_", " ") }, TASK_MARKS[status]),
    h("div", null, h("span", null, block.title), block.details && richText(block.details), block.output && richText(block.output)),
  );
}

const plan = (block) => h("div", { class: "bk-plan" }, h("b", null, plain(block.title)), (block.tasks ?? []).map(task));

function container(block, place) {
  const inside = h("div", { class: "bk-container" }, drawBlocks(block.child_blocks, place));
  if (!block.is_collapsible) return [block.title && h("b", null, plain(block.title)), inside];
  return h("details", { initial: { open: !block.default_collapsed } }, h("summary", null, h("b", null, plain(block.title))), inside);
}

const BLOCKS = {
  header: (block) => h("h4", { class: "bk-header" }, plain(block.text)),
  section,
  context: elements("bk-context"),
  context_actions: elements("bk-actions"),
  actions: elements("bk-actions"),
  divider: () => h("hr", { class: "bk-divider" }),
  image,
  markdown: (block) => h("div", { class: "bk-text bk-markdown" }, markdown(block.text ?? "")),
  rich_text: richText,
  input: drawInput,
  container,
  table,
  data_visualization: chart,
  plan,
  task_card: task,
  alert: (block) => h("div", { class: `bk-alert ${block.level ?? "default"}`, role: "note" }, text(block.text)),
};

// place: {key, target, readValues?, errors?}; key is unique on the page, target tells where a press happened.
export function drawBlocks(blocks, place) {
  return (blocks ?? []).map((block) =>
    h("div", { key: block.block_id, class: "bk-block", "data-block": block.type }, (BLOCKS[block.type] ?? notDrawn)(block, place)),
  );
}
