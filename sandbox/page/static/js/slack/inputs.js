// Input blocks: a label, something to fill in, a hint, and what the bot had to say against the answer.

import { h } from "../dom.js";
import { CHOICES } from "./choices.js";
import { FIELDS } from "./fields.js";
import { notDrawn } from "./not_drawn.js";
import { press } from "./pressing.js";
import { plain } from "./texts.js";

const kindOf = (element) => CHOICES[element.type] ?? FIELDS[element.type];

export function drawInput(block, place) {
  const { element } = block;
  const kind = kindOf(element);
  if (!kind) return notDrawn(element);
  const id = `${place.key}/${block.block_id}/${element.action_id}`;
  const label = plain(block.label);
  const error = place.errors?.[block.block_id] ?? place.errors?.[label];
  const changed = block.dispatch_action ? (value) => press(place, { ...element, block_id: block.block_id }, value) : null;
  return h(
    "div",
    { key: id, class: error ? "bk-field wrong" : "bk-field", "data-input": id },
    h("label", { for: id }, label, block.optional && h("small", null, " (optional)")),
    kind.draw(element, { id, label, changed }),
    error && h("p", { class: "bk-error", role: "alert" }, error),
    block.hint && h("p", { class: "bk-hint" }, plain(block.hint)),
  );
}

// The answers of all input blocks, keyed by block id (by label where there is none).
export async function readInputs(blocks, placeKey) {
  const values = {};
  for (const block of blocks.filter(({ type, element }) => type === "input" && kindOf(element))) {
    const id = `${placeKey}/${block.block_id}/${block.element.action_id}`;
    const box = document.querySelector(`[data-input="${CSS.escape(id)}"]`);
    if (box) values[block.block_id ?? plain(block.label)] = await kindOf(block.element).read(box);
  }
  return values;
}
